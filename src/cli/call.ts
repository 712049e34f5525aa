import { type CallDetail, callDetail, callHungUp, callTransferred } from '../contract/call.ts';
import type { WallClock } from '../reports/wording.ts';
import { spellDuration } from '../shared/time.ts';
import { valueInWords } from '../shared/value-in-words.ts';
import { callActions, doInCall } from './call-actions.ts';
import { callNumber, command } from './command.ts';
import { asJson } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { table } from './terminal/table.ts';
import { clean, paint, printJson, type Terminal, typeable } from './terminal/terminal.ts';
import { callerWords, duration, moment } from './terminal/words.ts';

export const call = command({
  usage: 'call <id> [number] [target]',
  about: 'Show one call: phases, offers and outcome; or end, transfer or hold a call, consult and confer',
  examples: [
    ['call 1001', 'everything that is stored about call 1001'],
    ['call 1001 --json', 'the same as JSON, for scripts'],
    ['call hangup 1001 --reason "line test"', 'end call 1001'],
    ['call transfer 1001 clara', 'transfer the caller of call 1001 to clara'],
    ['call hold 1001', 'let the caller of call 1001 hear music; `call unhold 1001` ends it'],
    ['call consult 1001 clara', 'let the agent consult clara; then swap, complete, merge or cancel'],
    ['call warm 1001 clara', 'fetch clara, who takes the call over from the agent'],
  ],
  options: (yargs) =>
    yargs
      .positional('id', {
        type: 'string',
        demandOption: true,
        describe: `call number, such as 1001; or hangup, transfer, ${callActions.join(', ')}`,
      })
      .positional('number', {
        type: 'string',
        describe: 'after an action: the number of the call',
      })
      .positional('target', {
        type: 'string',
        describe:
          'after transfer, consult, warm, join: an agent, a queue, a number of the plan or an outside number; after drop, mute, unmute: who',
      })
      .option('reason', { type: 'string', describe: 'why you end the call; stored in its journal' }),
  async run({ id, number, target, reason, json }, terminal) {
    const engine = await connect(terminal);
    if (callActions.includes(id)) return doInCall(engine, id, number, target, json, terminal);
    if (id === 'transfer') {
      if (number === undefined || target === undefined)
        throw new Failure(
          exit.wrongUsage,
          'which call, and to which target?',
          'cordboard call transfer ID TARGET',
        );
      const path = `/v1/calls/${callNumber(number)}/transfer`;
      const done = await engine.post(path, callTransferred, asJson({ to: target }));
      if (json) printJson(terminal, done);
      else terminal.out(`call ${clean(done.call)} is transferred to ${clean(target)}`);
      return exit.ok;
    }
    if (target !== undefined)
      throw new Failure(
        exit.wrongUsage,
        `unknown argument ${clean(target)}`,
        'cordboard call transfer ID TARGET',
      );
    if (id === 'hangup') {
      if (number === undefined)
        throw new Failure(exit.wrongUsage, 'which call do you want to end?', 'cordboard call hangup ID');
      const path = `/v1/calls/${callNumber(number)}/hangup`;
      const ended = await engine.post(
        path,
        callHungUp,
        reason === undefined ? undefined : asJson({ reason }),
      );
      if (json) printJson(terminal, ended);
      else terminal.out(`call ${clean(ended.call)} has ended`);
      return exit.ok;
    }
    if (number !== undefined)
      throw new Failure(exit.wrongUsage, `unknown action ${clean(id)}`, 'cordboard call hangup ID');
    const detail = await engine.get(`/v1/calls/${callNumber(id)}`, callDetail);
    if (json) printJson(terminal, detail);
    else {
      const { clock, now } = await engine.clock();
      print(detail, clock, now, terminal);
    }
    return exit.ok;
  },
});

const heldWords = ({ heldMs, heldForCertain }: CallDetail): string =>
  heldMs === 0 ? '' : `${duration(heldMs)}${heldForCertain ? '' : ' (assumed)'}`;

const wasAllTalk = ({ participants }: CallDetail): boolean =>
  participants.every(({ heldMs, consultedMs }) => heldMs + consultedMs === 0);

function print(detail: CallDetail, clock: WallClock, now: number, terminal: Terminal): void {
  const facts: [string, string][] = [
    ['Call', detail.id],
    ['Caller', callerWords(detail.caller) + tags(detail.caller.tags)],
    ['Dialled', `${detail.dialled} over ${detail.via.kind} ${detail.via.name}`],
    ['Arrived', moment(clock, detail.arrivedAt, now)],
    [
      'State',
      detail.outcome
        ? `${valueInWords(detail.outcome)}, ended by ${detail.endedBy}`
        : valueInWords(detail.phase ?? 'live'),
    ],
    ['Served by', detail.servedBy === undefined ? '' : valueInWords(detail.servedBy)],
    ['Queue', detail.queue ?? ''],
    ['With', detail.with ?? ''],
    ['Waited', duration(detail.waitedMs)],
    ['Talked', duration(detail.talkedMs)],
    ['On hold', heldWords(detail)],
    ['Consulted', detail.consultedMs === 0 ? '' : duration(detail.consultedMs)],
    ['Message', detail.message ? messageWords(detail.message) : ''],
    ['Plan', `version ${detail.planVersion}`],
  ];
  for (const [name, value] of facts) {
    if (value) terminal.out(`${paint(terminal, 'dim', name.padEnd(8))}  ${clean(value)}`);
  }
  printTable(
    terminal,
    ['PHASE', 'SINCE', 'LASTED', 'BECAUSE'],
    detail.phases,
    ({ phase, since, lastedMs, because }) => [
      valueInWords(phase),
      moment(clock, since, now),
      spellDuration(lastedMs),
      because,
    ],
  );
  printTable(terminal, ['OFFER', 'MADE', 'TO', 'RANG', 'OUTCOME', 'BECAUSE'], detail.offers, (offer) => [
    offer.id,
    moment(clock, offer.madeAt, now),
    offer.to,
    offer.rangAt && offer.endedAt ? spellDuration(Date.parse(offer.endedAt) - Date.parse(offer.rangAt)) : '',
    valueInWords(offer.outcome ?? 'open') + (offer.answeredTooLate ? ', answered too late' : ''),
    offer.because ?? '',
  ]);
  if (!wasAllTalk(detail))
    printTable(terminal, ['WHO', 'TALKED', 'ON HOLD', 'CONSULTED'], detail.participants, (participant) => [
      participant.who,
      duration(participant.talkedMs),
      duration(participant.heldMs),
      duration(participant.consultedMs),
    ]);
  terminal.err(typeable(`\n\`cordboard why ${detail.id}\` explains its decisions.`, terminal));
}

const tags = (names: readonly string[]) => (names.length > 0 ? ` (${names.join(', ')})` : '');

const messageWords = ({ recording, voicemail, lastedMs }: NonNullable<CallDetail['message']>) =>
  `${recording} in voicemail ${voicemail}, ${spellDuration(lastedMs)}`;

function printTable<T>(
  terminal: Terminal,
  titles: readonly string[],
  items: readonly T[],
  row: (item: T) => string[],
) {
  if (items.length === 0) return;
  terminal.out('');
  const columns = titles.map((title) => ({ title, flexible: title === 'BECAUSE' }));
  for (const line of table(columns, items.map(row), terminal)) terminal.out(line);
}
