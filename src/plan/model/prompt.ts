/** What is said. */
import type { Language } from './names.ts';

/** What is said, by language. `language` of the plan is always there. */
export type Prompt = Readonly<Record<Language, readonly PromptPart[]>>;

export type PromptPart =
  /** `ofCaller`: the name of a caller, which can be erased. */
  | { readonly kind: 'text'; readonly text: string; readonly ofCaller?: true }
  /** A sound file, absolute or beside the plan; `text` is spoken when it is missing. */
  | { readonly kind: 'file'; readonly path: string; readonly text?: string }
  /** A sound of the library, in the caller's language; `text`, which is in `textIn`, is spoken when there is none. */
  | { readonly kind: 'library'; readonly name: string; readonly text?: string; readonly textIn?: Language }
  /** One of Asterisk's own recorded sounds, by its name there. */
  | { readonly kind: 'sound'; readonly name: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'digits'; readonly digits: string }
  /**
   * What was recorded for a voicemail, in whatever language; `otherwise` while the library does not have it. No plan has it: it is
   * made when a caller comes to the voicemail.
   */
  | { readonly kind: 'greeting'; readonly sound: string; readonly otherwise: Prompt }
  /** What a caller has left. No plan has it: the engine lets an agent hear it. */
  | { readonly kind: 'recording'; readonly recording: string };
