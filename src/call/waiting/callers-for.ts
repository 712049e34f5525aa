/**
 * The callers that an agent may help, by their skills and the queues' members, in the one order of all queues. Whether
 * they may take a call at this moment (asked before, kept for another) is a question about each call, and not for here.
 */
import type { AgentState } from '../../agents/agent.ts';
import { servesQueue } from '../../agents/board.ts';
import type { Agent, Queue } from '../../plan/model.ts';
import { failingPart } from '../../plan/rules/expression.ts';
import { neededAt, type Stage, stageAt } from '../../routing/widening.ts';
import type { CallId } from '../../shared/ids.ts';
import { type Call, queueSearchOf } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { goesBefore, searchingSince } from '../turn/waiting-list.ts';

export function* callersFor(turn: Turn, agent: AgentState): Iterable<Call> {
  const profile = turn.plan.agents[agent.name];
  if (!profile) return;
  const queues = turn.queuesOf(agent.name).filter((queue) => servesQueue(agent, queue));
  const heads = queues.flatMap((queue) => headsOf(turn, queue, profile));
  for (;;) {
    let first: Head | undefined;
    for (const head of heads) {
      if (head.call && (!first?.call || goesBefore(head.call, first.call, turn.plan))) first = head;
    }
    if (!first?.call) return;
    const { call } = first;
    first.step();
    yield call;
  }
}

function headsOf(turn: Turn, name: string, profile: Agent): Head[] {
  const queue = turn.plan.queues[name];
  // Of a queue that has been taken out of the plan each caller knows what their own plan said.
  if (!queue) {
    const queueOf = (call: Call) => turn.queue(name, call);
    return [new Head(turn, queueOf, profile, turn.waitingFor(name))];
  }
  const { settled, changed, isChanged } = turn.waitingByNeeds(name);
  const queueOf = () => queue;
  return [
    ...[...settled].map((line) => new Head(turn, queueOf, profile, line, isChanged)),
    new Head(turn, queueOf, profile, changed),
  ];
}

/** The first of a line whom the agent may help, and the way to the next. */
class Head {
  readonly #turn: Turn;
  readonly #queueOf: (call: Call) => Queue | undefined;
  readonly #profile: Agent;
  readonly #line: readonly Call[];
  /** Undefined: callers of the line may ask for different things. */
  readonly #isPassedOver: ((id: CallId) => boolean) | undefined;
  #next = 0;
  /** What the last of them asked for, and whether it was too much. */
  #stage: Stage | undefined;
  #suits = false;

  constructor(
    turn: Turn,
    queueOf: (call: Call) => Queue | undefined,
    profile: Agent,
    line: readonly Call[],
    isPassedOver?: (id: CallId) => boolean,
  ) {
    this.#turn = turn;
    this.#queueOf = queueOf;
    this.#profile = profile;
    this.#line = line;
    this.#isPassedOver = isPassedOver;
    this.#find();
  }

  get call(): Call | undefined {
    return this.#line[this.#next];
  }

  step(): void {
    this.#next++;
    this.#find();
  }

  #find(): void {
    for (let { call } = this; call; { call } = this) {
      if (this.#isPassedOver?.(call.id)) this.#next++;
      else if (this.#isSuitable(call)) return;
      else this.#next = this.#isPassedOver ? this.#endOfStage() : this.#next + 1;
    }
  }

  #isSuitable(call: Call): boolean {
    const queue = this.#queueOf(call);
    if (!queue) return false;
    const stage = this.#stageOf(call, queue);
    // Along one line only the step of widening changes.
    if (this.#isPassedOver && stage.step === this.#stage?.step) return this.#suits;
    const needed = neededAt(stage, queue, queueSearchOf(call)?.needs);
    this.#stage = stage;
    this.#suits =
      failingPart(needed, this.#profile.skills) === undefined &&
      this.#turn.isListed(this.#profile.name, stage.members);
    return this.#suits;
  }

  #stageOf(call: Call, queue: Queue): Stage {
    return stageAt(queue, this.#turn.now - searchingSince(call), queueSearchOf(call)?.widened);
  }

  /** Later callers have waited less, and are at an earlier step of widening. */
  #endOfStage(): number {
    let [low, high] = [this.#next + 1, this.#line.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#stepOf(this.#line[middle] as Call) === this.#stage?.step) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  #stepOf(call: Call): number | undefined {
    const queue = this.#queueOf(call);
    return queue && this.#stageOf(call, queue).step;
  }
}
