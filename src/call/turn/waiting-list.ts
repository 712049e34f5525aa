/**
 * Those who wait in a queue, in order; and by what they ask for, so that an agent who can't do it need not look at each
 * of thousands. Derived from calls as they change, never saved.
 */

import type { Plan, QueueName } from '../../plan/model.ts';
import { needsInWords } from '../../plan/rules/expression.ts';
import { comesBefore, type WaitingPlace } from '../../routing/order.ts';
import { listIn } from '../../shared/lists.ts';
import { type Call, isSeeking, queueSearchOf } from '../kept/call.ts';

/** The queue whose agents a call would take now: it waits, or rings some of them and would take more. */
export function queueWaitedFor(call: Call): QueueName | undefined {
  return isSeeking(call) ? queueSearchOf(call)?.queue : undefined;
}

export function insertInOrder(list: Call[], call: Call, plan: Plan): void {
  let [low, high] = [0, list.length];
  // Most come last.
  for (let middle = high - 1; low < high; middle = (low + high) >> 1) {
    if (goesBefore(call, list[middle] as Call, plan)) high = middle;
    else low = middle + 1;
  }
  list.splice(low, 0, call);
}

/** The order of those who wait, whichever queues they wait in: see `routing/order.ts`. */
export function goesBefore(a: Call, b: Call, plan: Plan): boolean {
  return comesBefore(waitingPlaceOf(a, plan), waitingPlaceOf(b, plan), plan.aging);
}

function waitingPlaceOf(call: Call, plan: Plan): WaitingPlace {
  const search = queueSearchOf(call);
  const points = search ? (plan.queues[search.queue]?.priority ?? 0) + (search.points ?? 0) : 0;
  return { points, since: searchingSince(call), nth: placeOf(call) };
}

/** When the caller began to look for whom they look for now. */
export function searchingSince(call: Call): number {
  const { phase } = call;
  return 'search' in phase ? phase.search.since : call.arrivedAt;
}

/** A callback that an agent has promised for later waits from when it is due. */
export const waitsAt = (call: Call, now: number): boolean => searchingSince(call) <= now;

/** A callback stands where the call stood in which it was booked. */
export const placeOf = (call: Call): number => Number(call.callback?.bookedBy ?? call.id);

export class WaitingLists {
  readonly #queues = new Map<QueueName, Queued>();

  /** Queues in which somebody has waited. */
  names(): readonly QueueName[] {
    return [...this.#queues.keys()];
  }

  /** The first in line first. */
  of(queue: QueueName): readonly Call[] {
    return this.#queues.get(queue)?.all ?? [];
  }
  /**
   * The same, in lines that differ in needs, points or steps that came early; along each of them callers differ only in
   * when they came.
   */
  byNeeds(queue: QueueName): Iterable<readonly Call[]> {
    return this.#queues.get(queue)?.byNeeds.values() ?? [];
  }

  add(call: Call, plan: Plan): void {
    const name = queueWaitedFor(call);
    if (name === undefined) return;
    const queued = this.#queues.get(name) ?? { all: [], byNeeds: new Map<string, Call[]>() };
    this.#queues.set(name, queued);
    insertInOrder(queued.all, call, plan);
    insertInOrder(listIn(queued.byNeeds, whatIsAsked(call)), call, plan);
  }

  remove(call: Call): void {
    const name = queueWaitedFor(call);
    const queued = name === undefined ? undefined : this.#queues.get(name);
    if (!queued) return;
    const asked = whatIsAsked(call);
    const line = queued.byNeeds.get(asked) ?? [];
    line.splice(line.indexOf(call), 1);
    if (line.length === 0) queued.byNeeds.delete(asked);
    queued.all.splice(queued.all.indexOf(call), 1);
  }

  /** The plan has another order for them now. */
  sort(plan: Plan): void {
    for (const { all, byNeeds } of this.#queues.values()) {
      for (const line of [all, ...byNeeds.values()]) line.sort((a, b) => (goesBefore(a, b, plan) ? -1 : 1));
    }
  }
}

interface Queued {
  readonly all: Call[];
  readonly byNeeds: Map<string, Call[]>;
}

function whatIsAsked(call: Call): string {
  const search = queueSearchOf(call);
  return `${search?.points ?? 0} ${search?.widened ?? 0} ${search?.needs ? needsInWords(search.needs) : ''}`;
}
