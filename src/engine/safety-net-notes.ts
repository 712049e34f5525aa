/**
 * Keeps the safety net informed for the case that the engine dies: which agents may be rung, and where callers are
 * waiting. Written fact by fact as it changes, never as a whole: each call changes an agent, and none changes all of
 * them.
 */
import type { AgentState } from '../agents/agent.ts';
import { pauseReason, queuesOutOf } from '../agents/board.ts';
import { phonesOf } from '../agents/phones.ts';
import type { Call } from '../call/kept/call.ts';
import type { World } from '../call/turn/world.ts';
import type { AgentName, QueueName } from '../plan/model.ts';
import type { NetFact, Telephony } from '../ports/telephony.ts';
import type { CallId } from '../shared/ids.ts';

type AgentFact = Extract<NetFact, { agent: AgentName }>;

export class SafetyNetNotes {
  readonly #world: Pick<World, 'plan'>;
  readonly #telephony: Pick<Telephony, 'noteForSafetyNet'>;
  readonly #agents = new Map<AgentName, AgentFact>();
  readonly #waiting = new Map<CallId, QueueName>();
  readonly #callers = new Map<QueueName, number>();

  constructor(world: Pick<World, 'plan'>, telephony: Pick<Telephony, 'noteForSafetyNet'>) {
    this.#world = world;
    this.#telephony = telephony;
  }

  changed(
    calls: Iterable<readonly [CallId, Call | null]>,
    agents: Iterable<readonly [AgentName, AgentState | null]>,
  ): void {
    const facts: NetFact[] = [];
    for (const [name, agent] of agents) {
      const fact = agent === null || agent.leftPlanAt !== undefined ? undefined : this.#factOf(agent);
      if (fact === undefined || isSame(fact, this.#agents.get(name))) continue;
      this.#agents.set(name, fact);
      facts.push(fact);
    }
    for (const [id, call] of calls) {
      const queue = call === null ? undefined : waitsIn(call);
      const before = this.#waiting.get(id);
      if (queue === before) continue;
      if (queue === undefined) this.#waiting.delete(id);
      else this.#waiting.set(id, queue);
      if (before !== undefined) facts.push(...this.#count(before, -1));
      if (queue !== undefined) facts.push(...this.#count(queue, 1));
    }
    if (facts.length > 0) this.#telephony.noteForSafetyNet(facts);
  }

  /** Only whether anyone waits is told, which changes less often than how many do. */
  #count(queue: QueueName, by: 1 | -1): readonly NetFact[] {
    const before = this.#callers.get(queue) ?? 0;
    this.#callers.set(queue, before + by);
    const waits = before + by > 0;
    return waits === before > 0 ? [] : [{ queue, waits }];
  }

  #factOf(agent: AgentState): AgentFact | undefined {
    const [phone] = phonesOf(agent, this.#world.plan);
    if (phone === undefined) return undefined;
    const { name, loggedIn, activity } = agent;
    const outOf = queuesOutOf(agent);
    const known = { agent: name, phone, ...(outOf.length > 0 && { outOf }) };
    // Nothing starts a booked pause while we are away.
    if (!loggedIn || pauseReason(agent) !== undefined) return { ...known, restsUntil: 'further notice' };
    return { ...known, ...(activity.kind === 'wrapping_up' ? { restsUntil: activity.until } : {}) };
  }
}

const isSame = (one: AgentFact, other: AgentFact | undefined): boolean =>
  one.phone === other?.phone &&
  one.restsUntil === other.restsUntil &&
  one.outOf?.join() === other.outOf?.join();

function waitsIn({ phase }: Call): QueueName | undefined {
  const isWaiting = phase.name === 'waiting' || phase.name === 'ringing';
  return isWaiting && phase.search.for === 'queue' ? phase.search.queue : undefined;
}
