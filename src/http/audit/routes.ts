import {
  auditExportQuery,
  auditFound,
  auditHeads,
  auditPage,
  auditQuery,
  auditSearch,
  auditVerdict,
} from '../../contract/audit.ts';
import { refusals } from '../../contract/common.ts';
import type { AuditRow } from '../../ports/audit.ts';
import { defined } from '../../shared/defined.ts';
import { nameInWords } from '../../shared/details-in-words.ts';
import { breather, nextTurn } from '../../shared/slices.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { searchBackwards } from '../backwards.ts';
import { Refusal } from '../errors.ts';
import { downloadMayTake, paced } from '../paced.ts';

/** Rows that are read at once: a millisecond. */
const part = 50;
/** Rows that one search looks at. */
const mostSearched = 20_000;

export function auditRoutes(app: Api, { store, auditHeads: noted = async () => [] }: ApiNeeds): void {
  app.get(
    '/v1/audit',
    {
      config: { right: 'read_audit' },
      schema: {
        summary: 'List the audit trail, oldest first: the last rows, or those after a seq',
        querystring: auditQuery,
        response: { 200: auditPage, ...refusals },
      },
    },
    async ({ query: { after, limit } }) => {
      const found: AuditRow[] = [];
      const breathe = breather();
      for await (const rows of partsAfter(after ?? (await beforeLast(limit)), limit)) {
        found.push(...rows);
        await breathe();
      }
      await nextTurn();
      const next = found.at(-1)?.seq ?? after ?? 0;
      return { rows: found, next };
    },
  );

  app.get(
    '/v1/audit/search',
    {
      config: { right: 'read_audit' },
      schema: {
        summary: 'Search the audit trail, newest first',
        querystring: auditSearch,
        response: { 200: auditFound, ...refusals },
      },
    },
    async ({ query: { before, limit, outcome, ...words } }) => {
      const [from, to] = [momentOf(words.from), momentOf(words.to)];
      const has = (text: string | undefined, part: string | undefined): boolean =>
        part === undefined || (text ?? '').toLowerCase().includes(part.toLowerCase());
      const fits = (row: AuditRow): boolean =>
        (outcome === undefined || row.outcome === outcome) &&
        (from === undefined || row.at >= from) &&
        (to === undefined || row.at < to) &&
        has(row.actor.name, words.actor) &&
        has(nameInWords(row.action), words.action && nameInWords(words.action)) &&
        has(row.object, words.object);
      const { found, next } = await searchBackwards(store.audit, fits, {
        ...defined({ before }),
        limit,
        most: mostSearched,
      });
      return { rows: [...found], ...defined({ next }) };
    },
  );

  app.get(
    '/v1/audit/verify',
    {
      config: { right: 'read_audit' },
      handlerTimeout: 300_000,
      schema: {
        summary: 'Verify the chain of the audit trail, and the heads that were noted outside of the database',
        response: { 200: auditVerdict, ...refusals },
      },
    },
    async () => {
      const verdict = await store.audit.verify();
      const heads = await noted();
      if (verdict.fault) return { ...verdict, headsChecked: 0 };
      for (const { seq, hash } of heads) {
        const [row] = await store.audit.after(seq - 1, 1);
        if (row?.hash === hash) continue;
        const what = row === undefined ? ('missing' as const) : ('rebuilt' as const);
        return { ...verdict, fault: { seq, what }, headsChecked: heads.length };
      }
      return { ...verdict, headsChecked: heads.length };
    },
  );

  app.get(
    '/v1/audit/heads',
    {
      config: { right: 'read_audit' },
      schema: { summary: 'List the noted heads, one a day', response: { 200: auditHeads, ...refusals } },
    },
    async () => ({ heads: [...(await noted())] }),
  );

  app.get(
    '/v1/audit/export',
    {
      config: { right: 'export_audit' },
      handlerTimeout: downloadMayTake,
      schema: {
        summary: 'Export the audit trail: one row a line, as JSON, with the hashes of the chain',
        querystring: auditExportQuery,
      },
    },
    async ({ query: { after } }, reply) =>
      reply
        .type('application/x-ndjson')
        .header('content-disposition', 'attachment; filename="audit.ndjson"')
        .header('cache-control', 'no-store')
        .send(paced(linesAfter(after))),
  );

  async function* linesAfter(after: number): AsyncGenerator<string> {
    for await (const rows of partsAfter(after, Number.MAX_SAFE_INTEGER))
      yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  }

  /** Some at a time, so that calls can go on in between. */
  async function* partsAfter(after: number, limit: number): AsyncGenerator<readonly AuditRow[]> {
    let last = after;
    for (let left = limit; left > 0; ) {
      const rows = await store.audit.after(last, Math.min(part, left));
      yield rows;
      if (rows.length < Math.min(part, left)) return;
      left -= rows.length;
      last = rows.at(-1)?.seq ?? last;
    }
  }

  /** Rows are numbered without gaps. */
  const beforeLast = async (limit: number): Promise<number> =>
    Math.max(0, ((await store.audit.last(1)).at(-1)?.seq ?? 0) - limit);
}

function momentOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new Refusal('bad_request', `'${text}' is not a moment such as 2026-12-24T10:00:00Z`);
  return at;
}
