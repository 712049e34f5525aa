import { refusals } from '../../contract/common.ts';
import { queueList } from '../../contract/queue.ts';
import { reachesQueue } from '../../people/reach.ts';
import { agentViewsInSlices } from '../agents/view.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { queueViews } from './view.ts';

export function queueRoutes(app: Api, { operations, gate, waitAccuracy }: ApiNeeds): void {
  app.get(
    '/v1/queues',
    {
      config: { right: 'see_floor', scoped: true },
      schema: {
        summary:
          'List queues: members, waiting callers and wait times, free agents, and how accurate announced waits were',
        response: { 200: queueList, ...refusals },
      },
    },
    async (request) => {
      const reach = gate.reach('see_floor', actorOf(request));
      const { plan } = operations.plan();
      const calls = operations.calls();
      const agents = await agentViewsInSlices(plan, operations.agents(), calls);
      const queues = await queueViews(plan, agents, calls, operations.now(), waitAccuracy);
      return { queues: queues.filter(({ name }) => reachesQueue(reach, name)) };
    },
  );
}
