/** Lookups: whether what a caller keyed in is right, as the company's own system or the contacts say. */
import type { Caller } from '../call/kept/events.ts';
import type { LookupAnswer } from '../call/kept/lookup.ts';
import type { Lookup } from '../plan/model.ts';
import type { CallId, QuestionId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';

export interface LookupAsked {
  readonly question: QuestionId;
  readonly call: CallId;
  readonly lookup: Lookup;
  /** What the caller keyed in. It may be a PIN: it is neither stored nor logged. */
  readonly entered: string;
  readonly caller: Caller;
  readonly dialled: string;
  readonly language: string;
}

export type LookUp = (asked: LookupAsked) => Promise<LookupAnswer>;

/** Wrong entries, for the lock. `who` stands for a caller number and a lookup, and does not show the number. */
export interface WrongEntries {
  note(who: string, at: Instant): Promise<void>;
  /** After that moment. */
  since(who: string, then: Instant): Promise<number>;
  /** The one of that moment was not wrong. */
  takeBack(who: string, at: Instant): Promise<void>;
  /** Those before that moment. How many. */
  prune(before: Instant): Promise<number>;
}
