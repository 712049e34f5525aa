/** Surveys, as they are written, and what a plan says of those that no caller is ever asked. */
import { expect, test } from 'vitest';
import { difference } from '../../../src/plan/words/difference.ts';
import { office, planOf, said } from './plans.ts';

const rest = 'numbers: { "100": { queue: sales } }\n';
const plan = (surveys: string): string => `${office}${rest}surveys:\n  ${surveys}\n`;
/** Beside that the voicemail is not used. */
const saidOf = (surveys: string): readonly string[] =>
  said(plan(surveys)).filter((line) => !line.includes("voicemail 'box'"));

const one = 'questions: { friendly: Friendly? }';

test('what is left out has its default', () => {
  expect(planOf(plan(`service: { ${one} }`)).surveys?.['service']).toEqual({
    name: 'service',
    share: 100,
    questions: [{ name: 'friendly', prompt: { en: [{ kind: 'text', text: 'Friendly?' }] } }],
    low: 2,
    followUpAfter: 0,
    thanks: { en: [{ kind: 'text', text: 'Thank you for calling. Goodbye.' }] },
    waitFor: 5000,
    tries: 2,
  });
});

test.each([
  ['service: { questions: {} }', "error: survey 'service' has no questions"],
  ['service: { queues: [sales] }', "error: survey 'service' has no 'questions'"],
  [`service: { queues: nowhere, ${one} }`, "error: queue 'nowhere' does not exist"],
  [`service: { agents: [dora], ${one} }`, "error: agent 'dora' does not exist"],
  [`service: { languages: [de], ${one} }`, "error: language 'de' does not exist"],
  [`service: { comment: attic, ${one} }`, "error: voicemail 'attic' does not exist"],
  ['service: { questions: { comment: Say it } }', "error: a question cannot be called 'comment'"],
  [
    `service: { ${one}, low: 0, follow up by: anna }`,
    "warning: survey 'service' opens no follow-up, because low is 0",
  ],
  [
    `all: { ${one} }\n  sales: { queues: sales, ${one} }`,
    "warning: survey 'sales' is never asked: 'all' comes first for the same calls",
  ],
  [
    `sales: { queues: sales, agents: clara, ${one} }`,
    "warning: survey 'sales' is never asked: none of its agents takes calls of its queues",
  ],
])('%s', (surveys, message) => {
  const queues = surveys.includes('agents: clara')
    ? plan(surveys).replace('[anna, boris, clara]', '[anna, boris]')
    : plan(surveys);
  expect(said(queues)).toContainEqual(expect.stringContaining(message));
});

test('more questions than callers answer are refused; the voicemail of comments is used', () => {
  const many = Array.from({ length: 10 }, (_, i) => `q${i}: Well?`).join(', ');
  expect(saidOf(`service: { questions: { ${many} } }`)).toContain("error: survey 'service' has 10 questions");
  expect(said(plan(`service: { ${one}, comment: box }`))).toEqual([]);
});

test('what a new plan changes', () => {
  const [before, after] = [
    `service: { ${one} }`,
    `service: { ${one}, low: 3, share: 50, follow up after: 1d }`,
  ];
  expect(difference(planOf(office + rest), planOf(plan(before)))).toEqual(['survey service is new']);
  expect(difference(planOf(plan(before)), planOf(plan(after)))).toEqual([
    'survey service: share 100 -> 50',
    'survey service: low 2 -> 3',
    'survey service: follow up after 0s -> 24h',
  ]);
});
