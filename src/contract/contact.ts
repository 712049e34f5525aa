/** Contacts: what is known about callers. */
import { z } from 'zod';
import { contactBounds, languageTag } from '../shared/contact-bounds.ts';
import { encodings } from '../shared/encodings.ts';
import { limit, moment } from './common.ts';

const tag = z.string().trim().min(1).max(contactBounds.tag);
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
  name: z.string().trim().min(1).max(contactBounds.name).exactOptional(),
  language: z.string().regex(languageTag, 'a language tag such as en, de or pt-BR').exactOptional(),
  tags: z
    .array(tag)
    .max(contactBounds.tags)
    .exactOptional()
    .describe('replaces all tags: vip, starred, blocked, or any other'),
  notes: z.string().max(contactBounds.notes).exactOptional(),
  preferredAgent: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .nullable()
    .exactOptional()
    .describe('an agent of the plan; null: nobody in particular'),
  numbers: z
    .array(number)
    .max(contactBounds.numbers)
    .exactOptional()
    .describe('more numbers of the same contact'),
});
export const importQuery = z.object({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('true: nothing is changed; the answer shows what would be'),
  encoding: z
    .enum(encodings)
    .optional()
    .describe('of a CSV or vCard file that is not UTF-8; files that begin with a byte order mark need none'),
});
/** What an import changes of a contact. */
export const importedChange = z.object({
  line: z.number(),
  number: z.string(),
  kind: z.enum(['created', 'changed']),
  /** Field by field. */
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
});
/** Rows that could not be taken over come back whole, so that nothing is lost. */
export const importResult = z.object({
  dryRun: z.boolean(),
  imported: z.number().describe('contacts that are now as the file says: created, changed and same'),
  created: z.number(),
  changed: z.number(),
  same: z.number(),
  rejected: z.array(
    z.object({
      line: z.number(),
      column: z.string().optional().describe('heading; absent: the row as a whole'),
      message: z.string(),
      row: z.string(),
    }),
  ),
  warnings: z.array(z.string()),
  changes: z.array(importedChange).describe('of a dry run: the first 1000'),
});

export type ContactView = z.infer<typeof contact>;
export type ImportResult = z.infer<typeof importResult>;
