import { refusals } from '../../contract/common.ts';
import { directoryFound, directoryQuery } from '../../contract/directory.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { directoryViews } from './view.ts';

export function directoryRoutes(app: Api, { operations, store }: ApiNeeds): void {
  app.get(
    '/v1/directory',
    {
      config: { right: 'see_directory' },
      schema: {
        summary:
          'Find the right person for a question, with availability and fallbacks: full-text search over topics, queues and agents',
        querystring: directoryQuery,
        response: { 200: directoryFound, ...refusals },
      },
    },
    async ({ query }) => {
      const hits = await store.directory.find(query.q, query.limit);
      return { found: await directoryViews(hits, operations) };
    },
  );
}
