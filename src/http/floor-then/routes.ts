/** Time travel: the floor as it was, of which each person sees the part that they see of it now. */
import { refusals } from '../../contract/common.ts';
import {
  type FloorsThenView,
  type FloorThenView,
  floorsThen,
  floorThenQuery,
} from '../../contract/floor-then.ts';
import { type Reach, reachesAgent, reachesAny, reachesQueue } from '../../people/reach.ts';
import type { Plan } from '../../plan/model.ts';
import { localDay, startOfDay } from '../../reports/figures/local-time.ts';
import type { AgentThen, CallThen, FloorAt } from '../../reports/floor-then.ts';
import { defined } from '../../shared/defined.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { callerView } from '../calls/view.ts';
import { Refusal } from '../errors.ts';
import { iso } from '../times.ts';

export function floorThenRoutes(app: Api, { operations, reports, gate }: ApiNeeds): void {
  if (!reports) return;
  app.get(
    '/v1/floor',
    {
      config: { right: 'see_floor', scoped: true },
      handlerTimeout: 120_000,
      schema: {
        summary: 'Show the floor as it was at a moment: agents, queues and calls; several moments to play it',
        querystring: floorThenQuery,
        response: { 200: floorsThen, ...refusals },
      },
    },
    async (request): Promise<FloorsThenView> => {
      const { at: asked, frames, stepMs } = request.query;
      const first = Date.parse(asked);
      const now = operations.now();
      if (Number.isNaN(first))
        throw new Refusal('bad_request', `'${asked}' is not a moment such as 2026-12-24T10:00:00Z`);
      if (first > now) throw new Refusal('bad_request', `${asked} is in the future`);
      const { plan } = operations.plan();
      const moments = Array.from({ length: frames }, (_, nth) => first + nth * stepMs).filter(
        (at) => at <= now,
      );
      const { floors, marks } = await reports.floorAt(moments);
      const reach = gate.reach('see_floor', actorOf(request));
      const day = localDay(plan.timeZone, first);
      return {
        day: { from: iso(startOfDay(plan.timeZone, day)), to: iso(startOfDay(plan.timeZone, day + 1)) },
        floors: floors.map((floor) => floorView(floor, plan, reach)),
        marks: marks
          .filter(({ kind, what }) => reach === 'all' || (kind === 'missed' && reachesAgent(reach, what)))
          .map(({ at, ...mark }) => ({ at: iso(at), ...mark })),
      };
    },
  );
}

function floorView({ at, agents, calls }: FloorAt, plan: Plan, reach: Reach): FloorThenView {
  const seen = calls.filter((call) => reach === 'all' || reachesAny(reach, aboutThen(call)));
  return {
    at: iso(at),
    agents: agents
      .filter(({ name }) => reach === 'all' || reachesAgent(reach, name))
      // Who has left the plan since, and had no shift then, would only be in the way.
      .filter(({ name, state }) => name in plan.agents || state !== 'logged_out')
      .map(({ name, state, since, outOf }) => ({
        name,
        title: plan.agents[name]?.title ?? name,
        state: states[state],
        ...(since !== undefined && { since: iso(since) }),
        ...(outOf && { outOf: [...outOf] }),
      })),
    queues: Object.values(plan.queues)
      .filter(({ name }) => reach === 'all' || reachesQueue(reach, name))
      .map(({ name, title }) => ({ name, title, ...waitingIn(name, calls) })),
    calls: seen.map(({ id, caller, arrivedAt, phase, since, queue, with: to }) => ({
      id,
      caller: callerView(caller),
      arrivedAt: iso(arrivedAt),
      phase,
      since: iso(since),
      ...defined({ queue, with: to }),
    })),
  };
}

const aboutThen = ({ queue, with: to }: CallThen) => ({
  agents: to === undefined ? [] : [to],
  queues: queue === undefined ? [] : [queue],
});

function waitingIn(queue: string, calls: readonly CallThen[]) {
  const waiting = calls.filter((call) => call.queue === queue && isWaiting(call));
  const longest = Math.min(...waiting.map(({ arrivedAt }) => arrivedAt));
  return { waiting: waiting.length, ...(waiting.length > 0 && { longestSince: iso(longest) }) };
}

const isWaiting = ({ phase }: CallThen): boolean => phase === 'waiting' || phase === 'ringing';

/** The words that the floor of now has for them. */
const states = {
  talking: 'talking',
  hold: 'talking',
  consulting: 'talking',
  ringing: 'ringing',
  calling: 'calling',
  wrap_up: 'wrapping_up',
  paused: 'paused',
  unreachable: 'unreachable',
  phone_busy: 'phone_busy',
  free: 'free',
  logged_out: 'logged_out',
} as const satisfies Readonly<Record<AgentThen['state'], string>>;
