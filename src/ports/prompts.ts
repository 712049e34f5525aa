import type { Language, Prompt } from '../plan/model.ts';
import type { Media } from './telephony.ts';

/** Turns what a plan says into what an exchange can play. */
export interface Prompts {
  /**
   * The language asked for, else the plan's first. Text is rendered once and kept. A part that cannot be had (missing
   * file, failing speech command) is spoken from its text, or left out, and told to the alarm.
   */
  media(prompt: Prompt, language: Language): Promise<readonly Media[]>;
  /** Renders ahead of the first call, `until` it is told to stop. Never rejects. */
  prepare(prompts: Iterable<Prompt>, until: AbortSignal): Promise<void>;
}
