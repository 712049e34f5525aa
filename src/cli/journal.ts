import { type AnyEntry, anyEntry, anyPage } from '../contract/journal-page.ts';
import type { WallClock } from '../reports/wording.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { clean, paint, printJson, type Terminal } from './terminal/terminal.ts';

export const journal = command({
  usage: 'journal',
  about: 'Show the journal: what happened and why',
  examples: [
    ['journal', 'the last 50 entries'],
    ['journal --follow', 'and new entries as they happen, until Ctrl-C'],
    ['journal --follow --json', 'one JSON text per line'],
    ['journal --after 0 --limit 1000', 'the first 1,000 entries'],
    ['journal --from 2026-11-29T08:00 --to 2026-11-29T12:00 --queue sales', 'one queue, one morning'],
    ['journal --agent anna --from 2026-11-29', 'one agent, from that day on'],
  ],
  options: (yargs) =>
    yargs
      .option('follow', {
        alias: 'f',
        type: 'boolean',
        default: false,
        describe: 'keep printing new entries',
      })
      .option('after', {
        type: 'number',
        describe: 'start after this entry number (default: the last entries)',
      })
      .option('from', { type: 'string', describe: 'start at this time (ISO 8601)' })
      .option('to', { type: 'string', describe: 'end before this time (ISO 8601)' })
      .option('queue', { type: 'string', describe: 'only entries that name this queue' })
      .option('agent', { type: 'string', describe: 'only entries about this agent' })
      .option('limit', { type: 'number', default: 50, describe: 'most past entries to print' }),
  async run({ follow, after, from, to, queue, agent, limit, json }, terminal) {
    const engine = await connect(terminal);
    const filters = { from: time('from', from), to: time('to', to), queue, agent };
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ limit, after, ...filters }))
      if (value !== undefined) query.set(name, String(value));
    if (follow && Object.values(filters).some((value) => value !== undefined)) {
      const hint = 'leave out --follow, or --from, --to, --queue and --agent';
      throw new Failure(exit.wrongUsage, '--follow shows the whole journal: it cannot be filtered', hint);
    }
    const page = await engine.get(`/v1/journal?${query.toString()}`, anyPage);
    const { clock } = await engine.clock();
    const print = (entry: AnyEntry) => {
      if (json) printJson({ out: (text) => terminal.out(text), interactive: false }, entry);
      else terminal.out(entryLine(entry, clock, terminal));
    };
    for (const entry of page.entries) print(entry);
    if (!follow) return exit.ok;
    for await (const event of engine.events(page.next)) print(anyEntry.parse(event));
    return exit.ok;
  },
});

/** Without an offset it is this machine's time. */
function time(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text);
  const at = isTime ? Date.parse(text.length === 10 ? `${text}T00:00` : text) : Number.NaN;
  if (!Number.isNaN(at)) return new Date(at).toISOString();
  const hint = 'such as 2026-11-29T09:00 or 2026-11-29';
  throw new Failure(exit.wrongUsage, `--${option} ${text} is not a time`, hint);
}

/** `8123  10:32:05  call 1042   offerMade  offer=1042-o1 to=anna` */
export function entryLine(entry: AnyEntry, clock: WallClock, terminal: Pick<Terminal, 'colour'>): string {
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
