/**
 * When a queue is full or closed, and when those who wait may leave it: closed, full, no agent logged in, no agent ready,
 * by a key. Closing and fullness concern new callers only: who waits already is served.
 *
 * What a queue is limited to is as set now; where a caller goes then is a flow, and those are the flows of the plan
 * that the call walks.
 */
import type { AgentState } from '../../agents/agent.ts';
import { isReady, servesQueue } from '../../agents/board.ts';
import type { FlowId, Queue, QueueExits, QueueName } from '../../plan/model.ts';
import { anything, needsInWords } from '../../plan/rules/expression.ts';
import { somebodySuffices, type Wait } from '../../plan/rules/suffices.ts';
import { flowInWords } from '../../plan/words/in-words.ts';
import { membersEver } from '../../routing/widening.ts';
import { opennessOf } from '../actions/schedules.ts';
import { type Call, isAbsent, type QueueSearch } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { waitsAt } from '../turn/waiting-list.ts';

interface Refusal {
  readonly exit: keyof QueueExits;
  readonly because: string;
}

/** Sends a caller elsewhere who comes to a queue that takes no one now; whether it did. */
export function turnAwayFrom(turn: Turn, call: Call, queue: Queue, wait: Wait): boolean {
  return leave(
    turn,
    call,
    queue,
    closed(turn, call, queue) ?? full(turn, call, queue) ?? deserted(turn, queue, wait),
  );
}

/** The same for a caller who waits; whether it did. */
export function leaveIfDeserted(turn: Turn, call: Call, search: QueueSearch, queue: Queue): boolean {
  return leave(turn, call, queue, deserted(turn, queue, waitOf(search)));
}

/** Where a caller who waits should have gone, because no one is there for them; undefined: they wait for somebody. */
export function shouldHaveLeft(turn: Turn, call: Call, search: QueueSearch): FlowId | undefined {
  const queue = turn.queue(search.queue, call);
  const refusal = queue && deserted(turn, queue, waitOf(search));
  return refusal && turn.planOf(call).queues[search.queue]?.exits?.[refusal.exit];
}

/** Those who wait in the queue, and should have left it. */
export function whoShouldLeave(turn: Turn, queue: QueueName): readonly Call[] {
  const now = turn.plan.queues[queue];
  if (now && !mayBeDeserted(now)) return [];
  /** By the queue as they know it and by what they need: callers ask the same by the hundred. */
  const answers = new Map<string, boolean>();
  return turn.waitingFor(queue, (call) => {
    const { phase } = call;
    if (phase.name !== 'waiting' || phase.search.for !== 'queue' || isAbsent(call)) return false;
    const wait = waitOf(phase.search);
    const key = `${call.planVersion} ${wait.for} ${needsInWords(wait.needs)}`;
    const answer = answers.get(key) ?? shouldHaveLeft(turn, call, phase.search) !== undefined;
    answers.set(key, answer);
    return answer;
  });
}

const waitOf = ({ needs = anything, since, until }: QueueSearch): Wait => ({
  needs,
  for: until === undefined ? undefined : until - since,
});

/** Whether the key leads out of the queue; the caller is on the way then, and rings no one any more. */
export function wayOutByKey(turn: Turn, call: Call, queue: Queue, key: string): FlowId | undefined {
  return turn.planOf(call).queues[queue.name]?.keys?.[key];
}

export function leaveQueue(turn: Turn, call: Call, queue: Queue, flow: FlowId, because: string): void {
  const leadsTo = flowInWords(turn.planOf(call), flow);
  turn.journal({ type: 'leftQueue', call: call.id, queue: queue.name, because, leadsTo });
  turn.goTo(call, { flow, step: 0 });
}

/** Whether somebody's leaving may be the reason for callers to leave. */
const mayBeDeserted = ({ exits }: Queue): boolean =>
  exits?.nobodyLoggedIn !== undefined || exits?.nobodyReady !== undefined;

function leave(turn: Turn, call: Call, queue: Queue, refusal: Refusal | undefined): boolean {
  const flow = refusal && turn.planOf(call).queues[queue.name]?.exits?.[refusal.exit];
  if (flow === undefined) return false;
  leaveQueue(turn, call, queue, flow, refusal?.because ?? '');
  return true;
}

function closed(turn: Turn, call: Call, { open }: Queue): Refusal | undefined {
  if (open === undefined) return undefined;
  const now = opennessOf(turn, open, call);
  if (now.open) return undefined;
  return {
    exit: 'closed',
    because: `${open} is closed ${now.set ? `by hand (${now.set.by})` : 'by its hours'}`,
  };
}

function full(turn: Turn, call: Call, { name, mostCallers }: Queue): Refusal | undefined {
  if (mostCallers === undefined) return undefined;
  const waiting = turn.waitingFor(name, (other) => other.id !== call.id && waitsAt(other, turn.now)).length;
  return waiting < mostCallers
    ? undefined
    : { exit: 'full', because: `${waiting} callers are already waiting` };
}

/**
 * No one is there who may ever take this call: at once, or by widening before the caller's time is over. An agent who
 * cannot do what the call needs is no one's hope.
 */
function deserted(turn: Turn, queue: Queue, wait: Wait): Refusal | undefined {
  // Asked for each caller: no one is counted for a plan that would not want to know.
  if (!mayBeDeserted(queue)) return undefined;
  const { exits } = queue;
  const isThere = (is: (agent: AgentState) => boolean): boolean =>
    somebodySuffices(turn.plan, queue, wait, (name) => {
      const agent = turn.agent(name);
      return agent !== undefined && servesQueue(agent, queue.name) && is(agent);
    });
  if (exits?.nobodyLoggedIn !== undefined && !isThere(({ loggedIn }) => loggedIn))
    return { exit: 'nobodyLoggedIn', because: 'no agent who may take the call is logged in' };
  if (exits?.nobodyReady !== undefined && !isThere(isReady)) {
    const isOneOut = membersEver(queue).some((name) => {
      const agent = turn.agent(name);
      return agent !== undefined && !servesQueue(agent, queue.name);
    });
    const away = isOneOut ? 'paused, unreachable or out of the queue' : 'paused or unreachable';
    return {
      exit: 'nobodyReady',
      because: `no agent who may take the call is ready: all are logged out, ${away}`,
    };
  }
  return undefined;
}
