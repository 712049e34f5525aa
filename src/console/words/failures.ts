/**
 * What has gone wrong, in the language of the reader. The engine says it in English; the table of failures
 * (`shared/failures/`) has a sentence for each code, and each language has all of them, or it does not compile.
 *
 * The engine's own sentence often names what it is about, such as an agent. Then both are shown. What to do about it stays in
 * English: it names commands and settings.
 */
import { signal } from '@preact/signals';
import type { FailureCode, failures as table } from '../../shared/failures/table.ts';

export type FailureWords = Readonly<Record<FailureCode, string>>;

const words = signal<{ readonly own: FailureWords; readonly english: typeof table } | undefined>(undefined);

/** @param load if omitted: English, which needs none: it is what the engine says */
export async function speakOfFailures(load: (() => Promise<FailureWords>) | undefined): Promise<void> {
  if (!load) {
    words.value = undefined;
    return;
  }
  const [own, { failures: english }] = await Promise.all([load(), import('../../shared/failures/table.ts')]);
  words.value = { own, english };
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

/** The sentence of the table; undefined: the reader reads English, or there is no such code. */
export function failureInWords(code: string): string | undefined {
  const known = words.value;
  return known && isCode(code, known.own) ? known.own[code] : undefined;
}

const isCode = (code: string, all: FailureWords): code is FailureCode => Object.hasOwn(all, code);
