/** Plans and their versions. */
import { z } from 'zod';
import { finding, moment } from './common.ts';

export const planVersion = z.object({ version: z.number(), by: z.string(), at: moment });
export const planText = planVersion.extend({ text: z.string() });
export const planHistory = z.object({ versions: z.array(planVersion) });
export const planApply = z.strictObject({
  text: z.string().min(1).describe('a whole plan, YAML, includes already put in place'),
  by: z.string().trim().min(1).max(100).default('api').describe('who asks, for the journal'),
  ifVersion: z.number().int().optional().describe('refuse (409) unless this version is the active one'),
});
export const planApplied = z.object({ version: z.number(), warnings: z.array(finding) });

export type PlanHistory = z.infer<typeof planHistory>;
