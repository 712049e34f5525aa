/**
 * The people who answer in a flow, in the order in which a call reaches them: what a receptionist wants to know before
 * they transfer a caller. It assumes an unknown caller, and the current state of schedules and agents.
 *
 * A menu or a directory is where it ends: what callers press there no one can know.
 */
import type { AgentState } from '../agents/agent.ts';
import { isReady, servesQueue } from '../agents/board.ts';
import type { AgentName, FlowId, Plan, Queue, ScheduleName, Step } from '../plan/model.ts';
import { failingPart } from '../plan/rules/expression.ts';
import { somebodySuffices } from '../plan/rules/suffices.ts';
import { conditionInWords } from '../plan/words/in-words.ts';
import { notAvailable } from '../routing/eligibility.ts';
import { defined } from '../shared/defined.ts';
import type { Duration } from '../shared/time.ts';

export interface FloorNow {
  readonly plan: Plan;
  agent(name: AgentName): AgentState | undefined;
  isOpen(schedule: ScheduleName): boolean;
}

export type Answer = {
  /** The longest wait; if omitted: until an agent answers. */
  readonly for?: Duration;
  /** Those of whom one answers. */
  readonly people: readonly AgentName[];
  /** Somebody, or something, would answer now. */
  readonly answersNow: boolean;
  /** Why not, if it is not for the people. */
  readonly because?: string;
} & (
  | { readonly by: 'agent' | 'team' | 'on_call' | 'queue' | 'voicemail' | 'menu'; readonly name: string }
  | { readonly by: 'outside'; readonly name: string }
);

export interface Answering {
  readonly answers: readonly Answer[];
  /** What was asked on the way, and how it stands: `office is open: no`. */
  readonly conditions: readonly string[];
}

export function whoAnswers(steps: readonly Step[], floor: FloorNow): Answering {
  const answers: Answer[] = [];
  const conditions: string[] = [];
  const seen = new Set<FlowId>();
  walk(steps);
  return { answers, conditions };

  /** Whether the call may come to what stands behind. */
  function walk(flow: readonly Step[]): boolean {
    for (const step of flow) {
      if (!take(step)) return false;
    }
    return true;
  }

  function goTo(id: FlowId): false {
    if (!seen.has(id)) {
      seen.add(id);
      walk(floor.plan.flows[id]?.steps ?? []);
    }
    return false;
  }

  function take(step: Step): boolean {
    switch (step.do) {
      case 'go':
        return goTo(step.to);
      case 'ring':
        answers.push({ ...rung(step, floor), for: step.for });
        return true;
      case 'queue': {
        const queue = floor.plan.queues[step.queue];
        if (!queue) return true;
        const exit = exitOf(queue, floor);
        answers.push(queued(queue, step.for, exit?.because, floor));
        if (exit) return goTo(exit.to);
        return step.for !== undefined;
      }
      case 'when': {
        const { condition } = step;
        // Of who calls, and what they dialled, nothing is known.
        const so =
          condition.on === 'schedule' && floor.isOpen(condition.schedule) === (condition.is === 'open');
        conditions.push(`${conditionInWords(condition)}: ${so ? 'yes' : 'no'}`);
        if (so) return goTo(step.so);
        return step.otherwise === undefined ? true : goTo(step.otherwise);
      }
      case 'voicemail':
        answers.push({ by: 'voicemail', name: step.voicemail, people: [], answersNow: true });
        return false;
      case 'menu':
        answers.push({ by: 'menu', name: step.menu, people: [], answersNow: false });
        return false;
      case 'goodbye':
      case 'echo':
        return false;
      case 'say':
      case 'language':
      case 'needs':
      case 'priority':
      case 'directory':
      case 'ask':
        return true;
    }
  }
}

const isFree = (agent: AgentState | undefined): boolean =>
  agent !== undefined && notAvailable(agent) === undefined;

function rung({ who }: Extract<Step, { do: 'ring' }>, floor: FloorNow): Answer {
  switch (who.kind) {
    case 'agent':
      return {
        by: 'agent',
        name: who.agent,
        people: [who.agent],
        answersNow: isFree(floor.agent(who.agent)),
      };
    case 'team': {
      const people = floor.plan.teams[who.team] ?? [];
      return {
        by: 'team',
        name: who.team,
        people,
        answersNow: people.some((one) => isFree(floor.agent(one))),
      };
    }
    case 'on call':
      return { by: 'on_call', name: who.rota, people: [], answersNow: true };
    case 'outside':
      // Whether somebody is there no one can say; that it rings is all that one can promise.
      return { by: 'outside', name: who.number, people: [], answersNow: true };
  }
}

function queued(
  queue: Queue,
  longest: Duration | undefined,
  because: string | undefined,
  floor: FloorNow,
): Answer {
  // Who comes by widening only comes later.
  const isAble = (agent: AgentName): boolean =>
    failingPart(queue.needs, floor.plan.agents[agent]?.skills ?? {}) === undefined;
  const answers = (name: AgentName): boolean => {
    const agent = floor.agent(name);
    return agent !== undefined && isAble(name) && servesQueue(agent, queue.name) && isFree(agent);
  };
  return {
    by: 'queue',
    name: queue.name,
    people: queue.members,
    answersNow: because === undefined && queue.members.some(answers),
    ...defined({ for: longest, because }),
  };
}

/** Where the queue sends callers instead of letting them wait. */
function exitOf(
  queue: Queue,
  floor: FloorNow,
): { readonly to: FlowId; readonly because: string } | undefined {
  const { open, exits } = queue;
  const { closed, nobodyLoggedIn, nobodyReady } = exits ?? {};
  const isThere = (is: (agent: AgentState) => boolean): boolean =>
    somebodySuffices(floor.plan, queue, undefined, (name) => {
      const agent = floor.agent(name);
      return agent !== undefined && servesQueue(agent, queue.name) && is(agent);
    });
  if (open !== undefined && closed !== undefined && !floor.isOpen(open))
    return { to: closed, because: `${open} is closed` };
  if (nobodyLoggedIn !== undefined && !isThere(({ loggedIn }) => loggedIn))
    return { to: nobodyLoggedIn, because: 'no agent is logged in' };
  if (nobodyReady !== undefined && !isThere(isReady))
    return { to: nobodyReady, because: 'no agent is ready' };
  return undefined;
}
