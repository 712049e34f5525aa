/** Plans and their versions. */
import { z } from 'zod';
import { storyLine } from './call.ts';
import { finding, limit, moment } from './common.ts';
import { planChange, saidValues, wordCode } from './findings.ts';
import { callOutcome } from './values.ts';

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
export const planApplied = z.object({
  version: z.number(),
  warnings: z.array(finding).describe('The first 200.'),
  moreWarnings: z
    .number()
    .optional()
    .describe('How many warnings were left out; `cordboard check` prints all of them. If omitted: none.'),
});

const yaml = z.string().min(1).max(1_000_000);
const longestText = 500;
const short = z.string().max(longestText);

export const planCheck = z.strictObject({
  text: yaml.describe('A whole plan, YAML.'),
  against: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('Version to compare with (default: the active one).'),
});
const names = z.array(z.string());
export const planChecked = z.object({
  ok: z.boolean().describe('It has no errors, so it can be applied.'),
  version: z.number().describe('The version that it was compared with.'),
  findings: z.array(finding),
  numbers: z
    .array(
      z.object({
        number: z.string(),
        longestMs: z
          .number()
          .nullable()
          .describe(
            'Longest time until a person, a voicemail or a goodbye, without prompts. null: no limit.',
          ),
        because: z.string().optional().describe('Why there is no limit.'),
        becauseCode: wordCode.optional(),
        becauseValues: saidValues.optional(),
        example: z.string().describe('A `cordboard try` command that shows it.'),
      }),
    )
    .describe('The proof of each number. Empty if the plan has errors.'),
  changes: z
    .array(z.string())
    .optional()
    .describe('What changes against that version, a sentence each. If omitted: the plan has errors.'),
  changeCodes: z
    .array(planChange)
    .optional()
    .describe(
      'The same as codes and values, in the same order: every language makes its own sentences of them.',
    ),
  daily: z
    .object({
      schedules: z.array(
        z.object({
          name: z.string(),
          hours: z.record(z.string(), z.string()),
          holidays: names,
          exceptions: z.record(z.string(), z.string()),
        }),
      ),
      holidays: z.array(z.object({ name: z.string(), days: names })),
      queues: z.array(
        z.object({
          name: z.string(),
          title: z.string(),
          agents: names,
          music: z.string().exactOptional().describe('The sound of the library that callers hear.'),
          musicClass: z.string().exactOptional().describe('The music-on-hold class of Asterisk.'),
        }),
      ),
      agents: z.array(
        z.object({
          name: z.string(),
          title: z.string(),
          phones: names.describe('Their own.'),
          skills: z.record(z.string(), z.number()),
        }),
      ),
    })
    .optional()
    .describe('Hours, holidays, queues, skills and phones as they are written. If omitted: it is not YAML.'),
});

export const planTry = z.strictObject({
  text: yaml.optional().describe('A plan (default: the active one).'),
  dial: short.describe('Dialled number.'),
  from: short.optional().describe("Caller's number (default: withheld)."),
  at: short.optional().describe("Time in the plan's time zone, such as `2026-12-24 10:00` (default: now)."),
  press: short.optional().describe('Keys to press, each as soon as it is asked for.'),
  agents: z
    .record(z.string().max(100), short)
    .optional()
    .describe('How agents behave: `free`, `paused`, `no answer`, `busy`, ... (default: free).'),
  open: z.array(short).max(500).optional().describe('Schedules opened by hand.'),
  closed: z.array(short).max(500).optional().describe('Schedules closed by hand.'),
});
const tried = z.object({ outcome: callOutcome, lines: z.array(storyLine) });
export const planTried = tried.extend({
  callback: tried.optional().describe('The callback that the call led to.'),
});

export const planEdit = z.strictObject({
  text: yaml,
  edits: z
    .array(
      z.strictObject({
        path: z
          .array(short.min(1))
          .min(1)
          .max(10)
          .describe('Keys from the top: schedules, office, hours, mon.'),
        to: z
          .union([short, z.number(), z.array(short).max(5000)])
          .nullable()
          .describe('The new value; null: remove the key.'),
      }),
    )
    .min(1)
    .max(1000),
});
export const planEdited = z.object({
  text: z.string().describe('Comments and layout of the rest are kept.'),
});
export const planSchema = z.record(z.string(), z.unknown()).describe('JSON Schema, draft 07.');

export type PlanChecked = z.infer<typeof planChecked>;
export type PlanTried = z.infer<typeof planTried>;
export type PlanTry = z.infer<typeof planTry>;
export type PlanEdit = z.infer<typeof planEdit>['edits'][number];
export type PlanText = z.infer<typeof planText>;
export type PlanApplied = z.infer<typeof planApplied>;
export type PlanHistory = z.infer<typeof planHistory>;
