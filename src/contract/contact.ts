/** Contacts: what is known about callers. */
import { z } from 'zod';
import { contactBounds, emailAddress, languageTag } from '../shared/contact-bounds.ts';
import { encodings } from '../shared/encodings.ts';
import { callSummary } from './call.ts';
import { limit, moment } from './common.ts';
import { crmPage } from './crm.ts';
import { anyEntry } from './journal-page.ts';
import { recording } from './recording.ts';
import { voicemail } from './voicemail.ts';

const tag = z.string().trim().min(1).max(contactBounds.tag);
const number = z.string().trim().min(1).max(40).describe('A phone number, such as +49301234567.');

export const contact = z.object({
  id: z.string(),
  numbers: z.array(z.string()).describe('All numbers of the contact, E.164 if possible.'),
  name: z.string().optional(),
  language: z.string().optional().describe('A language tag such as en, de or pt-BR.'),
  tags: z.array(z.string()).describe('vip, starred, blocked, or any other.'),
  notes: z.string().optional(),
  email: z.string().optional().describe('The e-mail address, for surveys by e-mail.'),
  noSurveys: z.literal(true).optional().describe('true: this contact refuses surveys by e-mail.'),
  surveyedAt: moment.optional().describe('When a survey was last sent by e-mail.'),
  preferredAgent: z.string().optional().describe('The agent who takes their calls if possible.'),
  lastAgent: z.string().optional().describe('The agent they talked with last.'),
  lastQueue: z.string().optional().describe('The queue in which they found that agent.'),
  lastAgentAt: moment.optional(),
  createdAt: moment,
  lastCallAt: moment.optional(),
  calls: z.number().describe('How often they have called.'),
  crm: crmPage.optional(),
});
export const contactList = z.object({ contacts: z.array(contact) });
export const contactQuery = z.object({
  find: z.string().max(100).default('').describe('Part of a name or number (default: all contacts).'),
  limit: limit(500, 50),
});
export const contactPath = z.object({ number });
export const contactChange = z.strictObject({
  name: z.string().trim().min(1).max(contactBounds.name).exactOptional(),
  language: z.string().regex(languageTag, 'expected a language tag such as en, de or pt-BR').exactOptional(),
  tags: z
    .array(tag)
    .max(contactBounds.tags)
    .exactOptional()
    .describe('Replaces all tags: vip, starred, blocked, or any other.'),
  notes: z.string().max(contactBounds.notes).exactOptional(),
  email: z
    .string()
    .trim()
    .regex(emailAddress, 'expected an e-mail address such as maria@example.com')
    .nullable()
    .exactOptional()
    .describe('The e-mail address, for surveys by e-mail; null: no address.'),
  noSurveys: z
    .boolean()
    .exactOptional()
    .describe('true: send no surveys by e-mail. The link in each survey sets it, too.'),
  preferredAgent: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .nullable()
    .exactOptional()
    .describe('An agent of the plan; null: no preferred agent.'),
  numbers: z
    .array(number)
    .max(contactBounds.numbers)
    .exactOptional()
    .describe('More numbers of the same contact.'),
});
export const contactMerge = z.strictObject({
  number: number.describe(
    'A number of the other contact. Its numbers, calls, tags and notes join this contact.',
  ),
});
export const contactUnmerged = z.object({
  contact: contact.describe('The contact that stayed.'),
  other: contact.describe('The contact that is on its own again.'),
});
export const duplicateList = z.object({
  duplicates: z.array(
    z.object({
      because: z
        .enum(['name', 'number'])
        .describe('What they have in common: the name, or the last digits of a number.'),
      contacts: z.array(contact),
    }),
  ),
  searched: z.number().describe('So many contacts were compared, those who called last first.'),
});
export const contactFileQuery = z.object({
  format: z
    .enum(['csv', 'vcard'])
    .default('csv')
    .describe('csv: as the import reads it. vcard: version 3.0.'),
});
export const contactHistoryQuery = z.object({ limit: limit(200, 50) });
export const contactHistory = z.object({
  contact: contact.optional(),
  numbers: z.array(z.string()),
  calls: z.array(callSummary).describe('Newest first.'),
  voicemails: z.array(voicemail).describe('Newest first.'),
  recordings: z.array(recording).describe('Recorded talks that still exist, newest first.'),
});
export const importQuery = z.object({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('true: change nothing, and show what would change (default: false).'),
  encoding: z
    .enum(encodings)
    .optional()
    .describe('Encoding of a CSV or vCard file (default: UTF-8, or as its byte order mark says).'),
});
/** What an import changes of a contact. */
export const importedChange = z.object({
  line: z.number().describe('Line of the file, from 1.'),
  number: z.string(),
  kind: z.enum(['created', 'changed']),
  /** Field by field. */
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
});
/** Rows that could not be imported come back whole, so that nothing is lost. */
export const importResult = z.object({
  dryRun: z.boolean(),
  imported: z.number().describe('Contacts that are now as the file says: created, changed and same.'),
  created: z.number(),
  changed: z.number(),
  same: z.number(),
  rejected: z.array(
    z.object({
      line: z.number(),
      column: z.string().optional().describe('Heading of the column. If omitted: the row as a whole.'),
      message: z.string(),
      row: z.string(),
    }),
  ),
  warnings: z.array(z.string()).describe('What you should check in the file.'),
  changes: z.array(importedChange).describe('What a dry run would change; the first 1000.'),
});

export const contactErase = z
  .strictObject({
    deleteCopies: z
      .boolean()
      .default(false)
      .describe('also delete databases that were set aside (damaged, or before a restore)'),
  })
  .default({ deleteCopies: false });
export const contactErased = z.object({
  contact: z.string().optional().describe('its id, which remains in the journal'),
  calls: z.number().describe('calls that now show placeholders'),
  values: z.number().describe('personal values that were erased'),
  messages: z.number(),
  sounds: z.number().describe('sound files that were deleted'),
  notes: z.number().describe('calls whose notes by the safety net were blanked'),
  copies: z.array(z.string()).describe('databases that were set aside, and still contain everything'),
  finishesAtNextStart: z
    .boolean()
    .describe(
      'free space of the database is overwritten when no call has been in progress for a minute or two, at the latest at the next start',
    ),
});
export const exportedCall = z.object({ call: z.string(), entries: z.array(anyEntry) });
export const contactExport = z.object({
  contact: contact.optional(),
  numbers: z.array(z.string()),
  calls: z.array(exportedCall),
  messages: z.array(voicemail),
});

export type ContactView = z.infer<typeof contact>;
export type ImportResult = z.infer<typeof importResult>;
export type ContactHistory = z.infer<typeof contactHistory>;
export type DuplicateList = z.infer<typeof duplicateList>;
