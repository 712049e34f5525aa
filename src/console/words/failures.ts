/**
 * What has gone wrong, in the language of the reader. The engine says it in English; the table of failures
 * (`shared/failures/`) has a sentence for each code, and each language has all of them, or it does not compile.
 *
 * The engine's own sentence often names what it is about, such as an agent. Then both are shown. What to do about it comes from the
 * table as well; advice that the engine has for one case alone stays in English.
 */
import { signal } from '@preact/signals';
import type { FailureCode, failures as table } from '../../shared/failures/table.ts';

export type FailureWords = Readonly<Record<FailureCode, string>>;
export type RemedyWords = Readonly<Record<FailureCode, string>>;

interface Texts {
  readonly failures: FailureWords;
  readonly remedies: RemedyWords;
}

const words = signal<
  { readonly own: FailureWords; readonly remedies: RemedyWords; readonly english: typeof table } | undefined
>(undefined);

/** @param load if omitted: English, which needs none: it is what the engine says */
export async function speakOfFailures(load: (() => Promise<Texts>) | undefined): Promise<void> {
  if (!load) {
    words.value = undefined;
    return;
  }
  const [texts, { failures: english }] = await Promise.all([
    load(),
    import('../../shared/failures/table.ts'),
  ]);
  words.value = { own: texts.failures, remedies: texts.remedies, english };
}

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

/** @param hint what the engine says can be done about it, in English */
export function remedyTold(code: string, hint: string): { readonly text: string; readonly lang?: 'en' } {
  const known = words.value;
  if (!known || !isCode(code, known.own) || hint !== known.english[code].remedy)
    return { text: hint, lang: 'en' };
  return { text: known.remedies[code] };
}

/** The sentence of the table; undefined: the reader reads English, or there is no such code. */
export function failureInWords(code: string): string | undefined {
  const known = words.value;
  return known && isCode(code, known.own) ? known.own[code] : undefined;
}

const isCode = (code: string, all: FailureWords): code is FailureCode => Object.hasOwn(all, code);
