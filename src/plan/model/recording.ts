/** Which talks are recorded, and what callers are told of it. */
import type { Duration } from '../../shared/time.ts';
import type { QueueName, TagName } from './names.ts';

export type RecordingRuleName = string;

/** Who made the call: somebody outside, we, or one of our phones for another. */
export type CallDirection = 'in' | 'out' | 'internal';

/** The first rule that fits a talk counts. What a rule does not mention fits every talk. */
export interface RecordingRule {
  readonly name: RecordingRuleName;
  readonly queues?: readonly QueueName[];
  /** As dialled. */
  readonly numbers?: readonly string[];
  readonly directions: readonly CallDirection[];
  /** The caller's contact has one of these tags, or none of those. */
  readonly tags?: readonly TagName[];
  readonly notTags?: readonly TagName[];
  /** In per cent of its calls. */
  readonly share: number;
  readonly tells: RecordingNotice;
  /** Two channels, or one with everybody, for less of the processor. */
  readonly sides: RecordingSides;
  /** A pause ends by itself after so long. */
  readonly pauseFor: Duration;
  readonly keepFor: Duration;
}

export type RecordingSides = 'separate' | 'mixed';

/** What the caller is told, or asked, before they are put through. */
export type RecordingNotice =
  | { readonly how: 'nothing' }
  | { readonly how: 'announcement' }
  | { readonly how: 'consent'; readonly key: string };
