/** The case library: calls to learn from, and what people wrote about them. */
import { z } from 'zod';
import { lengthMs, limit, moment } from './common.ts';

const fields = {
  title: z.string().trim().min(1).max(200),
  questions: z.array(z.string().trim().min(1).max(500)).max(20).describe('What guides the analysis.'),
  task: z.string().trim().max(2000).describe('What is to be practised.'),
  tags: z.array(z.string().trim().min(1).max(60)).max(30),
  withSound: z
    .boolean()
    .describe(
      'The recording may be heard, if its caller agreed to be recorded. A voice cannot be made anonymous.',
    ),
};
export const caseAdd = z.object({
  title: fields.title,
  questions: fields.questions.default([]),
  task: fields.task.optional(),
  tags: fields.tags.default([]),
  withSound: fields.withSound.default(false),
});
export const caseChange = z
  .object({
    title: fields.title.optional(),
    questions: fields.questions.optional(),
    task: fields.task.optional(),
    tags: fields.tags.optional(),
    withSound: fields.withSound.optional(),
  })
  .describe('What is named is changed.');

const shown = {
  id: z.number().int(),
  title: z.string(),
  queue: z.string().optional(),
  tags: z.array(z.string()),
  at: moment.describe('When it was marked.'),
  by: z.string(),
};
export const caseFound = z.object(shown);
export const caseList = z.object({ cases: z.array(caseFound) });

export const caseStage = z
  .enum(['replay', 'analyse', 'practise'])
  .describe(
    'replay: they have read or heard the case\nanalyse: an answer to each question\npractise: the best answer, in writing',
  );
const answer = z.object({
  stage: caseStage,
  at: moment,
  texts: z.array(z.string()).describe('`analyse`: one for each question; `practise`: one.'),
});
export const trainingCase = z.object({
  ...shown,
  questions: z.array(z.string()),
  task: z.string().optional(),
  withSound: z.boolean().describe('Whether the recording can be heard now.'),
  story: z
    .array(z.object({ afterMs: lengthMs.describe('Since the call arrived.'), text: z.string() }))
    .describe('The story of the call without names and numbers.'),
  answers: z.array(answer).describe('What you wrote.'),
  call: z.string().optional().describe('Number of the call, for those who manage this case.'),
});
export const casePath = z.object({
  case: z
    .string()
    .regex(/^\d{1,15}$/, 'expected the number of a case, such as 12')
    .describe('Number of the case.'),
});
export const caseQuery = z.object({
  tag: z.string().trim().min(1).max(60).optional(),
  queue: z.string().trim().min(1).max(60).optional(),
  before: z.coerce.number().int().min(1).optional().describe('Only cases with a lower number.'),
  limit: limit(200, 50),
});
export const caseRemoved = z.object({ case: z.number().int(), removed: z.literal(true) });
export const caseAnswer = z.object({
  stage: caseStage,
  texts: z.array(z.string().trim().max(4000)).max(20).default([]),
});
export const caseAnswered = z.object({ case: z.number().int(), stage: caseStage });
export const caseAnswers = z.object({
  answers: z.array(answer.extend({ person: z.string() })).describe('The oldest first.'),
});

export type CaseFound = z.infer<typeof caseFound>;
export type CaseView = z.infer<typeof trainingCase>;
export type CaseAdd = z.input<typeof caseAdd>;
export type CaseAnswersView = z.infer<typeof caseAnswers>;
