/** What became of something that a caller keyed in, to be checked. */
import type { Duration } from '../../shared/time.ts';

/** `wrong` counts towards the lock; no one knows whether what was too short, or not keyed in at all, would have been right. */
export const lookupOutcomes = [
  'found',
  'wrong',
  'too_short',
  'nothing_keyed',
  'locked',
  'no_answer',
] as const;
export type LookupOutcome = (typeof lookupOutcomes)[number];

/** What is known of a caller whose entry was right. */
export interface LookupFound {
  readonly outcome: 'found';
  readonly name?: string;
  readonly tags?: readonly string[];
  /** Points on the waiting list, 0 to 100. */
  readonly priority?: number;
  readonly language?: string;
  /** Where the call continues, among the targets of the step. */
  readonly target?: string;
}

/** `locked`: too many wrong entries before; no one was asked. `no_answer`: no one could say. */
export type LookupAnswer =
  | LookupFound
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'locked' }
  | { readonly outcome: 'no_answer'; readonly because: string };

/** On top of the time that the answer may take, before the call goes on without it. */
export const answerIsLate: Duration = 2000;
