/**
 * The floor as the engine's stream shows it, folded into signals. Nothing here is worked out from anything else: what is
 * on the screen is what the engine said, and when it said it.
 */
import { batch, signal } from '@preact/signals';
import type { AgentView } from '../../contract/agent.ts';
import type { FloorChanges, House, LiveCall, LiveFloor, LiveQueue } from '../../contract/live/floor.ts';
import { Rows } from './rows.ts';

export interface Order {
  readonly agents: readonly string[];
  readonly queues: readonly string[];
}

export class Floor {
  readonly house = signal<House | undefined>(undefined);
  readonly order = signal<Order>({ agents: [], queues: [] });
  readonly agents = new Rows<AgentView>();
  readonly queues = new Rows<LiveQueue>();
  readonly calls = new Rows<LiveCall>();
  /** Calls that wait in each queue: which, and since when. */
  readonly waiting = new Rows<readonly Waiting[]>();
  readonly #queueOf = new Map<string, Waiting & { readonly queue: string }>();

  snapshot({ house, order, agents, queues, calls }: LiveFloor): void {
    batch(() => {
      this.house.value = house;
      this.order.value = order;
      this.agents.replace(agents);
      this.queues.replace(queues);
      this.calls.replace(calls);
      this.#queueOf.clear();
      for (const [id, call] of Object.entries(calls)) this.#note(id, call);
      const queuesNow = new Set([
        ...this.waiting.keys.peek(),
        ...[...this.#queueOf.values()].map(({ queue }) => queue),
      ]);
      for (const queue of queuesNow) this.#list(queue);
    });
  }

  changes({ house, order, agents, queues, calls }: FloorChanges): void {
    batch(() => {
      if (house) this.house.value = house;
      if (order) this.order.value = order;
      if (agents) this.agents.change(agents);
      if (queues) this.queues.change(queues);
      if (!calls) return;
      this.calls.change(calls);
      const touched = new Set<string>();
      for (const [id, call] of Object.entries(calls))
        for (const queue of this.#note(id, call)) touched.add(queue);
      for (const queue of touched) this.#list(queue);
    });
  }

  /** @returns the queues whose waiting list that changes */
  #note(id: string, call: LiveCall | null): string[] {
    const before = this.#queueOf.get(id);
    const now = call ? waitingOf(call) : undefined;
    if (before?.queue === now?.queue && before?.since === now?.since) return [];
    if (now) this.#queueOf.set(id, now);
    else this.#queueOf.delete(id);
    return [before?.queue, now?.queue].filter((queue) => queue !== undefined);
  }

  #list(queue: string): void {
    const list = [...this.#queueOf.values()]
      .filter((waiting) => waiting.queue === queue)
      .toSorted((a, b) => a.since - b.since || Number(a.call) - Number(b.call));
    this.waiting.change({ [queue]: list.length > 0 ? list : null });
  }
}

export interface Waiting {
  readonly call: string;
  /** Milliseconds since 1970, by the engine's clock. */
  readonly since: number;
}

/** The same rule by which the engine counts who waits. */
function waitingOf({ id, queue, phase, waitingSince }: LiveCall) {
  if (queue === undefined || waitingSince === undefined) return undefined;
  if (phase !== 'waiting' && phase !== 'ringing') return undefined;
  return { call: id, since: Date.parse(waitingSince), queue };
}
