import type { Api, ApiNeeds } from '../api.ts';
import { notFound, planRefused, Refusal } from '../errors.ts';
import { limit, refusals } from '../../contract/common.ts';
import { iso } from '../times.ts';
import { planApplied, planApply, planHistory, planText } from '../../contract/plan.ts';
import { versionView } from './view.ts';
import { z } from 'zod';

export function planRoutes(app: Api, { operations, store }: ApiNeeds): void {
  app.get(
    '/v1/plan',
    {
      schema: {
        summary: 'The text of the active plan, or of an earlier version',
        querystring: z.object({ version: z.coerce.number().int().positive().optional() }),
        response: { 200: planText, ...refusals },
      },
    },
    async ({ query }) => {
      const { plans } = store;
      const found = query.version ? await plans.byVersion(query.version) : await plans.current();
      if (!found)
        throw notFound(query.version ? `there is no plan version ${query.version}` : 'there is no plan yet');
      return { ...found, at: iso(found.at) };
    },
  );

  app.post(
    '/v1/plan',
    {
      // The longest plan takes so long to prove on a busy machine.
      handlerTimeout: 150_000,
      schema: {
        summary: 'Check a plan, and activate it whole if it has no errors (422 with findings if it has)',
        body: planApply,
        response: { 200: planApplied, ...refusals },
      },
    },
    async ({ body }) => {
      const result = await operations.applyPlan(body.text, body.by, body.ifVersion);
      if (!result.applied && 'active' in result) {
        throw new Refusal(409, {
          code: 'conflict',
          message: `plan version ${result.active} is active, not ${body.ifVersion}`,
          hint: 'somebody has changed the plan meanwhile: read it again first',
        });
      }
      if (!result.applied && 'because' in result) {
        throw new Refusal(503, {
          code: 'unavailable',
          message: `nothing was changed: ${result.because}`,
          hint: 'try again once `cordboard status` says that calls are routed',
        });
      }
      if (!result.applied) throw planRefused(result.findings);
      return { version: result.version, warnings: [...result.warnings] };
    },
  );

  app.get(
    '/v1/plan/history',
    {
      schema: {
        summary: 'Plan versions, the newest first',
        querystring: z.object({ limit: limit(500, 50) }),
        response: { 200: planHistory, ...refusals },
      },
    },
    async ({ query }) => ({ versions: (await store.plans.history(query.limit)).map(versionView) }),
  );
}
