/** What Cordboard asks a company's own system about an entry that a caller keyed in, and what it may answer. */
import { z } from 'zod';
import { contactBounds, languageTag } from '../shared/contact-bounds.ts';

export const lookupQuestion = z.object({
  type: z.literal('lookup'),
  timestamp: z.string().describe('When the caller had keyed it in: ISO 8601, UTC.'),
  data: z.object({
    question: z.string().describe('Id of the check, such as 1042-q5. A repeated request has the same.'),
    lookup: z.string().describe('Name of the lookup in the plan.'),
    entered: z.string().describe('What the caller keyed in.'),
    call: z.string().describe('Number of the call.'),
    dialled: z.string(),
    language: z.string().describe('The language that the caller hears.'),
    caller: z.object({
      number: z.string().optional().describe('If omitted: withheld.'),
      name: z.string().optional(),
      contact: z.string().optional(),
      tags: z.array(z.string()),
    }),
  }),
});

/** Fields that are not listed are ignored: a system may answer more. */
export const lookupReply = z.object({
  found: z.boolean().describe('Whether the entry is right.'),
  name: z.string().trim().min(1).max(contactBounds.name).optional().describe("The caller's name."),
  tags: z
    .array(z.string().trim().min(1).max(contactBounds.tag))
    .max(contactBounds.tags)
    .optional()
    .describe('Tags that the caller has for this call.'),
  priority: z.int().min(0).max(100).optional().describe('Points on the waiting list.'),
  language: z.string().regex(languageTag).optional().describe('A language of the plan.'),
  target: z.string().min(1).max(100).optional().describe('One of `targets` of the step.'),
});

export type LookupQuestion = z.infer<typeof lookupQuestion>;
