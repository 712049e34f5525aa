/** Click to call: waits until the agent's own phone has been answered, or has not. */
import type { OfferOutcome } from '../../call/kept/call.ts';
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { Operations } from '../../ports/operations.ts';
import type { OfferCode } from '../../shared/failures/table.ts';
import type { CallId, LegId } from '../../shared/ids.ts';
import { seconds } from '../../shared/time.ts';

export interface FirstRing {
  readonly call: CallId;
  readonly outcome: OfferOutcome;
  readonly code?: OfferCode;
}

/** Asterisk gives up after 30 s. */
const ringsAtMost = seconds(40);

/** To be called before the phone is rung: word of its end may be faster than the answer. */
export function watchFirstRings(operations: Pick<Operations, 'follow'>): {
  /** Undefined: nothing has been heard of it. */
  over(leg: LegId): Promise<FirstRing | undefined>;
  stop(): void;
} {
  const calls = new Map<LegId, CallId>();
  const rings = new Map<CallId, FirstRing>();
  let look: () => void = () => undefined;
  const stop = operations.follow((entry: StoredEntry) => {
    if (entry.type === 'callArrived' && entry.leg !== undefined) calls.set(entry.leg, entry.call);
    if (entry.type !== 'ownPhoneRang') return;
    const { call, outcome, code } = entry;
    rings.set(call, { call, outcome, ...(code === undefined ? {} : { code }) });
    look();
  });
  return {
    stop,
    over: async (leg) =>
      await new Promise((resolve) => {
        const found = (): FirstRing | undefined => rings.get(calls.get(leg) ?? ('' as CallId));
        const giveUp = setTimeout(() => resolve(undefined), ringsAtMost);
        look = () => {
          const ring = found();
          if (ring === undefined) return;
          clearTimeout(giveUp);
          resolve(ring);
        };
        look();
      }),
  };
}
