/**
 * The case library: calls that are examples. A **case** has the story of its call without names and numbers, questions that
 * guide its analysis, and a task. People train in three stages: they *replay* it, *analyse* it by the questions, and *practise* the
 * best answer in writing; what they write is kept for the trainer.
 */
import type { QueueName } from '../plan/model.ts';
import type { CallId } from '../shared/ids.ts';
import type { Duration, Instant } from '../shared/time.ts';

export interface CaseFields {
  readonly title: string;
  /** What guides the analysis. */
  readonly questions: readonly string[];
  /** What is to be practised. */
  readonly task?: string;
  readonly tags: readonly string[];
  /** The recording may be heard as well, if its caller agreed to be recorded. */
  readonly withSound: boolean;
}

export interface CaseLine {
  /** Since the call arrived: the hour of the day would say which call it was. */
  readonly after: Duration;
  readonly text: string;
}

export interface TrainingCase extends CaseFields {
  readonly id: number;
  readonly call: CallId;
  readonly queue?: QueueName;
  readonly story: readonly CaseLine[];
  readonly at: Instant;
  readonly by: string;
}

export type Stage = 'replay' | 'analyse' | 'practise';

/** What one person wrote in one stage; the last one counts. */
export interface CaseAnswer {
  readonly case: number;
  readonly person: string;
  readonly stage: Stage;
  readonly at: Instant;
  /** `analyse`: one for each question; `practise`: one; `replay`: none. */
  readonly texts: readonly string[];
}

/** Names of callers and what stands for each; letters and digits around it make it another word. */
const aroundWord = (name: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'giu');

/** Numbers of phones and of calls, and whatever else has four digits and more. */
const longNumber = /\+?\d(?:[ \-/().]?\d){3,}/g;

/** Without names and numbers. `names`: of callers and agents, each with what stands in its place. */
export function anonymised(text: string, names: ReadonlyMap<string, string>): string {
  let said = text;
  // The longest first: `Ida Lund` before `Ida`.
  for (const [name, instead] of [...names].toSorted(([a], [b]) => b.length - a.length))
    if (name.trim().length > 1) said = said.replaceAll(aroundWord(name), instead);
  return said.replaceAll(longNumber, '(number)');
}
