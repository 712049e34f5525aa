import { Readable } from 'node:stream';
import { auditExportQuery, auditHeads, auditPage, auditQuery, auditVerdict } from '../../contract/audit.ts';
import { refusals } from '../../contract/common.ts';
import type { AuditRow } from '../../ports/audit.ts';
import type { Api, ApiNeeds } from '../api.ts';

/** Rows that are read at once. */
const part = 500;

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
      const rows = await (after === undefined ? store.audit.last(limit) : store.audit.after(after, limit));
      return { rows: [...rows], next: rows.at(-1)?.seq ?? after ?? 0 };
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
      handlerTimeout: 600_000,
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
        .send(Readable.from(linesAfter(after))),
  );

  async function* linesAfter(after: number): AsyncGenerator<string> {
    let rows: readonly AuditRow[];
    let last = after;
    do {
      rows = await store.audit.after(last, part);
      last = rows.at(-1)?.seq ?? last;
      yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    } while (rows.length === part);
  }
}
