/** Reminders for agents in a plan; and what is refused. */
import { expect, test } from 'vitest';
import { difference } from '../../../src/plan/words/difference.ts';
import { office, planOf, said } from './plans.ts';

const numbers = 'numbers: { "100": { queue: sales } }\n';
const plan = (more: string, queue = ''): string =>
  `${office.replace('agents: [anna, boris, clara]', `agents: [anna]${queue}`).replace('language: en', 'languages: [en, de]')}${numbers}${more}`;
const all = 'etiquette: { greeting: { en: Greet., de: Grüßen. }, before hold: { de: Erst fragen. } }\n';

test('reminders of the plan and of a queue, in every language: what one lacks is said in another', () => {
  const { etiquette, queues } = planOf(plan(all, ', etiquette: { closing: Sum up. }'));
  expect(etiquette).toEqual({
    greeting: { en: 'Greet.', de: 'Grüßen.' },
    beforeHold: { en: 'Erst fragen.', de: 'Erst fragen.' },
  });
  expect(queues['sales']?.etiquette).toEqual({ closing: { en: 'Sum up.', de: 'Sum up.' } });
});

test.each([
  ['etiquette: { greeting: { fr: Bonjour. } }\n', "error: 'fr' is not a language of this plan"],
  ['etiquette: { hold: Ask. }\n', "error: 'etiquette' has no key 'hold'"],
  [`etiquette: { closing: ${'long '.repeat(40)} }\n`, 'error: '],
])('%s: what is wrong is said', (more, message) => {
  expect(said(plan(more))).toContainEqual(expect.stringContaining(message));
});

test('a change is listed', () => {
  const [before, after] = [planOf(plan('')), planOf(plan(all))];
  expect(difference(before, after)).toEqual([
    'etiquette: greeting changed',
    'etiquette: before hold changed',
  ]);
});
