/** What is kept: contacts, plans, voicemails and the journal. */
import { z } from 'zod';
import { finding, lengthMs, limit, moment } from './common.ts';

const tag = z.string().trim().min(1).max(40);
const number = z.string().trim().min(1).max(40);

export const contact = z.object({
  id: z.string(),
  numbers: z.array(z.string()),
  name: z.string().optional(),
  language: z.string().optional(),
  tags: z.array(z.string()),
  notes: z.string().optional(),
  preferredAgent: z.string().optional().describe('who takes their calls if possible'),
  lastAgent: z.string().optional().describe('whom they talked with last'),
  lastAgentAt: moment.optional(),
  createdAt: moment,
  lastCallAt: moment.optional(),
  calls: z.number(),
});
export const contactList = z.object({ contacts: z.array(contact) });
export const contactQuery = z.object({
  find: z.string().max(100).default('').describe('part of a name or a number; empty: all'),
  limit: limit(500, 50),
});
export const contactPath = z.object({ number });
export const contactChange = z.strictObject({
  name: z.string().trim().min(1).max(100).exactOptional(),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as en, de or pt-BR')
    .exactOptional(),
  tags: z
    .array(tag)
    .max(20)
    .exactOptional()
    .describe('replaces all tags: vip, starred, blocked, or any other'),
  notes: z.string().max(2000).exactOptional(),
  preferredAgent: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .nullable()
    .exactOptional()
    .describe('an agent of the plan; null: nobody in particular'),
  numbers: z.array(number).max(20).exactOptional().describe('more numbers of the same contact'),
});
/** Rows that could not be taken over come back whole, so that nothing is lost. */
export const importResult = z.object({
  imported: z.number(),
  rejected: z.array(z.object({ line: z.number(), message: z.string(), row: z.string() })),
});

export const planVersion = z.object({ version: z.number(), by: z.string(), at: moment });
export const planText = planVersion.extend({ text: z.string() });
export const planHistory = z.object({ versions: z.array(planVersion) });
export const planApply = z.strictObject({
  text: z.string().min(1).describe('a whole plan, YAML, includes already put in place'),
  by: z.string().trim().min(1).max(100).default('api').describe('who asks, for the journal'),
  ifVersion: z.number().int().optional().describe('refuse (409) unless this version is the active one'),
});
export const planApplied = z.object({ version: z.number(), warnings: z.array(finding) });

export const voicemail = z.object({
  recording: z.string(),
  voicemail: z.string(),
  call: z.string(),
  callerNumber: z.string().optional(),
  callerName: z.string().optional(),
  at: moment,
  lastedMs: lengthMs,
});
export const voicemailList = z.object({ voicemails: z.array(voicemail) });
export const voicemailQuery = z.object({ voicemail: z.string().optional(), limit: limit(500, 50) });
export const recordingPath = z.object({
  recording: z
    .string()
    .max(80)
    .regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/, 'the id of a recording, such as 1042-r1'),
});

/** As stored. Here moments are milliseconds since 1970 UTC, and lengths of time milliseconds. */
export const journalEntry = z.looseObject({
  seq: z.number(),
  at: z.number(),
  type: z.string(),
  call: z.string().optional(),
  agent: z.string().optional(),
});
export const journalPage = z.object({
  entries: z.array(journalEntry),
  next: z.number().describe('give it as `after` for what follows'),
});
export const journalQuery = z.object({
  after: z.coerce.number().int().nonnegative().optional().describe('seq; none: the last entries'),
  limit: limit(1000, 100),
});
export const eventsQuery = z.object({
  after: z.coerce.number().int().nonnegative().optional().describe('begin behind this seq; none: from now'),
});

export type ContactView = z.infer<typeof contact>;
export type ImportResult = z.infer<typeof importResult>;
export type PlanHistory = z.infer<typeof planHistory>;
export type VoicemailList = z.infer<typeof voicemailList>;
export type JournalEntryView = z.infer<typeof journalEntry>;
