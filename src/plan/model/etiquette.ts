/** Reminders that the desk shows agents in a talk. */
import type { Language } from './names.ts';

export type Reminder = 'greeting' | 'beforeHold' | 'beforeTransfer' | 'closing';

/** In each language of the plan. */
export type Etiquette = Readonly<Partial<Record<Reminder, Readonly<Record<Language, string>>>>>;
