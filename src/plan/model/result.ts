/** Results: how a call came out, and what follows from it. */
import type { Duration } from '../../shared/time.ts';
import type { Language, ResultName, TagName } from './names.ts';

export interface Result {
  readonly name: ResultName;
  readonly title: Readonly<Record<Language, string>>;
  /** By name; if omitted: there are none to choose from. */
  readonly details?: Readonly<Record<string, Readonly<Record<Language, string>>>>;
  readonly needsDetail?: true;
  readonly effects?: ResultEffects;
}

/** What a result leads to. */
export interface ResultEffects {
  readonly ticket?: 'open' | 'solved' | 'closed';
  readonly ticketType?: string;
  /** The ticket is to be followed up so much later. */
  readonly followUpAfter?: Duration;
  /** The caller gets a callback of the queue, due so much later. */
  readonly callBackAfter?: Duration;
  /** Tags that the contact gets. */
  readonly tags?: readonly TagName[];
}
