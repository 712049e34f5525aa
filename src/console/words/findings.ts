/**
 * What the engine says about a plan, findings and changes, in the language of the reader. Each language has a sentence for each code of the table of findings
 * (`shared/findings/`), or it does not compile. Loaded with the page of the plan. English needs none: the engine says it.
 */
import { signal } from '@preact/signals';
import type { FindingView } from '../../contract/common.ts';
import type { PlanChecked } from '../../contract/plan.ts';
import { inWords } from '../../shared/findings/said.ts';
import type { ChangeCode, FindingCode, HintCode, PhraseCode, WordCode } from '../../shared/findings/table.ts';
import type { Language } from './words.ts';

export type FindingTexts = Readonly<Record<FindingCode, string>>;
export type HintTexts = Readonly<Record<HintCode, string>>;
export type ChangeTexts = Readonly<Record<ChangeCode, string>>;
export type WordTexts = Readonly<Record<WordCode, string>>;
type PhraseTexts = Readonly<Record<PhraseCode, string>>;

const loads = {
  de: async () => (await import('./de/findings/index.ts')).phrases,
  ru: async () => (await import('./ru/findings/index.ts')).phrases,
  'zh-Hant': async () => (await import('./zh-Hant/findings/index.ts')).phrases,
  el: async () => (await import('./el/findings/index.ts')).phrases,
  sl: async () => (await import('./sl/findings/index.ts')).phrases,
} as const satisfies Readonly<Record<Exclude<Language, 'en'>, () => Promise<PhraseTexts>>>;

const texts = signal<PhraseTexts | undefined>(undefined);

export async function speakOfFindings(language: string): Promise<void> {
  texts.value = isLoaded(language) ? await loads[language]() : undefined;
}

const isLoaded = (language: string): language is keyof typeof loads => Object.hasOwn(loads, language);

/** A sentence, and the language that it is in if that is not the reader's. */
export interface Sentence {
  readonly text: string;
  readonly lang?: 'en';
}

export const findingTold = ({ code, values, message }: FindingView): Sentence => told(code, values, message);

export const hintTold = ({ hintCode, hintValues, hint }: FindingView): Sentence | undefined =>
  hint === undefined ? undefined : told(hintCode, hintValues, hint);

/** What the text would change, a sentence each. */
export const changesTold = (checked: PlanChecked | undefined): readonly Sentence[] =>
  (checked?.changes ?? []).map((english, nth) => {
    const change = checked?.changeCodes?.[nth];
    return told(change?.code, change?.values, english);
  });

/** @param english what the engine says; an engine that is newer than this page may have codes that it does not know */
export function told(
  code: PhraseCode | undefined,
  values: Readonly<Record<string, unknown>> | undefined,
  english: string,
): Sentence {
  const own = texts.value;
  if (!own || code === undefined || !Object.hasOwn(own, code)) return { text: english, lang: 'en' };
  return { text: inWords({ code, values }, own) };
}
