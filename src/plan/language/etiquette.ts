/** Reminders for agents, for the moments of a talk. */
import { phrase } from '../../shared/findings/said.ts';
import { byLanguage } from '../form/by-language.ts';
import { optional, record } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { text } from '../form/scalars.ts';

// Longer ones are not read while someone talks.
const reminder = byLanguage(text(phrase('a_sentence'), 160));

export const etiquette = record(phrase('reminders_for_a_talk'), {
  greeting: optional(reminder, 'How to begin.'),
  'before hold': optional(reminder, 'What to do before the caller is put on hold.'),
  'before transfer': optional(reminder, 'What to do before the caller is transferred.'),
  closing: optional(reminder, 'How to end the call.'),
});

export type EtiquetteSource = ReadBy<typeof etiquette>;
