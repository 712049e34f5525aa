import type { Api, ApiNeeds } from '../api.ts';
import { refusals } from '../../contract/common.ts';
import { journalPage, journalQuery } from '../../contract/journal-page.ts';
import { entryView } from './view.ts';

export function journalRoutes(app: Api, { store }: ApiNeeds): void {
  app.get(
    '/v1/journal',
    {
      schema: {
        summary: 'Journal entries, oldest first: the last ones, or those behind `after`',
        querystring: journalQuery,
        response: { 200: journalPage, ...refusals },
      },
    },
    async ({ query: { after, limit } }) => {
      const entries = await (after === undefined
        ? store.journal.last(limit)
        : store.journal.after(after, limit));
      return { entries: entries.map(entryView), next: entries.at(-1)?.seq ?? after ?? 0 };
    },
  );
}
