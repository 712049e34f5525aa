/** Findings of a plan in the languages of the console: the values of the English sentence stand in each of them. */
import { expect, test } from 'vitest';
import { phrases as de } from '../../../src/console/words/de/findings/index.ts';
import { phrases as el } from '../../../src/console/words/el/findings/index.ts';
import { phrases as ru } from '../../../src/console/words/ru/findings/index.ts';
import { phrases as sl } from '../../../src/console/words/sl/findings/index.ts';
import { phrases as zhHant } from '../../../src/console/words/zh-Hant/findings/index.ts';
import { inWords, named, phrase, thing } from '../../../src/shared/findings/said.ts';
import { type PhraseCode, phrases } from '../../../src/shared/findings/table.ts';

const placesIn = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{([a-z_]+)\}/g)].map(([, name = '']) => name))]
    // `a` or `an`: no other language has it.
    .filter((name) => name !== 'article')
    .toSorted();

test.each(Object.entries({ de, ru, zhHant, el, sl }))('%s has the places of each sentence', (_, texts) => {
  for (const [code, english] of Object.entries(phrases))
    expect(placesIn(texts[code as PhraseCode]), code).toEqual(placesIn(english));
});

test('a finding with a phrase in it is told in one language', () => {
  const said = phrase('does_not_exist', { kind: thing('queue'), name: 'slaes' });
  expect(inWords(said, de)).toBe('Warteschlange „slaes“ gibt es nicht');
  expect(inWords(said, zhHant)).toBe('佇列「slaes」不存在');
});

test('a change of a plan is told in one language, what stands in the plan as it is written', () => {
  const said = phrase('part_removed', { thing: named('queue', 'sales'), part: 'boris' });
  expect(inWords(said, de)).toBe('Warteschlange sales: boris entfällt');
  expect(inWords(said, el)).toBe('ουρά sales: αφαιρείται boris');
});
