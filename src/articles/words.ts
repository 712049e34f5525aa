/**
 * Words to be found by, the same for what is stored and for what is typed: small letters, no accents. Chinese, Japanese and Thai
 * put no spaces between words, so a run of their letters is stored as pairs (`付款方式` as `付款 款方 方式 式`) and looked for as
 * pairs that follow one another. Most Chinese words have two letters; SQLite's trigrams need three.
 */
import { withoutAccents } from '../shared/letters.ts';

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]+/gu;
const word = /[\p{L}\p{N}\p{M}]+/gu;
/** More words than this add nothing. */
const mostWords = 12;

const pairsOf = (run: string): string[] => {
  const letters = Array.from(run);
  return letters.map((letter, nth) => letter + (letters[nth + 1] ?? ''));
};

/** As it is put into the index. */
export const indexed = (text: string): string =>
  withoutAccents(text).replaceAll(unspaced, (run) => ` ${pairsOf(run).join(' ')} `);

/** What was typed: words of which each has to be there, as the beginning of one; and runs of pairs. */
export interface Wanted {
  readonly beginnings: readonly string[];
  readonly runs: readonly string[];
}

export function wantedIn(typed: string): Wanted {
  const text = withoutAccents(typed);
  const runs = [...new Set(text.match(unspaced) ?? [])].slice(0, mostWords);
  const beginnings = [...new Set(text.replaceAll(unspaced, ' ').match(word) ?? [])].slice(0, mostWords);
  return { beginnings, runs };
}

/** A query of SQLite's FTS5; empty: there is no word in it. Punctuation is never taken for FTS5's own language. */
export function searchQuery(typed: string): string {
  const { beginnings, runs } = wantedIn(typed);
  return [
    ...beginnings.map((one) => `"${one}"*`),
    ...runs.map((run) => {
      const pairs = pairsOf(run);
      // Of one letter: what begins with it. Of more: the last pair stands for what follows, whatever it is.
      return pairs.length === 1 ? `"${run}"*` : `"${pairs.slice(0, -1).join(' ')}"`;
    }),
  ].join(' ');
}

const excerptLength = 160;

/** Some of the text around the first word that was looked for; its beginning, if none is in it. */
export function excerptOf(text: string, typed: string): string {
  const plain = text
    .replaceAll(/^[\s>#*+-]+|[*_`]+/gm, '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const { beginnings, runs } = wantedIn(typed);
  const folded = withoutAccents(plain);
  // Where folding changes the length, the place is off by a little: an excerpt may begin a few letters sooner.
  const places = [...beginnings, ...runs].map((one) => folded.indexOf(one)).filter((at) => at >= 0);
  const first = places.length === 0 ? 0 : Math.min(...places);
  if (first + 20 < excerptLength) return cut(plain, 0);
  const space = plain.lastIndexOf(' ', first - 40);
  return cut(plain, space > first - 100 && space >= 0 ? space + 1 : Math.max(0, first - 40));
}

function cut(text: string, from: number): string {
  const piece = text.slice(from, from + excerptLength).trim();
  return `${from > 0 ? '… ' : ''}${piece}${from + excerptLength < text.length ? ' …' : ''}`;
}
