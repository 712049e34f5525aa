/** Plans and their versions. */
import { z } from 'zod';
import { finding, limit, moment } from './common.ts';

export const planVersion = z.object({
  version: z.number().describe('Counts from 1.'),
  by: z.string().describe('Who applied it.'),
  at: moment,
});
export const planText = planVersion.extend({ text: z.string().describe('The whole plan, YAML.') });
export const planHistory = z.object({ versions: z.array(planVersion) });
export const planQuery = z.object({
  version: z.coerce.number().int().positive().optional().describe('If omitted: the active version.'),
});
export const planHistoryQuery = z.object({ limit: limit(500, 50) });
export const planApply = z.strictObject({
  text: z.string().min(1).describe('A whole plan, YAML, with its includes already put in place.'),
  by: z
    .unknown()
    .optional()
    .describe('Ignored: the actor is taken from the token.')
    .meta({ deprecated: true }),
  ifVersion: z.number().int().optional().describe('Refuse (409) unless this version is the active one.'),
  withoutPasswords: z
    .boolean()
    .default(false)
    .describe('Activate it although a trunk has no password on this machine. If omitted: refuse (409).'),
});
export const planApplied = z.object({ version: z.number(), warnings: z.array(finding) });

export type PlanApplied = z.infer<typeof planApplied>;
export type PlanHistory = z.infer<typeof planHistory>;
