import { auditPage, auditQuery, auditVerdict } from '../../contract/audit.ts';
import { refusals } from '../../contract/common.ts';
import type { Api, ApiNeeds } from '../api.ts';

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
        summary: 'Verify the chain of the audit trail',
        response: { 200: auditVerdict, ...refusals },
      },
    },
    () => store.audit.verify(),
  );
}
