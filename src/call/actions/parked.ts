/** Who is parked where: a caller in a slot waits with music for somebody who fetches them. */
import type { Call, CallIn, Search } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';

type ParkedSearch = Extract<Search, { for: 'agents' }> & { readonly parked: Parked };

/** Where a caller is parked, and by whom. */
interface Parked {
  readonly slot: string;
  readonly by: string;
}

type ParkedCall = CallIn<'waiting'> & { readonly phase: { readonly search: ParkedSearch } };

export function parkedAt(turn: Turn, slot: string): ParkedCall | undefined {
  for (const id of turn.world.calls.keys()) {
    const call = turn.call(id);
    if (call && isParked(call) && call.phase.search.parked.slot === slot) return call;
  }
  return undefined;
}

const isParked = (call: Call): call is ParkedCall =>
  call.phase.name === 'waiting' &&
  call.phase.search.for === 'agents' &&
  call.phase.search.parked !== undefined;

/** The slot that was asked for, or else the first one without a caller; undefined: all are taken. */
export function freeSlot(turn: Turn, wanted?: string): string | undefined {
  const slots = turn.plan.parking?.slots ?? [];
  const order = wanted === undefined ? slots : [wanted, ...slots];
  const taken = new Set<string>();
  for (const id of turn.world.calls.keys()) {
    const call = turn.call(id);
    if (call?.phase.name === 'talking' && call.phase.conversation.parking)
      taken.add(call.phase.conversation.parking.slot);
    if (call && isParked(call)) taken.add(call.phase.search.parked.slot);
  }
  return order.find((slot) => !taken.has(slot));
}
