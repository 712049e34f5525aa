/** A supervisor takes an agent out of a queue for now, or puts them back: whether that may be, before it is a turn. */
import { isReady, servesQueue } from '../agents/board.ts';
import type { Event } from '../call/kept/events.ts';
import type { World } from '../call/turn/world.ts';
import type { Queue } from '../plan/model.ts';
import { somebodySuffices } from '../plan/rules/suffices.ts';
import type { ChangeResult, QueueServiceRequest } from '../ports/operations.ts';
import { count } from '../shared/count.ts';
import type { Instant } from '../shared/time.ts';

interface Needs {
  readonly world: Pick<World, 'plan' | 'planIndex' | 'agents' | 'waitingLists'>;
  readonly now: () => Instant;
  readonly take: (event: Event) => Promise<void>;
}

export async function setQueueService(
  { world, now, take }: Needs,
  { agent: name, queue: queueName, serves, anyway = false }: QueueServiceRequest,
  by: string,
): Promise<ChangeResult> {
  const agent = world.agents.get(name);
  if (!agent) return { done: false, code: 'no_such_agent', because: `there is no agent ${name}` };
  const isIn = servesQueue(agent, queueName);
  const queue = world.plan.queues[queueName];
  // Whoever is out can always be put back: a plan may have lost the queue meanwhile.
  if (isIn && !queue)
    return { done: false, code: 'no_such_queue', because: `the plan has no queue ${queueName}` };
  if (isIn && !world.planIndex.queuesOf(name).includes(queueName))
    return {
      done: false,
      code: 'not_in_queue',
      because: `by the plan, ${name} takes no calls of queue ${queueName}`,
    };
  if (isIn === serves) return { done: true };
  if (!serves && !anyway && queue && agent.loggedIn && !othersServe(world, queue, name)) {
    const waiting = world.waitingLists.of(queueName).length;
    return {
      done: false,
      code: 'last_in_queue',
      because: `no other agent who is ready takes calls of queue ${queueName}, where ${count(waiting, 'caller')} ${waiting === 1 ? 'waits' : 'wait'}`,
    };
  }
  await take({ type: 'queueServiceSet', at: now(), agent: name, queue: queueName, serves, by });
  return { done: true };
}

/** At once, or when the queue widens. */
const othersServe = ({ plan, agents }: Needs['world'], queue: Queue, but: string): boolean =>
  somebodySuffices(plan, queue, undefined, (name) => {
    const agent = name === but ? undefined : agents.get(name);
    return agent !== undefined && isReady(agent) && servesQueue(agent, queue.name);
  });
