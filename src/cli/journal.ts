import { journalEntry, type JournalEntryView, journalPage } from '../contract/journal-page.ts';
import type { WallClock } from '../reports/wording.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit } from './failure.ts';
import { clean, paint, printJson, type Terminal } from './terminal/terminal.ts';

export const journal = command({
  usage: 'journal',
  about: 'What happened and why, entry by entry',
  examples: [
    ['journal', 'the last 50 entries'],
    ['journal --follow', 'and what follows, until Ctrl-C'],
    ['journal --follow --json', 'one JSON text in each line'],
    ['journal --after 0 --limit 1000', 'a page of the past'],
  ],
  options: (yargs) =>
    yargs
      .option('follow', { alias: 'f', type: 'boolean', default: false, describe: 'go on with what happens' })
      .option('after', { type: 'number', describe: 'begin behind this number' })
      .option('limit', { type: 'number', default: 50, describe: 'how many of the past at most' }),
  async run({ follow, after, limit, json }, terminal) {
    const engine = await connect(terminal);
    const from = after === undefined ? '' : `&after=${after}`;
    const page = await engine.get(`/v1/journal?limit=${limit}${from}`, journalPage);
    const { clock } = await engine.clock();
    const print = (entry: JournalEntryView) => {
      if (json) printJson({ out: (text) => terminal.out(text), interactive: false }, entry);
      else terminal.out(entryLine(entry, clock, terminal));
    };
    for (const entry of page.entries) print(entry);
    if (!follow) return exit.ok;
    for await (const event of engine.events(page.next)) print(journalEntry.parse(event));
    return exit.ok;
  },
});

/** `8123  10:32:05  call 1042   offerMade  offer=1042-o1 to=anna` */
export function entryLine(
  entry: JournalEntryView,
  clock: WallClock,
  terminal: Pick<Terminal, 'colour'>,
): string {
  const { seq, at, type, call, agent, ...details } = entry;
  const whose = call ? `call ${call}` : agent ? `agent ${agent}` : 'engine';
  const facts = Object.entries(details).map(
    ([name, value]) => `${paint(terminal, 'dim', `${name}=`)}${said(value)}`,
  );
  return [
    String(seq).padStart(6),
    clock.time(at),
    clean(whose).padEnd(12),
    paint(terminal, 'bold', type.padEnd(14)),
    ...(call && agent ? [`agent=${clean(agent)}`] : []),
    ...facts,
  ].join('  ');
}

const said = (value: unknown): string => clean(typeof value === 'string' ? value : JSON.stringify(value));
