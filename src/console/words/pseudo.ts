/** Every text half as long again, with accents: for tests, to see what does not fit, and what is not translated. */
import { en } from './en/index.ts';
import type { Words } from './words.ts';

const accents: Readonly<Record<string, string>> = {
  a: 'å',
  e: 'é',
  i: 'î',
  o: 'ö',
  u: 'û',
  A: 'Å',
  E: 'É',
  O: 'Ö',
  n: 'ñ',
};

/** German is often a third longer than English. */
function longer(text: string): string {
  const accented = text.replace(/[aeiouAEOn]/g, (letter) => accents[letter] ?? letter);
  const more = '~'.repeat(Math.ceil(text.length * 0.35)).replace(/~{8}(?=~)/g, '~~~~~~~~ ');
  return `[${accented}${more}]`;
}

function disguised(texts: object): object {
  const pairs = Object.entries(texts).map(([key, text]: [string, unknown]) => [key, disguise(text)] as const);
  return Object.fromEntries(pairs);
}

function disguise(text: unknown): unknown {
  if (typeof text === 'string') return longer(text);
  if (typeof text === 'function') return (...values: unknown[]) => longer(String(text(...values)));
  return disguised(text as object);
}

export const pseudo = disguised(en) as Words;
