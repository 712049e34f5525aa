import { type VoicemailView, voicemailBoxes, voicemailList } from '../contract/voicemail.ts';
import { defined } from '../shared/defined.ts';
import { spellDuration } from '../shared/time.ts';
import { command } from './command.ts';
import type { EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { table } from './terminal/table.ts';
import { printJson } from './terminal/terminal.ts';
import { callerWords, moment } from './terminal/words.ts';

export const voicemails = command({
  usage: 'voicemails [voicemail]',
  about: 'List voicemail messages, newest first',
  examples: [
    ['voicemails', 'messages in all voicemails'],
    ['voicemails accounts', 'messages in the voicemail accounts'],
    ['voicemails --new', 'only those that no one has heard'],
    ['voicemails --boxes', 'each voicemail, and how many new messages it has'],
  ],
  options: (yargs) =>
    yargs
      .positional('voicemail', {
        type: 'string',
        describe: 'name of the voicemail in the plan (default: all)',
      })
      .option('new', { type: 'boolean', default: false, describe: 'only messages that no one has heard' })
      .option('boxes', {
        type: 'boolean',
        default: false,
        describe: 'list the voicemails of the plan instead of messages',
      })
      .option('limit', { type: 'number', default: 50, describe: 'most messages to list' }),
  async run({ voicemail, limit, json, new: onlyNew, boxes }, terminal) {
    const engine = await connect(terminal);
    if (boxes) {
      const list = await engine.get('/v1/voicemail-boxes', voicemailBoxes);
      if (json) printJson(terminal, list);
      else
        for (const line of table(
          BOX_COLUMNS,
          list.boxes.map((box) => [
            box.voicemail,
            String(box.unheard),
            String(box.others),
            [box.agent, box.queue].filter(Boolean).join(', '),
            box.number ?? '',
          ]),
          terminal,
        ))
          terminal.out(line);
      return exit.ok;
    }
    const query = new URLSearchParams({
      limit: String(limit),
      ...defined({ voicemail }),
      ...(onlyNew && { state: 'new' }),
    });
    const list = await engine.get(`/v1/voicemails?${query.toString()}`, voicemailList);
    if (list.voicemails.length === 0 && voicemail !== undefined) await refuseUnknown(engine, voicemail);
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
        stateOf(message),
      ]);
      for (const line of table(COLUMNS, rows, terminal)) terminal.out(line);
    }
    return exit.ok;
  },
});

/** A voicemail that left the plan may still have messages, so only one without any is looked up in the plan. */
async function refuseUnknown(engine: EngineClient, name: string): Promise<void> {
  const { boxes } = await engine.get('/v1/voicemail-boxes', voicemailBoxes);
  const known = boxes.map(({ voicemail }) => voicemail);
  if (known.includes(name)) return;
  throw new Failure(
    exit.failed,
    `the plan has no voicemail ${name}`,
    `available: ${known.join(', ') || 'none'}`,
  );
}

const COLUMNS = [
  { title: 'RECORDING' },
  { title: 'VOICEMAIL' },
  { title: 'LEFT' },
  { title: 'LENGTH', right: true, rank: 1 },
  { title: 'CALLER', flexible: true },
  { title: 'CALL', rank: 2 },
  { title: 'STATE' },
];
const BOX_COLUMNS = [
  { title: 'VOICEMAIL' },
  { title: 'NEW', right: true },
  { title: 'OTHERS', right: true },
  { title: 'WHOSE', flexible: true },
  { title: 'NUMBER' },
];

function stateOf({ heardAt, heardBy = '', assignedTo, speech }: VoicemailView): string {
  const state = heardAt !== undefined ? `heard by ${heardBy}` : speech === false ? 'no speech' : 'new';
  return assignedTo === undefined ? state : `${state}, for ${assignedTo}`;
}
