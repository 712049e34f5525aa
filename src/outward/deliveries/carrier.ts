/** Carries deliveries of one channel: e-mail, webhook. */
import type { Delivery } from '../../ports/deliveries.ts';

export type Carried =
  | { readonly is: 'sent'; readonly code?: number }
  /**
   * Not now: it is tried again. `mayHaveArrived`: the other side may have it all the same. `notOthers`: this one alone was
   * refused; the target serves others.
   */
  | {
      readonly is: 'later';
      readonly reason: string;
      readonly code?: number;
      readonly mayHaveArrived?: boolean;
      readonly notOthers?: boolean;
      /** The other side asks for this much patience. Milliseconds. */
      readonly retryAfter?: number;
    }
  /** Never, and rightly: it is not wanted any more. No one need look at it. */
  | { readonly is: 'withdrawn'; readonly reason: string; readonly code?: number }
  /** Never: another attempt would fail in the same way. */
  | { readonly is: 'refused'; readonly reason: string; readonly code?: number };

export interface Carrier {
  /** Attempts at the same time to one target. */
  readonly atOnce: number;
  /** Does not reject. `signal`: the engine stops. */
  carry(delivery: Delivery, signal: AbortSignal): Promise<Carried>;
}
