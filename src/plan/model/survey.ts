/** What callers are asked after a talk, and of which talks. */
import type { Duration } from '../../shared/time.ts';
import type { AgentName, Language, QueueName, ScheduleName, VoicemailName } from './names.ts';
import type { Prompt } from './prompt.ts';

export type SurveyName = string;

/** The first survey that fits a talk counts. What a survey does not mention fits every talk. */
export interface Survey {
  readonly name: SurveyName;
  readonly queues?: readonly QueueName[];
  readonly agents?: readonly AgentName[];
  readonly languages?: readonly Language[];
  /** In per cent of its calls. */
  readonly share: number;
  readonly questions: readonly SurveyQuestion[];
  /** Marks up to it are low, and open a follow-up. 0: none is. */
  readonly low: number;
  /** When that follow-up is due, counted from the answer. */
  readonly followUpAfter: Duration;
  /** Who takes care of it; if omitted: the agent who talked with the caller. */
  readonly followUpBy?: AgentName;
  /** Where a spoken comment is recorded, after the questions; if omitted: none is asked for. */
  readonly comment?: VoicemailName;
  readonly thanks: Prompt;
  readonly waitFor: Duration;
  /** How often a question is asked; a caller who presses nothing by then is let go. */
  readonly tries: number;
  /** If omitted: callers are asked at the phone only. */
  readonly byEmail?: SurveyByEmail;
  /** They are not asked at the phone. */
  readonly onlyByEmail?: true;
}

export interface SurveyByEmail {
  /** Counted from the end of the call. */
  readonly after: Duration;
  /** E-mails wait until it is open. */
  readonly window?: ScheduleName;
  /** Between two of the same contact. */
  readonly notSooner: Duration;
  readonly validFor: Duration;
  /** By the name of the question; what is missing is read as it is spoken. */
  readonly questions: Readonly<Record<string, Readonly<Record<Language, string>>>>;
}

export interface SurveyQuestion {
  readonly name: string;
  readonly prompt: Prompt;
}
