/**
 * What was measured and sent while a call went on, beside what the journal says of it: the SIP messages of its legs, and how
 * its sound was. Kept for some days and up to some size; it may be missing, and no call waits for it.
 */
import type { Direction } from '../call/kept/quality.ts';
import type { CallId, LegId } from '../shared/ids.ts';
import type { Duration, Instant } from '../shared/time.ts';

export interface SipMessageKept {
  readonly at: Instant;
  /** By us, that is by Asterisk. */
  readonly sent: boolean;
  /** INVITE, BYE, ...; of a response: what it answers. */
  readonly method: string;
  /** If omitted: it is a request. */
  readonly status?: number;
  readonly reason?: string;
  readonly hasSdp: boolean;
  /** Without credentials, media keys, and what a caller withholds. */
  readonly text: string;
}

export interface SoundMeasured {
  readonly at: Instant;
  /** `to`: what the party hears; `from`: what is heard of them. */
  readonly direction: Direction;
  /** In percent, since the last report. */
  readonly loss: number;
  readonly jitter: Duration;
  readonly roundTrip?: Duration;
  readonly mos: number;
}

export interface LegEvidence {
  readonly leg: LegId;
  readonly messages: readonly SipMessageKept[];
  /** So many more were sent, and are not kept. */
  readonly omitted: number;
  readonly sound: readonly SoundMeasured[];
}

export interface EvidenceBook {
  /** False: only how calls sound. */
  readonly keepsMessages: boolean;
  /** In the order in which the legs came. */
  ofCall(call: CallId): Promise<readonly LegEvidence[]>;
  /** All of it, for good; so many calls had some. */
  erase(calls: readonly CallId[]): Promise<number>;
}

/** What the exchange tells of legs, for the book: nothing is asked, and nobody waits. */
export interface EvidenceTaker {
  /** `dialog`: the SIP `Call-ID`. */
  legMade(leg: LegId, dialog: string, madeByUs: boolean): void;
  legEnded(leg: LegId): void;
  measured(leg: LegId, sound: SoundMeasured): void;
}
