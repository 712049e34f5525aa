/** What remains of a call: messages, surveys, results. */
import type { GivenResult } from '../../../agents/agent.ts';
import type {
  AgentName,
  Language,
  QueueName,
  ResultEffects,
  ResultName,
  SurveyName,
  VoicemailName,
} from '../../../plan/model.ts';
import type { CallId, RecordingId } from '../../../shared/ids.ts';
import type { Duration, Instant } from '../../../shared/time.ts';
import type { MessageChange } from '../message.ts';

/** What reports say of those who answered a survey. */
export interface SurveyedAbout {
  readonly language: Language;
  /** How long they waited for that agent, and talked. */
  readonly waited: Duration;
  readonly talked: Duration;
  /** How the call came out, as far as the agent has said. */
  readonly result?: ResultName;
}

/** The talk that a survey is about. */
export interface SurveyedTalk extends SurveyedAbout {
  readonly call: CallId;
  readonly survey: SurveyName;
  /** Who talked with the caller last, found in which queue. */
  readonly agent: AgentName;
  readonly queue?: QueueName;
}

/** Scores from 0 to 100, of the whole and of each question that applies. */
export interface ReviewScores {
  readonly score: number;
  readonly questions: readonly { readonly question: string; readonly score: number }[];
}

export interface ReviewedAgent {
  readonly agent: AgentName;
  readonly queue?: QueueName;
  readonly scorecard: string;
  readonly reviewer: string;
  /** If omitted: the review was deleted. */
  readonly review?: ReviewScores;
  /** What they said before; it counts no more. */
  readonly before?: ReviewScores & { readonly at: Instant };
}

export type AfterCallEntry =
  | {
      readonly type: 'messageLeft';
      readonly voicemail: VoicemailName;
      readonly recording: RecordingId;
      readonly lasted: Duration;
    }
  /** After the call: the message was heard, given to another person, moved or deleted. */
  | {
      readonly type: 'messageChanged';
      readonly recording: RecordingId;
      readonly change: MessageChange;
      /** An agent, or another voicemail. */
      readonly to?: string;
      readonly by: string;
    }
  /** The agent has ended the talk, and the caller is asked how it was. */
  | ({
      readonly type: 'surveyOffered';
      /** If omitted: at the phone, in the call. */
      readonly way?: 'email';
      /** By e-mail: who gets it. */
      readonly contact?: string;
    } & Omit<SurveyedTalk, 'call'>)
  /** A question was answered, or a comment was left (`comment`). */
  | {
      readonly type: 'surveyAnswered';
      readonly survey: SurveyName;
      readonly question: string;
      /** From 1 to 5. */
      readonly mark?: number;
      readonly recording?: RecordingId;
      /** The plan calls so low a mark for a follow-up. */
      readonly low: boolean;
      readonly agent?: AgentName;
      readonly queue?: QueueName;
      /** Of a low mark: when it is to be followed up, and by which agent. */
      readonly followUpAfter?: Duration;
      readonly followUpBy?: AgentName;
      readonly way?: 'email';
      /** Of the comment, by e-mail: what they wrote. */
      readonly comment?: string;
      /** By e-mail: when the survey was offered, which is the hour that its answers count in. */
      readonly offeredAt?: Instant;
      /** Of the first answer by e-mail: what is known of the talk, which may be long ago. */
      readonly about?: SurveyedAbout;
    }
  /** How the call came out, as an agent says who talked in it. */
  | {
      readonly type: 'resultSet';
      readonly agent: AgentName;
      /** By which they were found; if omitted: they were called in another way. */
      readonly queue?: QueueName;
      readonly contact?: string;
      readonly result: ResultName;
      readonly detail?: string;
      readonly by: string;
      /** What they said before; it counts no more. */
      readonly before?: GivenResult;
      /** What it leads to; if omitted: nothing. */
      readonly effects?: ResultEffects;
    }
  /** A reviewer marked how an agent served the caller, by a scorecard. No words: those stay with the review. */
  | ({ readonly type: 'callReviewed' } & ReviewedAgent)
  /** A required result was not given: its time ran out, or the wrap-up was ended without it. */
  | { readonly type: 'resultMissing'; readonly agent: AgentName; readonly queue?: QueueName };
