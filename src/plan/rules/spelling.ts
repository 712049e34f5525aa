/**
 * Names on the keys of a phone: 2 is A, B or C; 9 is W, X, Y or Z. A name is spelled from the first letter of any of its
 * words on (`BERG`, `ANNA BERG`), or with two of its words the other way round (`BERG ANNA`). Blanks and hyphens part
 * words, apostrophes do not, and an umlaut is one letter or two.
 */
import { withoutAccents, withTwoLetters } from '../../shared/letters.ts';
import type { DirectoryEntry } from '../model.ts';

const letters = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];
const keyOf: ReadonlyMap<string, string> = new Map(
  letters.flatMap((group, i) => group.split('').map((letter) => [letter, String(i + 2)] as const)),
);

/** The keys of each way to spell the name; empty: it has no letter that a key has. */
export function spellings(name: string): readonly string[] {
  return [...new Set([withoutAccents, withTwoLetters].flatMap((plain) => waysOf(wordsOf(plain(name)))))];
}

const wordsOf = (plain: string): readonly string[] =>
  plain
    .replaceAll(/['\u2018\u2019\u02BC`´]/g, '')
    .split(/[^a-z0-9]+/)
    // Keys 0 and 1 have no letters, and other work to do.
    .map((word) => word.replaceAll(/[01]/g, '').replaceAll(/[a-z]/g, (letter) => keyOf.get(letter) ?? ''))
    .filter((word) => word !== '');

function waysOf(words: readonly string[]): readonly string[] {
  const onFrom = words.map((_, i) => words.slice(i).join(''));
  const swapped = words.flatMap((one, i) => words.flatMap((other, j) => (i > j ? [one + other] : [])));
  return [...onFrom, ...swapped];
}

/** Those whose name may begin like this; the ones that are spelled to their end come first. */
export function fitting(entries: readonly DirectoryEntry[], keys: string): readonly DirectoryEntry[] {
  const found = entries.filter(({ spelled }) => spelled.some((way) => way.startsWith(keys)));
  const isWhole = ({ spelled }: DirectoryEntry): boolean => spelled.includes(keys);
  return [...found.filter(isWhole), ...found.filter((entry) => !isWhole(entry))];
}

/** As many names are read out at once; key 9 asks for the next ones. */
export const namesAtOnce = 5;
export const keyForMore = '9';

/** For each entry, keys that spell and choose it: `2374#1`. */
export function keysTo(entries: readonly DirectoryEntry[]): ReadonlyMap<DirectoryEntry, string> {
  // Anyone who is spelled to the end comes first, and among those anyone who is listed first.
  const spelledSo = new Map<string, number>();
  return new Map(
    entries.flatMap((entry) => {
      const [keys = ''] = entry.spelled;
      const place = spelledSo.get(keys) ?? 0;
      for (const way of entry.spelled) spelledSo.set(way, (spelledSo.get(way) ?? 0) + 1);
      const pages = keyForMore.repeat(Math.floor(place / namesAtOnce));
      return keys === '' ? [] : [[entry, `${keys}#${pages}${(place % namesAtOnce) + 1}`]];
    }),
  );
}
