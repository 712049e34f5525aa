import { expect, test } from 'vitest';
import { excerptOf, indexed, searchQuery } from '../../../src/articles/words.ts';

test('small letters without accents; languages without spaces in pairs of letters', () => {
  expect(indexed('Größe der Bestellung')).toBe('grosse der bestellung');
  expect(indexed('VIP客戶服務').split(/\s+/)).toEqual(['vip', '客戶', '戶服', '服務', '務', '']);
});

test('what is typed is never taken for the language of the search', () => {
  expect(searchQuery('title: "a" OR b* NEAR(c)')).toBe('"title"* "a"* "or"* "b"* "near"* "c"*');
  expect(searchQuery('付款方式')).toBe('"付款 款方 方式"');
  expect(searchQuery('付')).toBe('"付"*');
  expect(searchQuery('... ')).toBe('');
});

test('an excerpt shows where the word is, without the marks of Markdown', () => {
  const text = `# Returns\n\n${'Much is said before. '.repeat(20)}**Größe** matters, see [prices](https://x.test).`;
  expect(excerptOf(text, 'grosse')).toMatch(/^… .*Größe matters, see prices\.$/);
  expect(excerptOf(text, 'nothing of it')).toMatch(/^Returns Much is said .* …$/);
  expect(excerptOf('', 'x')).toBe('');
});
