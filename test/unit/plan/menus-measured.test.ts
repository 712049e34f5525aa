/** Menus are measured before anyone calls: options, seconds until each is heard, menus before a person. */
import { expect, test } from 'vitest';
import { measureMenus } from '../../../src/plan/proofs/proof/menus.ts';
import { prove } from '../../../src/plan/proofs/proof.ts';
import { inEnglish } from '../../../src/shared/findings/english.ts';
import { office, planOf } from './plans.ts';

const plan = (say: string, keys: string, more = '') =>
  planOf(`${office}numbers: { "100": { menu: main } }
menus:
  main: { say: ${say}, keys: { ${keys} }, otherwise: { queue: sales } }
${more}`);
const toSales = (keys: readonly string[]): string =>
  keys.map((key) => `"${key}": { queue: sales }`).join(', ');
const warnings = (...given: Parameters<typeof plan>): readonly string[] =>
  prove(plan(...given)).problems.flatMap(({ about, message }) =>
    about.startsWith('queue') ? [] : [inEnglish(message)],
  );

test('an option is heard with the sentence that names it', () => {
  // 29 characters, then 61.
  const say = '"For sales, press the one key. For support please press key 2."';
  const [measure] = measureMenus(plan(say, toSales(['1', '2', '3'])));
  expect(measure).toEqual({
    menu: 'main',
    language: 'en',
    length: 4067,
    options: [
      { key: '1', heardAfter: 1933 },
      { key: '2', heardAfter: 4067 },
      // It is not named: known when the prompt is over.
      { key: '3', heardAfter: 4067 },
    ],
  });
});

test('behind a file without a text the time is not known', () => {
  const say = '["Press 1.", { file: welcome.wav }, "Press 2."]';
  const [measure] = measureMenus(plan(say, toSales(['1', '2'])));
  expect(measure?.length).toBeUndefined();
  expect(measure?.options).toEqual([{ key: '1', heardAfter: 533 }, { key: '2' }]);
});

test('too many options, too late, too deep; the plan says what too much is', () => {
  const seven = toSales(['1', '2', '3', '4', '5', '6', '7']);
  expect(warnings('Hello', seven)).toContain("menu 'main' has 7 options: callers remember 6 at most");
  expect(warnings('Hello', seven, 'menu limits: { options: 7 }')).toEqual([]);
  const long = `"${'We are glad that you call. '.repeat(20)}Press 1."`;
  expect(warnings(long, toSales(['1']))).toContain(
    "menu 'main' in 'en': key 1 is heard after about 37s, more than 30s",
  );
  expect(warnings(long, toSales(['1']), 'menu limits: { heard within: 1m }')).toEqual([]);
});

test('a caller who presses no key has heard the menu all the same', () => {
  const plan = planOf(`${office}numbers: { "100": { menu: first } }
menus:
  first: { say: Press 1., keys: { "1": { voicemail: box } }, otherwise: { queue: sales } }
`);
  expect(prove(plan).numbers.map(({ depth }) => depth)).toEqual([1]);
});

test('menus before a person, on the shortest way', () => {
  const deep =
    planOf(`${office}numbers: { "100": { menu: first }, "200": { queue: sales }, "300": { voicemail: box } }
menus:
  first: { say: Press 1., keys: { "1": { menu: second } }, otherwise: { voicemail: box } }
  second: { say: Press 2., keys: { "2": { queue: sales } }, otherwise: { voicemail: box } }
menu limits: { depth: 1 }
`);
  const { numbers, problems } = prove(deep);
  expect(numbers.map(({ number, depth }) => [number, depth])).toEqual([
    ['100', 2],
    ['200', 0],
    ['300', undefined],
  ]);
  expect(problems.map(({ message }) => inEnglish(message))).toContain(
    'number 100: 2 menus before a person, more than 1',
  );
});
