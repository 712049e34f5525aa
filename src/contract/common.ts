/**
 * What all resources of the API share. Moments are ISO 8601 in UTC, lengths of time are whole milliseconds and say so
 * in their names (`waitedMs`). These shapes are the API's promise; engine types may change behind them.
 */
import { z } from 'zod';

export const moment = z.string().describe('ISO 8601, UTC');
export const lengthMs = z.number().int().nonnegative().describe('milliseconds');
export const limit = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);

export const finding = z.object({
  severity: z.enum(['error', 'warning']),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  message: z.string(),
  hint: z.string().optional(),
  example: z.string().optional().describe('a call that shows it'),
});

/** Every refusal has this form. `code` is for programs and stays; `message` and `hint` are for people. */
export const problem = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      hint: z.string().optional(),
      /** Of a refused plan. */
      findings: z.array(finding).optional(),
    }),
  })
  .describe('why it was not done');

/** What any route may answer beside its own 200. */
export const refusals = {
  '4xx': problem,
  '5xx': problem,
} as const;

export type Problem = z.infer<typeof problem>;
export type FindingView = z.infer<typeof finding>;
