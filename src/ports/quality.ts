/** Scorecards, reviews and cases as they are kept. */
import type { AgentName, QueueName } from '../plan/model.ts';
import type { CaseAnswer, CaseFields, TrainingCase } from '../quality/case.ts';
import type { Review, ReviewFields, Scorecard } from '../quality/scorecard.ts';
import type { CallId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';

export interface QualityBook {
  /** By name. */
  scorecards(): Promise<readonly Scorecard[]>;
  /** In place of the one of this name. */
  keepScorecard(scorecard: Scorecard): Promise<void>;
  /** False: there is none. Reviews by it stay. */
  removeScorecard(name: string): Promise<boolean>;
  /** In place of what the same reviewer said of the same agent in this call by this scorecard. */
  keepReview(review: ReviewFields): Promise<Review>;
  review(id: number): Promise<Review | undefined>;
  removeReview(id: number): Promise<boolean>;
  /** The newest first. */
  reviews(query: ReviewQuery): Promise<readonly Review[]>;
}

export interface ReviewQuery {
  readonly call?: CallId;
  readonly agent?: AgentName;
  readonly queue?: QueueName;
  readonly reviewer?: string;
  readonly from?: Instant;
  /** Without it. */
  readonly to?: Instant;
  /** Only those with a lower number. */
  readonly before?: number;
  readonly limit: number;
}

export interface CaseBook {
  add(fields: Omit<TrainingCase, 'id'>): Promise<TrainingCase>;
  one(id: number): Promise<TrainingCase | undefined>;
  change(id: number, change: Partial<CaseFields>): Promise<TrainingCase | undefined>;
  /** With what was written about it. */
  remove(id: number): Promise<boolean>;
  /** The newest first. */
  list(query: CaseQuery): Promise<readonly TrainingCase[]>;
  answer(answer: CaseAnswer): Promise<void>;
  /** Of one person, or of all; the oldest first. */
  answers(id: number, person?: string): Promise<readonly CaseAnswer[]>;
}

export interface CaseQuery {
  readonly tag?: string;
  readonly queue?: QueueName;
  /** Only those with a lower number. */
  readonly before?: number;
  readonly limit: number;
}
