/** A span of a call, before it is put in the words of OpenTelemetry. */
import type { PartyRow } from '../../reports/records/rows.ts';
import type { Instant } from '../../shared/time.ts';

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export interface CallSpan {
  /** The same whenever the span is made again, and of one span of the call only. */
  readonly key: string;
  /** Key of the span above it; null: it is the call. */
  readonly under: string | null;
  readonly name: string;
  /** Who asked whom: the caller us, we a phone or another system; or it is our own doing. */
  readonly kind: 'server' | 'client' | 'internal';
  readonly from: Instant;
  readonly to: Instant;
  readonly attributes: Attributes;
  /** What happened meanwhile, in order; if omitted: nothing that is noted. */
  readonly events?: readonly { readonly at: Instant; readonly name: string }[];
  /** What went wrong, as a code; if omitted: nothing. */
  readonly error?: string;
}

/** Of the span that is the call. */
export const callKey = 'call';
/** Of the talk of the nth party. */
export const talkKey = (nth: number): string => `talk ${nth}`;

export const isWithin = (at: Instant, { since, until }: PartyRow, end: Instant): boolean =>
  at >= since && at <= (until ?? end);
