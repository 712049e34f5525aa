/** Texts of the console. That none is missing is the compiler's business; here is what it cannot see. */
import { expect, test } from 'vitest';
import { clockLength } from '../../../src/console/words/figures.ts';
import { pseudo } from '../../../src/console/words/pseudo.ts';
import { languages } from '../../../src/console/words/words.ts';

/** Every text with its path; those with values as they are for each count. */
function textsIn(texts: object, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, text]: [string, unknown]): [string, string][] => {
    const at = `${path}${key}`;
    if (typeof text === 'string') return [[at, text]];
    if (typeof text === 'function')
      return [0, 1, 2, 5, 21].map((n) => [`${at}(${n})`, String(text(n, n, n, n))]);
    return textsIn(text as object, `${at}.`);
  });
}

const english = textsIn(await languages.en.load());

test.each(Object.keys(languages) as (keyof typeof languages)[])(
  '%s has no empty text, no edge of spaces',
  async (tag) => {
    const texts = textsIn(await languages[tag].load());
    expect(
      texts.filter(([, text]) => text.trim() !== text || text === '' || /undefined|\[object/.test(text)),
    ).toEqual([]);
    expect(texts.map(([path]) => path)).toEqual(english.map(([path]) => path));
  },
);

test('no language leaves whole sentences in English', async () => {
  for (const tag of Object.keys(languages) as (keyof typeof languages)[]) {
    if (tag === 'en') continue;
    const same = textsIn(await languages[tag].load()).filter(
      ([, text], i) => text === english[i]?.[1] && text.split(' ').length > 2,
    );
    expect([tag, same]).toEqual([tag, []]);
  }
});

test('the pseudo-language is a third longer everywhere', () => {
  const short = textsIn(pseudo).filter(([, text], i) => text.length < (english[i]?.[1].length ?? 0) * 1.3);
  expect(short).toEqual([]);
});

test('lengths of time are written alike in all languages', () => {
  expect([0, 7_000, 59_999, 760_000, 3_723_000, -5].map(clockLength)).toEqual([
    '0:00',
    '0:07',
    '0:59',
    '12:40',
    '1:02:03',
    '0:00',
  ]);
});
