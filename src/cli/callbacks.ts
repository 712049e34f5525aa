import { type CallbackView, callbackCancelled, callbackList } from '../contract/callback.ts';
import type { WallClock } from '../reports/wording.ts';
import { valueInWords } from '../shared/value-in-words.ts';
import { callNumber, command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { table } from './terminal/table.ts';
import { clean, printJson, type Terminal } from './terminal/terminal.ts';
import { callerWords, duration, moment } from './terminal/words.ts';

export const callbacks = command({
  usage: 'callbacks [action] [id]',
  about: 'List booked callbacks; cancel one',
  examples: [
    ['callbacks', 'all callbacks, longest waiting first'],
    ['callbacks cancel 1001', 'do not call back call 1001'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', {
        choices: ['list', 'cancel'] as const,
        describe: 'if omitted, list the callbacks',
      })
      .positional('id', { type: 'string', describe: 'call number of the callback, such as 1001' }),
  async run({ action, id, json }, terminal) {
    const engine = await connect(terminal);
    if (action === 'cancel') {
      if (id === undefined)
        throw new Failure(
          exit.wrongUsage,
          'cancel which callback?',
          'run `cordboard callbacks cancel ID`; `cordboard callbacks` lists them',
        );
      const path = `/v1/callbacks/${callNumber(id)}`;
      const cancelled = await engine.delete(path, callbackCancelled);
      if (json) printJson(terminal, cancelled);
      else terminal.out(`callback ${clean(cancelled.call)} is cancelled`);
      return exit.ok;
    }
    const list = await engine.get('/v1/callbacks', callbackList);
    if (json) printJson(terminal, list);
    else if (list.callbacks.length === 0) terminal.err('no callbacks');
    else print(list.callbacks, await engine.clock(), terminal);
    return exit.ok;
  },
});

function print(
  list: readonly CallbackView[],
  { clock, now }: { clock: WallClock; now: number },
  terminal: Terminal,
): void {
  const rows = list.map((one) => [
    one.call,
    one.queue,
    one.number,
    callerWords(one.caller),
    duration(one.waitedMs),
    valueInWords(one.phase),
    `${one.attempts.made} of ${one.attempts.most}`,
    Date.parse(one.notBefore) > now ? moment(clock, one.notBefore, now) : 'now',
    one.byResult ? `${one.byResult.agent} (${one.byResult.result})` : 'caller',
  ]);
  for (const line of table(COLUMNS, rows, terminal)) terminal.out(line);
}

const COLUMNS = [
  { title: 'CALL' },
  { title: 'QUEUE' },
  { title: 'NUMBER' },
  { title: 'CALLER', flexible: true },
  { title: 'WAITED', right: true },
  { title: 'PHASE' },
  { title: 'ATTEMPTS' },
  { title: 'FROM' },
  { title: 'BOOKED BY' },
];
