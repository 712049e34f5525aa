/** How calls came out: what there is to choose from, and giving the result of a call. */
import { callPath } from '../../contract/call.ts';
import { refusals } from '../../contract/common.ts';
import {
  type ResultList,
  type ResultView,
  resultBody,
  resultList,
  resultSet,
} from '../../contract/result.ts';
import { reachesQueue } from '../../people/reach.ts';
import type { Plan, Result } from '../../plan/model.ts';
import { defined } from '../../shared/defined.ts';
import { callId } from '../../shared/ids.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf, ownAgentOf } from '../auth.ts';
import { orRefuse } from '../errors.ts';

export function resultRoutes(app: Api, { operations, gate }: ApiNeeds): void {
  app.get(
    '/v1/results',
    {
      config: { right: 'see_floor', scoped: true },
      schema: {
        summary: 'List the results that agents choose from in wrap-up, by queue',
        response: { 200: resultList, ...refusals },
      },
    },
    async (request) => {
      const { plan } = operations.plan();
      const actor = actorOf(request);
      const reach = gate.reach('see_floor', actor);
      const own = ownAgentOf(request);
      return resultsIn(
        plan,
        (queue) => reachesQueue(reach, queue) || (own !== undefined && isMember(plan, queue, own)),
      );
    },
  );

  app.post(
    '/v1/calls/:id/result',
    {
      config: { right: 'set_results', scoped: true },
      schema: {
        summary: 'Give the result of a call, during it, in wrap-up or later. It may be given again',
        params: callPath,
        body: resultBody,
        response: { 200: resultSet, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { result, detail } = request.body;
      const agent = request.body.agent ?? ownAgentOf(request);
      const given = orRefuse(
        await gate.ask(
          { ask: 'set_result', call: callId(Number(id)), result, ...defined({ agent, detail }) },
          actorOf(request),
        ),
      );
      const { queue } = given;
      return { call: id, agent: given.agent, result, ...defined({ queue, detail }) };
    },
  );
}

const isMember = (plan: Plan, queue: string, agent: string): boolean =>
  plan.agents[agent]?.queues.includes(queue) ?? false;

function resultsIn(plan: Plan, isSeen: (queue: string) => boolean): ResultList {
  return {
    results: Object.values(plan.results ?? {}).map(view),
    queues: Object.values(plan.queues).flatMap(({ name, results, resultWithin }) =>
      results && isSeen(name)
        ? [
            {
              queue: name,
              results: [...results],
              required: resultWithin !== undefined,
              ...defined({ withinMs: resultWithin }),
            },
          ]
        : [],
    ),
  };
}

function view({ name, title, details = {}, needsDetail, effects }: Result): ResultView {
  const { ticket, ticketType, followUpAfter, callBackAfter, tags } = effects ?? {};
  return {
    result: name,
    titles: { ...title },
    details: Object.entries(details).map(([detail, titles]) => ({ detail, titles: { ...titles } })),
    needsDetail: needsDetail === true,
    ...(effects && {
      effects: defined({
        ticket,
        ticketType,
        followUpAfterMs: followUpAfter,
        callBackAfterMs: callBackAfter,
        tags: tags && [...tags],
      }),
    }),
  };
}
