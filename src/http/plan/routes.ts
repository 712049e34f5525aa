import { refusals } from '../../contract/common.ts';
import {
  planApplied,
  planApply,
  planHistory,
  planHistoryQuery,
  planQuery,
  planText,
} from '../../contract/plan.ts';
import { defined } from '../../shared/defined.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { iso } from '../times.ts';
import { versionView } from './view.ts';

export function planRoutes(app: Api, { gate, store }: ApiNeeds): void {
  app.get(
    '/v1/plan',
    {
      config: { right: 'read_plan' },
      schema: {
        summary: 'Show the text of the active plan, or of an earlier version',
        querystring: planQuery,
        response: { 200: planText, ...refusals },
      },
    },
    async ({ query }) => {
      const { plans } = store;
      const found = query.version ? await plans.byVersion(query.version) : await plans.current();
      if (!found)
        throw new Refusal(
          'no_such_plan',
          query.version ? `there is no plan version ${query.version}` : 'there is no plan yet',
        );
      return { ...found, at: iso(found.at) };
    },
  );

  app.post(
    '/v1/plan',
    {
      config: { right: 'apply_plan' },
      // The longest plan takes so long to prove on a busy machine.
      handlerTimeout: 150_000,
      schema: {
        summary: 'Validate a plan and activate it if it has no errors; otherwise 422 with the findings',
        body: planApply,
        response: { 200: planApplied, ...refusals },
      },
    },
    async (request) => {
      const { text, ifVersion, withoutPasswords } = request.body;
      const asked = {
        ask: 'apply_plan',
        text,
        withoutPasswords,
        ...defined({ ifVersion }),
      } as const;
      const { version, warnings } = orRefuse(await gate.ask(asked, actorOf(request)));
      return { version, warnings: [...warnings] };
    },
  );

  app.get(
    '/v1/plan/history',
    {
      config: { right: 'read_plan' },
      schema: {
        summary: 'List plan versions, newest first',
        querystring: planHistoryQuery,
        response: { 200: planHistory, ...refusals },
      },
    },
    async ({ query }) => ({ versions: (await store.plans.history(query.limit)).map(versionView) }),
  );
}
