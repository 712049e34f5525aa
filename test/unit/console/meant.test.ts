/** Enter at the field for a transfer, which may be faster than the list below it. */
import { expect, test } from 'vitest';
import { type Choice, type Listed, meant } from '../../../src/console/desk/meant.ts';

const choice = (to: string): Choice => ({ to, title: to, more: '' });
const all: Listed = { text: '', choices: [choice('sales'), choice('support'), choice('boris')] };
const directory = (text: string) =>
  Promise.resolve(all.choices.filter(({ to }) => to.startsWith(text.trim())));
const silent = () => Promise.resolve(undefined);

test.each<[string, string, Listed, number, typeof directory | typeof silent, string]>([
  [
    'a name faster than its list goes to that name, not to the first of the list before',
    'bor',
    all,
    0,
    directory,
    'boris',
  ],
  ['a name that nothing fits is not the first of the list before', 'zzz', all, 0, directory, 'zzz'],
  ['a whole name while the engine does not answer', 'boris', all, 0, silent, 'boris'],
  [
    'the marked choice of the list for this text',
    's',
    { text: 's', choices: all.choices },
    1,
    silent,
    'support',
  ],
  ['the marked choice, with nothing typed', '', all, 2, silent, 'boris'],
  ['nothing typed, and nothing marked', '', all, -1, directory, ''],
  ['nothing typed, and no list yet', '', { choices: [] }, 0, directory, ''],
  ['a number is called as it is', ' +49 30 123 ', all, 1, silent, '+49 30 123'],
])('%s', async (_, text, listed, at, choicesFor, to) => {
  expect(await meant(text, listed, at, choicesFor)).toBe(to);
});
