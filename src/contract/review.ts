/** Quality of recorded calls: scorecards, and what reviewers say by them. */
import { z } from 'zod';
import { callNumber, limit, moment } from './common.ts';

const name = z.string().trim().min(1).max(60);

const question = z.object({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'expected small letters, digits, - and _, at most 40')
    .describe('Short name, such as greeting. It stays the same when the words change.'),
  title: z.string().trim().min(1).max(300).describe('The question, as reviewers read it.'),
  points: z.number().int().min(1).max(100).describe('The highest mark; the lowest is 0.'),
  weight: z.number().min(0.1).max(100).default(1).describe('How much it counts against the others.'),
});
export const scorecardPath = z.object({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'expected small letters, digits, - and _, at most 40')
    .describe('Name of the scorecard, such as service.'),
});
export const scorecardRequest = z.object({
  title: z.string().trim().min(1).max(200),
  questions: z
    .array(question)
    .min(1)
    .max(50)
    .refine((all) => new Set(all.map((each) => each.name)).size === all.length, {
      error: 'two questions have the same name',
    }),
  queues: z.array(name).min(1).max(100).optional().describe('Only for calls of these queues (default: all).'),
});
export const scorecard = z.object({
  name: z.string(),
  title: z.string(),
  questions: z.array(question),
  queues: z.array(z.string()).optional(),
  changedAt: moment,
  changedBy: z.string(),
});
export const scorecardList = z.object({ scorecards: z.array(scorecard) });
export const scorecardRemoved = z.object({ scorecard: z.string(), removed: z.literal(true) });

const marks = z
  .record(z.string().max(40), z.number().min(0).max(100).nullable())
  .describe('The mark of each question, by its name; null: it does not apply to this call.');

export const reviewRequest = z.object({
  scorecard: name.describe('Name of the scorecard.'),
  agent: name.optional().describe('Who is reviewed (default: the agent, if only one talked in the call).'),
  marks,
  note: z.string().trim().max(4000).optional().describe('For the agent.'),
});
export const review = z.object({
  id: z.number().int(),
  call: z.string(),
  agent: z.string(),
  queue: z.string().optional(),
  scorecard: z.object({ name: z.string(), title: z.string(), questions: z.array(question) }),
  reviewer: z.string(),
  at: moment,
  marks,
  score: z.number().describe('0 to 100: the share of the points, by weight, of the questions that apply.'),
  note: z.string().optional(),
});
const spread = z.object({
  scorecard: z.string(),
  agent: z.string(),
  reviews: z.number().int(),
  lowest: z.number(),
  highest: z.number(),
  questions: z
    .array(z.object({ name: z.string(), lowest: z.number(), highest: z.number() }))
    .describe('The questions on which reviewers differ, those that differ most first.'),
});
export const reviewsOfCall = z.object({
  reviews: z.array(review).describe('The newest first.'),
  spreads: z.array(spread).describe('Where several reviewers used the same scorecard for the same agent.'),
  agents: z.array(z.string()).describe('Agents who talked in the call.'),
  recorded: z.boolean().describe('It has a recording: only then can it be reviewed.'),
});

export const reviewPath = z.object({
  review: z
    .string()
    .regex(/^\d{1,15}$/, 'expected the number of a review, such as 12')
    .describe('Number of the review.'),
});
const day = z.iso.datetime({ offset: true });
export const reviewQuery = z.object({
  agent: name.optional(),
  queue: name.optional(),
  reviewer: name.optional(),
  call: callNumber.optional(),
  from: day.optional().describe('Only reviews given since then.'),
  to: day.optional().describe('Only reviews given before.'),
  before: z.coerce.number().int().min(1).optional().describe('Only reviews with a lower number.'),
  limit: limit(200, 50),
});
export const reviewList = z.object({ reviews: z.array(review) });
export const reviewRemoved = z.object({ review: z.number().int(), removed: z.literal(true) });

export const qualityQuery = z.object({ from: day.optional(), to: day.optional() });
export const qualityReport = z.object({
  agents: z
    .array(
      z.object({
        agent: z.string(),
        reviews: z.number().int(),
        calls: z.number().int(),
        mean: z.number().describe('Mean of the scores, 0 to 100.'),
        lowest: z.number(),
        highest: z.number(),
        questions: z
          .array(z.object({ title: z.string(), mean: z.number() }))
          .describe('Share of the points by question, 0 to 100, the weakest first.'),
      }),
    )
    .describe('The highest mean first.'),
});

export type ScorecardView = z.infer<typeof scorecard>;
export type ScorecardRequest = z.input<typeof scorecardRequest>;
export type ReviewView = z.infer<typeof review>;
export type ReviewRequest = z.input<typeof reviewRequest>;
export type ReviewsOfCall = z.infer<typeof reviewsOfCall>;
export type QualityReport = z.infer<typeof qualityReport>;
