/** The audit trail: who asked for what, and whether they got it. */
import { z } from 'zod';
import { limit, moment } from './common.ts';
import { failureCode } from './failures.ts';

const details = z.union([
  z.literal('erased'),
  z.object({
    asked: z.unknown().optional(),
    before: z.unknown().optional().describe('The previous value of what it changed.'),
    after: z.unknown().optional(),
  }),
]);

export const auditRow = z.object({
  seq: z.number().describe('From 1, without gaps.'),
  at: z.number().describe('Milliseconds since 1970, UTC.'),
  actor: z.object({
    kind: z.enum(['person', 'token', 'phone', 'machine', 'stranger']),
    name: z
      .string()
      .describe(
        'Name of the person, of the token, of the agent at the phone, or of the user of the machine.',
      ),
    label: z.string().optional().describe('The name that the client sent. It is not verified.'),
    role: z.string().describe('Several roles of a person are joined by `+`.'),
    session: z.string().optional().describe('Of a person: the beginning of the id of their session.'),
    address: z.string().optional().describe('The address that the request came from.'),
  }),
  transport: z.enum(['api', 'phone', 'machine']),
  right: z.string().describe('The right that it needs.'),
  action: z.string(),
  object: z.string().optional().describe('The agent, call or schedule, ...'),
  outcome: z.enum(['allowed', 'refused']),
  code: failureCode.optional().describe('Why it was refused, or was allowed and not done.'),
  details: details.optional(),
  hash: z.string().describe('Over this row and the hash of the row before.'),
});
export const auditPage = z.object({
  rows: z.array(auditRow),
  next: z.number().describe('Send it as `after` to get the next page.'),
});
export const auditQuery = z.object({
  after: z.coerce
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('Only rows with a higher seq (default: the last rows).'),
  limit: limit(1000, 100),
});
export const auditSearch = z.object({
  before: z.coerce.number().int().positive().optional().describe('Only rows with a lower seq.'),
  actor: z.string().max(100).optional().describe('Part of the name of who asked.'),
  action: z.string().max(100).optional().describe('Part of the action, such as `plan`.'),
  object: z.string().max(100).optional().describe('Part of what it was about.'),
  outcome: z.enum(['allowed', 'refused']).optional(),
  from: moment.optional().describe('The first moment. ISO 8601.'),
  to: moment.optional().describe('The first moment that is not included. ISO 8601.'),
  limit: limit(500, 100),
});
export const auditFound = z.object({
  rows: z.array(auditRow).describe('Newest first.'),
  next: z
    .number()
    .optional()
    .describe('Send it as `before` to search older rows. If omitted: there are none.'),
});

export const auditVerdict = z.object({
  rows: z.number(),
  head: z
    .string()
    .describe('Hash of the last row. Keep it elsewhere: it shows later whether rows were removed.'),
  fault: z
    .object({ seq: z.number(), what: z.enum(['missing', 'altered', 'details_altered', 'rebuilt']) })
    .optional()
    .describe(
      'The first row that was changed. `rebuilt`: the chain is right in itself, but not the one whose head was noted. If omitted: the chain is intact.',
    ),
  headsChecked: z.number().describe('How many heads of past days were compared.'),
});

export const auditExportQuery = z.object({
  after: z.coerce.number().int().nonnegative().default(0).describe('Only rows with a higher seq.'),
});
export const auditHeads = z.object({
  heads: z
    .array(z.object({ day: z.string(), seq: z.number(), hash: z.string() }))
    .describe('The last row as it was on each day (UTC), oldest first.'),
});

export type AuditFound = z.infer<typeof auditFound>;
export type AuditVerdictView = z.infer<typeof auditVerdict>;
export type AuditRowView = z.infer<typeof auditRow>;
