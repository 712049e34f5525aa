import { refusals } from '../../contract/common.ts';
import { health, status } from '../../contract/status.ts';
import { aboutCall } from '../../people/calls.ts';
import { reachesAgent, reachesAny, reachesQueue } from '../../people/reach.ts';
import { sipUsersOf } from '../../plan/rules/phones.ts';
import { agentViewsInSlices, refusedView } from '../agents/view.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { queueViews } from '../queues/view.ts';
import { iso } from '../times.ts';
import { inTurnsView, trunkView } from './view.ts';

export function statusRoutes(
  app: Api,
  { operations, gate, version, sip, access, asteriskPending, waitAccuracy }: ApiNeeds,
): void {
  const healthNow = () => {
    const { ready, reasons, since } = operations.health();
    return { ready, reasons: [...reasons], since: iso(since) };
  };

  app.get(
    '/healthz',
    {
      config: { open: true, rateLimit: false },
      schema: {
        summary: 'Health check: 200 if calls are routed now, otherwise 503',
        security: [],
        response: { 200: health, 503: health },
      },
    },
    async (_request, reply) => {
      const now = healthNow();
      return reply.code(now.ready ? 200 : 503).send(now);
    },
  );

  app.get(
    '/v1/status',
    {
      config: { right: 'see_floor', scoped: true },
      schema: {
        summary: 'Show calls, queues, agents and trunks at a glance',
        response: { 200: status, ...refusals },
      },
    },
    async (request) => {
      const now = operations.now();
      const reach = gate.reach('see_floor', actorOf(request));
      const calls = operations
        .calls()
        .filter((call) => reach === 'all' || reachesAny(reach, aboutCall(call)));
      const { plan, version: planVersion } = operations.plan();
      const doors = access?.();
      const all = await agentViewsInSlices(plan, operations.agents(), operations.calls(), doors);
      const agents = all.filter(({ name }) => reachesAgent(reach, name));
      // Doors and who tried them are a matter of the house.
      const house = reach === 'all' ? doors : undefined;
      const byPhase: Record<string, number> = {};
      for (const { phase } of calls) byPhase[phase.name] = (byPhase[phase.name] ?? 0) + 1;
      const queues = await queueViews(plan, all, operations.calls(), now, waitAccuracy);
      return {
        now: iso(now),
        version,
        health: healthNow(),
        ...(sip && { sip: { address: sip.address, port: sip.port } }),
        ...(reach === 'all' && { sipUsers: sipUsersOf(plan) }),
        asteriskRestartFor: [...(asteriskPending?.() ?? [])],
        company: plan.company,
        timeZone: plan.timeZone,
        planVersion,
        calls: { live: calls.length, byPhase },
        queues: queues.filter(({ name }) => reachesQueue(reach, name)),
        trunks: (house?.trunks ?? []).map(trunkView),
        phonesInTurns: inTurnsView(house),
        refusedLogIns: (house?.refused ?? []).map(refusedView),
        agents,
      };
    },
  );
}
