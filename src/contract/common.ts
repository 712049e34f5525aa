/**
 * What all resources of the API share. Moments are ISO 8601 in UTC; lengths of time are whole milliseconds and say so in
 * their names (`waitedMs`). These shapes are a promise to the outside: the types of the core may change, these may not.
 */
import { z } from 'zod';
import { failureCode } from './failures.ts';
import { findingCode, hintCode, saidValues } from './findings.ts';

export const moment = z.string().describe('Time: ISO 8601, UTC.');
export const lengthMs = z.number().int().nonnegative().describe('Milliseconds.');
export const limit = (most: number, usual: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(most)
    .default(usual)
    .describe(`How many at most (default: ${usual}, largest: ${most}).`);

export const callNumber = z
  .string()
  .regex(/^\d{1,15}$/, 'expected the number of a call, such as 1042')
  .describe('Number of the call, such as 1042.');

export const finding = z.object({
  severity: z.enum(['error', 'warning']).describe('A plan with an error is refused.'),
  file: z.string().describe('File of the plan.'),
  line: z.number().describe('From 1.'),
  column: z.number().describe('From 1.'),
  message: z.string().describe('What is wrong.'),
  code: findingCode,
  values: saidValues.optional(),
  hint: z.string().optional().describe('What to do about it.'),
  hintCode: hintCode.optional(),
  hintValues: saidValues.optional(),
  example: z.string().optional().describe('A `cordboard try` command that shows it.'),
});

/** Every refusal has this form. Programs go by `code`; `message` and `hint` are for people. */
export const problem = z
  .object({
    error: z.object({
      code: failureCode,
      message: z.string().describe('What is wrong, in words.'),
      hint: z.string().optional().describe('What you can do about it.'),
      findings: z.array(finding).optional().describe('Of a refused plan: each error and warning.'),
    }),
  })
  .describe('Why the request was refused.');

/** What any route may answer besides its own 200. */
export const refusals = {
  '4xx': problem,
  '5xx': problem,
} as const;

export type Problem = z.infer<typeof problem>;
export type FindingView = z.infer<typeof finding>;
