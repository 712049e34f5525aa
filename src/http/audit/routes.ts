import { auditPage, auditQuery, auditRow, auditVerdict } from '../../contract/audit.ts';
import { refusals } from '../../contract/common.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { listInPieces, sendJson, withLists } from '../chunked-list.ts';

export function auditRoutes(app: Api, { store }: ApiNeeds): void {
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
    async ({ query: { after, limit } }, reply) => {
      const rows = await (after === undefined ? store.audit.last(limit) : store.audit.after(after, limit));
      const list = await listInPieces(rows, (row) => row, auditRow);
      return sendJson(reply, withLists({ next: rows.at(-1)?.seq ?? after ?? 0 }, { rows: list }));
    },
  );

  app.get(
    '/v1/audit/verify',
    {
      config: { right: 'read_audit' },
      handlerTimeout: 300_000,
      schema: {
        summary: 'Verify the chain of the audit trail',
        response: { 200: auditVerdict, ...refusals },
      },
    },
    () => store.audit.verify(),
  );
}
