import { refusals } from '../../contract/common.ts';
import { queueList } from '../../contract/queue.ts';
import { agentViews } from '../agents/view.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { queueViews } from './view.ts';

export function queueRoutes(app: Api, { operations, waitAccuracy }: ApiNeeds): void {
  app.get(
    '/v1/queues',
    {
      config: { right: 'see_floor' },
      schema: {
        summary:
          'List queues: members, waiting callers and wait times, free agents, and how accurate announced waits were',
        response: { 200: queueList, ...refusals },
      },
    },
    async () => {
      const { plan } = operations.plan();
      const calls = operations.calls();
      const agents = agentViews(plan, operations.agents(), calls);
      return { queues: queueViews(plan, agents, calls, operations.now(), waitAccuracy) };
    },
  );
}
