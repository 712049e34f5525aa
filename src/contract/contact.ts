/** Contacts: what is known about callers. */
import { z } from 'zod';
import { limit, moment } from './common.ts';

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

export type ContactView = z.infer<typeof contact>;
export type ImportResult = z.infer<typeof importResult>;
