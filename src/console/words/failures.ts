/**
 * What has gone wrong, in the language of the reader. The engine says it in English; the table of failures
 * (`shared/failures/`) has a sentence for each code, and each language has all of them, or it does not compile.
 *
 * The engine's own sentence often names what it is about, such as an agent. Then both are shown. What to do about it stays in
 * English: it names commands and settings.
 */
import { signal } from '@preact/signals';
import type { FailureCode, failures as table } from '../../shared/failures/table.ts';
import type { Language } from './words.ts';

export type FailureWords = Readonly<Record<FailureCode, string>>;

const texts = {
  de: async () => (await import('./de/failures.ts')).failures,
  ru: async () => (await import('./ru/failures.ts')).failures,
  'zh-Hant': async () => (await import('./zh-Hant/failures.ts')).failures,
  el: async () => (await import('./el/failures.ts')).failures,
  sl: async () => (await import('./sl/failures.ts')).failures,
} as const satisfies Readonly<Record<Exclude<Language, 'en'>, () => Promise<FailureWords>>>;

const words = signal<{ readonly own: FailureWords; readonly english: typeof table } | undefined>(undefined);

/** English needs none: it is what the engine says. */
export async function speakOfFailures(language: string): Promise<void> {
  if (!isTranslated(language)) {
    words.value = undefined;
    return;
  }
  const [own, { failures: english }] = await Promise.all([
    texts[language](),
    import('../../shared/failures/table.ts'),
  ]);
  words.value = { own, english };
}

const isTranslated = (language: string): language is keyof typeof texts => Object.hasOwn(texts, language);

export interface FailureTold {
  /** In the language of the reader; if omitted: `english` says it all. */
  readonly own?: string;
  /** What the engine says beyond that; empty: nothing. */
  readonly english: string;
}

/** @param said by the engine, in English */
export function failureTold(code: string, said: string): FailureTold {
  const known = words.value;
  if (!known || !isCode(code, known.own)) return { english: said };
  return { own: known.own[code], english: said === known.english[code].sentence ? '' : said };
}

/** The sentence of the table; undefined: the reader reads English, or there is no such code. */
export function failureInWords(code: string): string | undefined {
  const known = words.value;
  return known && isCode(code, known.own) ? known.own[code] : undefined;
}

const isCode = (code: string, all: FailureWords): code is FailureCode => Object.hasOwn(all, code);
