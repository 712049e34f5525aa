import { refusals } from '../../contract/common.ts';
import { anyEntry, journalPage, journalQuery } from '../../contract/journal-page.ts';
import { reachesAny } from '../../people/reach.ts';
import { defined } from '../../shared/defined.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { listOf, sendJson, withParts } from '../chunked-list.ts';
import { Refusal } from '../errors.ts';
import { downloadMayTake } from '../paced.ts';
import { entryView } from './view.ts';

export function journalRoutes(app: Api, { store, gate }: ApiNeeds): void {
  app.get(
    '/v1/journal',
    {
      config: { right: 'read_journal', scoped: true },
      handlerTimeout: downloadMayTake,
      schema: {
        summary:
          'List journal entries, oldest first: the last ones, those after a seq, or those that match the filters',
        querystring: journalQuery,
        response: { 200: journalPage, ...refusals },
      },
    },
    async (request, reply) => {
      const { after, limit, from, to, queue, agent } = request.query;
      const reach = gate.reach('read_journal', actorOf(request));
      const asks = { agents: agent === undefined ? [] : [agent], queues: queue === undefined ? [] : [queue] };
      if (!reachesAny(reach, asks))
        throw new Refusal('out_of_scope', 'name one of your queues or agents: ?queue= or ?agent=');
      const filters = {
        ...(from !== undefined && { from: Date.parse(from) }),
        ...(to !== undefined && { to: Date.parse(to) }),
        ...defined({ queue, agent }),
      };
      const isFiltered = Object.keys(filters).length > 0;
      const entries =
        after === undefined && !isFiltered
          ? await store.journal.last(limit)
          : await store.journal.find({ ...filters, ...defined({ after }), limit });
      const next = entries.at(-1)?.seq ?? after ?? 0;
      // `contract-check.ts` holds entries to their schema; to check a thousand of them again would take a while.
      return sendJson(reply, withParts({ next }, { entries: listOf(entries, entryView, anyEntry) }));
    },
  );
}
