/**
 * The journal: an append-only record of what happened and why. The live events (`/v1/events`) are its entries, as they
 * are stored. To add an entry type, add it here and to `call/kept/journal.ts`; `http/contract-check.ts` does not compile until
 * both say the same. docs/events.md is made from it.
 */
import { z } from 'zod';
import { agentEntries } from './agents.ts';
import { callEntries } from './calls.ts';
import { at } from './parts.ts';
import { systemEntries } from './system.ts';

export const entriesBySubject = { call: callEntries, agent: agentEntries, system: systemEntries } as const;

const stored = z.object({
  seq: z.number().int().describe('Number of the entry. It grows by one with each entry.'),
  at,
});

export const journalEntry = z.intersection(
  stored,
  z.discriminatedUnion('type', [...callEntries, ...agentEntries, ...systemEntries]),
);

export type JournalEntry = z.infer<typeof journalEntry>;
