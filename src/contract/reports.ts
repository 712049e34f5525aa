/** Reports: sums over calls, queues and agents. Each figure is defined in docs/reports.md. */
import { z } from 'zod';

export const reportName = z
  .enum(['queues', 'agents', 'calls', 'numbers', 'tags', 'ivr', 'results', 'surveys', 'quality'])
  .describe(
    'What the rows are about. `ivr`: prompts and menus, and where callers leave. `results`: how calls came out, by queue. `surveys`: marks of callers, by survey and question. `quality`: scores of reviewed calls, by scorecard and question.',
  );
export const reportPeriod = z
  .enum(['hour', 'day', 'week', 'all'])
  .describe("A row for each of these, in the plan's time zone. Weeks begin on Monday.");
const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'expected a day, such as 2026-11-29')
  .describe("A day in the plan's time zone, such as 2026-11-29.");
const seconds = z.coerce.number().int().min(0).max(86_400);

export const reportFormat = z
  .enum(['json', 'csv', 'xlsx'])
  .describe(
    '`csv` and `xlsx` (for Excel and LibreOffice) have a row for each row of `rows`, and all figures.',
  );

export const reportPath = z.object({ report: reportName });
export const reportQuery = z.object({
  from: day.optional().describe('First day (default: today).'),
  to: day.optional().describe('Last day, included (default: the same as `from`).'),
  by: reportPeriod.default('all'),
  threshold: seconds.default(20).describe('Of the service level: seconds (default: 20).'),
  short: seconds
    .default(5)
    .describe('Callers who give up within so many seconds are short abandons (default: 5).'),
  again: z.coerce
    .number()
    .int()
    .min(1)
    .max(30)
    .default(7)
    .describe('Of first-call resolution: days within which another call of the contact counts (default: 7).'),
  only: z
    .preprocess(
      (given) => (given === undefined || Array.isArray(given) ? given : [given]),
      z.array(z.string().min(1)).min(1).max(100).optional(),
    )
    .describe('Only rows with these names (`only=sales&only=support`; default: all).'),
  format: reportFormat.default('json'),
});

export const reportRow = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .describe(
    '`period` (if there are several), `name`, and the figures. Names that end in `Ms` are milliseconds; shares are from 0 to 1.',
  );
export const reportPage = z.object({
  report: reportName,
  from: z.string().describe('First day.'),
  to: z.string().describe('Last day, included.'),
  by: reportPeriod,
  timeZone: z.string(),
  threshold: z.number().describe('Seconds.'),
  complete: z.boolean().describe('False: figures are still being made of the journal, after an upgrade.'),
  rows: z.array(reportRow),
});

export const recordTable = z
  .enum(['calls', 'visits', 'offers', 'parties', 'prompts'])
  .describe(
    'What a row is: a call, a visit of a queue, an offer, a party of a talk, or a prompt that was heard.',
  );
export const recordPath = z.object({ table: recordTable });
export const recordQuery = z.object({ day: day.optional().describe('Default: today.') });

export const reconcileQuery = z.object({ day: day.optional().describe('Default: today.') });
export const misfitKind = z
  .enum(['journal', 'call', 'agent', 'interval', 'figures'])
  .describe(
    [
      'What does not fit.',
      'journal: the order or the numbering of entries',
      'call: a call that contradicts itself',
      'agent: an agent whose times contradict each other, or their calls',
      'interval: calls offered are not the sum of outcomes',
      'figures: what is stored for reports is not what the journal says',
    ].join('\n'),
  );
export const misfit = z.object({
  kind: misfitKind,
  call: z.string().optional().describe('Number of the call.'),
  agent: z.string().optional().describe('Name of the agent in the plan.'),
  what: z.string(),
});
export const reconciliation = z.object({
  day: z.string(),
  entries: z.number().describe('Journal entries that were read.'),
  calls: z.number().describe('Calls that ended in them.'),
  inProgress: z.number().describe('Calls that had not ended.'),
  complete: z
    .boolean()
    .describe('False: figures are still being made of the journal, after an upgrade, and were not compared.'),
  misfits: z.array(misfit).describe('Empty: the numbers fit. At most 200.'),
});

export type ReportPage = z.infer<typeof reportPage>;
