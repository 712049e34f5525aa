/**
 * Trunk failover: the next trunk is tried if one did not carry the call for a reason of the network. An answer of the
 * far end itself (busy, declined, no such number) would be the same over any trunk.
 */
import type { OfferCode } from '../../shared/failures/table.ts';
import type { OfferId } from '../../shared/ids.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import type { Call } from '../kept/call.ts';
import type { DialTarget, Outside } from '../kept/commands.ts';
import type { Turn } from '../turn/turn.ts';

/** The dialled phone may ring late, above all abroad; a network that says nothing at all is mostly not there. */
const usualPatience: Duration = seconds(8);

const ofTheTrunk: ReadonlySet<OfferCode> = new Set<OfferCode>([
  'network_failure',
  'phone_not_reachable',
  'phone_wants_log_in',
  'call_loop',
  'ring_rejected',
  'trunk_silent',
]);

/** Whether the trunk is to blame, so that another may carry the call. */
export const isOfTrunk = (code: OfferCode): boolean => ofTheTrunk.has(code);

/** The same number over what is left to try; undefined: nothing is. */
export function nextTarget(tried: Outside | undefined): Outside | undefined {
  const [trunk, ...others] = tried?.others ?? [];
  if (!tried || trunk === undefined) return undefined;
  const { others: _, ...same } = tried;
  return { ...same, trunk, ...(others.length > 0 ? { others } : {}) };
}

/** `next` is tried; if omitted: no other trunk is left. */
export function noteTrunkFailed(
  turn: Turn,
  call: Call,
  offer: OfferId,
  { number, trunk }: Outside,
  code: OfferCode,
  next?: Outside,
): void {
  const then = next === undefined ? {} : { next: next.trunk };
  turn.journal({ type: 'trunkFailed', call: call.id, offer, number, trunk, code, ...then });
}

/** What the exchange is told of it. */
export function dialled(target: DialTarget): DialTarget {
  if (target.kind !== 'outside') return target;
  const { others: _, by: __, whose: ___, ...rest } = target;
  return rest;
}

/** Where another trunk is left, this one has so long to say that something rings. */
export function awaitSign(turn: Turn, call: Call, offer: OfferId, { trunk, others }: Outside): Call {
  if (others === undefined) return call;
  const { nextAfter = usualPatience } = turn.plan.trunks[trunk] ?? {};
  return turn.timer(call, { what: 'trunkIsSilent', at: turn.now + nextAfter, offer });
}
