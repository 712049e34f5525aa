/** The sound library, and the prompts of the plan in each language. */
import { z } from 'zod';
import { lengthMs, moment } from './common.ts';

const language = z.string().describe('Language of the plan, such as en.');

export const libraryFile = z.object({
  language,
  lengthMs,
  bytes: z.number().int(),
  changedAt: moment,
});
export const librarySound = z.object({
  name: z.string().describe('Name by which the plan plays it: `{ library: NAME }`.'),
  files: z.array(libraryFile).describe('One for each language. Empty: the plan plays it, but there is none.'),
  missing: z.array(language).describe('Languages of the plan in which it is missing.'),
  usedBy: z.array(z.string()).describe('Where the plan in force plays it.'),
});
export const soundList = z.object({
  languages: z.array(language).describe('Languages of the plan; the first is its own.'),
  sounds: z.array(librarySound),
});
export const soundPath = z.object({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,49}$/, 'expected lower-case letters, digits, - and _, such as welcome')
    .describe('Name of the sound, such as welcome.'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'expected a language, such as en')
    .describe('A language of the plan, such as en.'),
});
export const soundKept = z.object({ name: z.string(), file: libraryFile });
export const soundRecording = z.object({
  agent: z.string().min(1).max(80).optional().describe('Whose phone rings. If omitted: your own.'),
});
export const soundRings = z.object({
  name: z.string(),
  language: z.string(),
  phone: z.string().describe('The phone that rings. Answer it, speak after the tone, press # and then 1.'),
});
export const soundRemoved = z.object({ name: z.string(), language: z.string(), deleted: z.literal(true) });

export const planPrompt = z.object({
  id: z.number().int().describe('Its place in this version of the plan; changes with the plan.'),
  where: z.string().describe('Where the plan plays it, such as `menu main`.'),
  words: z.record(z.string(), z.string()).describe('What it says in each language, as text.'),
  missing: z.array(language).describe('Languages of the plan in which callers hear another language here.'),
  sounds: z
    .array(z.string())
    .describe('Sounds of the library that it plays; a recorded greeting is played instead of the words.'),
});
export const promptList = z.object({
  version: z.number().int().describe('Version of the plan.'),
  languages: z.array(language),
  prompts: z.array(planPrompt),
});
export const promptPath = z.object({
  id: z.coerce.number().int().min(0).max(1_000_000),
  language: z.string().max(40),
});

export type LibrarySoundView = z.infer<typeof librarySound>;
export type SoundList = z.infer<typeof soundList>;
export type PromptList = z.infer<typeof promptList>;
export type PlanPromptView = z.infer<typeof planPrompt>;
