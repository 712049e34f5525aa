import { type AuditRowView, auditPage, auditVerdict } from '../contract/audit.ts';
import type { WallClock } from '../reports/wording.ts';
import { detailsInWords, nameInWords } from '../shared/details-in-words.ts';
import { command } from './command.ts';
import type { EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import { clean, paint, printJson, type Terminal } from './terminal/terminal.ts';

export const audit = command({
  usage: 'audit',
  about: 'Show the audit trail: who requested what, and the result',
  examples: [
    ['audit', 'the last 50 rows'],
    ['audit --after 0 --limit 1000', 'the first 1,000 rows'],
    ['audit --verify', 'check that no row was changed or removed'],
    ['audit --export > audit.ndjson', 'all rows, one a line, as JSON with their hashes'],
    ['audit --verify --head 1234:9f2c...', 'and that nothing was removed since you noted this'],
  ],
  options: (yargs) =>
    yargs
      .option('after', { type: 'number', describe: 'start after this row (default: the last rows)' })
      .option('limit', { type: 'number', default: 50, describe: 'most rows to print' })
      .option('verify', {
        type: 'boolean',
        default: false,
        describe: 'verify the chain; exit code 1 if a row was changed or removed',
      })
      .option('export', { type: 'boolean', default: false, describe: 'print all rows, one a line, as JSON' })
      .option('head', { type: 'string', describe: 'verify: what an earlier --verify printed as head' }),
  async run({ after, limit, verify, head, json, export: whole }, terminal) {
    const engine = await connect(terminal);
    if (whole) return await exported(engine, after, terminal);
    if (verify) return verified(engine, head, json, terminal);
    const query = new URLSearchParams({
      limit: String(limit),
      ...(after !== undefined && { after: String(after) }),
    });
    const { rows } = await engine.get(`/v1/audit?${query.toString()}`, auditPage);
    const { clock } = await engine.clock();
    for (const row of rows) {
      if (json) printJson({ out: (text) => terminal.out(text), interactive: false }, row);
      else terminal.out(rowLine(row, clock, terminal));
    }
    if (rows.length === 0 && !json) terminal.err('nothing is recorded');
    return exit.ok;
  },
});

async function exported(
  engine: EngineClient,
  after: number | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const query = after === undefined ? '' : `?after=${after}`;
  const text = new TextDecoder();
  for await (const piece of await engine.download(`/v1/audit/export${query}`, 600_000, 'GET'))
    terminal.write(text.decode(piece, { stream: true }));
  return exit.ok;
}

const faults = {
  missing: 'is missing',
  altered: 'was altered',
  details_altered: 'has details that were altered',
  rebuilt: 'is not the one whose hash was noted on its day: the trail was rebuilt',
} as const;

async function verified(
  engine: EngineClient,
  head: string | undefined,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const { rows, head: hash, fault } = await engine.get('/v1/audit/verify', auditVerdict, 300_000);
  const cut = head === undefined || fault ? undefined : await cutSince(engine, head);
  if (json)
    printJson(terminal, { rows, head: `${rows}:${hash}`, ...(fault && { fault }), ...(cut && { cut }) });
  else if (fault) terminal.out(`${paint(terminal, 'red', 'broken')}: row ${fault.seq} ${faults[fault.what]}`);
  else if (cut !== undefined) terminal.out(`${paint(terminal, 'red', 'broken')}: ${cut}`);
  else terminal.out(`${rows} rows, none was changed or removed; head ${rows}:${hash}`);
  return fault || cut !== undefined ? exit.failed : exit.ok;
}

/** Whether the row of that head is still there, as it was. */
async function cutSince(engine: EngineClient, head: string): Promise<string | undefined> {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(head) ?? [];
  if (seq === undefined || hash === undefined)
    throw new Failure(
      exit.wrongUsage,
      `--head ${head} is not a head`,
      'use what `cordboard audit --verify` printed',
    );
  if (Number(seq) === 0) return undefined;
  const { rows } = await engine.get(`/v1/audit?after=${Number(seq) - 1}&limit=1`, auditPage);
  const [row] = rows;
  if (row === undefined) return `row ${seq} and all after it were removed`;
  return row.hash === hash ? undefined : `row ${seq} is not the one that you noted`;
}

/** `12  10:32:05  token cli of root (api)   change agent anna   allowed  asked: (reason: lunch)` */
function rowLine(row: AuditRowView, clock: WallClock, terminal: Pick<Terminal, 'colour'>): string {
  const { seq, at, actor, action, object = '', outcome, code, details } = row;
  const who = actor.label === undefined ? actor.name : `${actor.label} (${actor.name})`;
  const came = outcome === 'refused' ? paint(terminal, 'red', outcome) : outcome;
  return [
    String(seq).padStart(6),
    clock.time(at),
    clean(`${actor.kind} ${who}`).padEnd(20),
    paint(terminal, 'bold', clean(`${nameInWords(action)} ${object}`.trim()).padEnd(24)),
    code === undefined ? came : `${came} (${nameInWords(code)})`,
    ...(details === undefined ? [] : [clean(detailsInWords(details))]),
  ].join('  ');
}
