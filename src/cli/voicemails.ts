import { voicemailList } from '../contract/voicemail.ts';
import { defined } from '../shared/defined.ts';
import { spellDuration } from '../shared/time.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit } from './failure.ts';
import { table } from './terminal/table.ts';
import { printJson } from './terminal/terminal.ts';
import { callerWords, moment } from './terminal/words.ts';

export const voicemails = command({
  usage: 'voicemails [voicemail]',
  about: 'List voicemail messages, newest first',
  examples: [
    ['voicemails', 'messages in all voicemails'],
    ['voicemails accounts', 'messages in the voicemail accounts'],
  ],
  options: (yargs) =>
    yargs
      .positional('voicemail', {
        type: 'string',
        describe: 'name of the voicemail in the plan (default: all)',
      })
      .option('limit', { type: 'number', default: 50, describe: 'most messages to list' }),
  async run({ voicemail, limit, json }, terminal) {
    const engine = await connect(terminal);
    const query = new URLSearchParams({
      limit: String(limit),
      ...defined({ voicemail }),
    });
    const list = await engine.get(`/v1/voicemails?${query.toString()}`, voicemailList);
    if (json) printJson(terminal, list);
    else if (list.voicemails.length === 0) terminal.err('no messages');
    else {
      const { clock, now } = await engine.clock();
      const rows = list.voicemails.map((message) => [
        message.recording,
        message.voicemail,
        moment(clock, message.at, now),
        spellDuration(message.lastedMs),
        callerWords({
          isNew: false,
          tags: [],
          ...defined({ name: message.callerName, number: message.callerNumber }),
        }),
        message.call,
      ]);
      for (const line of table(COLUMNS, rows, terminal)) terminal.out(line);
    }
    return exit.ok;
  },
});

const COLUMNS = [
  { title: 'RECORDING' },
  { title: 'VOICEMAIL' },
  { title: 'LEFT' },
  { title: 'LENGTH', right: true, rank: 1 },
  { title: 'CALLER', flexible: true },
  { title: 'CALL', rank: 2 },
];
