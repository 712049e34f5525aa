/** Results, ticket types and scripts in a plan; and what is refused. */
import { expect, test } from 'vitest';
import { difference } from '../../../src/plan/words/difference.ts';
import { office, planOf, said } from './plans.ts';

const numbers = 'numbers: { "100": { queue: sales } }\n';
const plan = (queue: string, more: string): string =>
  `${office.replace('agents: [anna, boris, clara]', `agents: [anna], ${queue}`)}${numbers}${more}`;
const results = `results:
  sold: { name: { en: Sold, de: Verkauft }, ticket: solved }
  complaint: { details: { late: Too late, broken: Broken }, needs detail: true, ticket type: complaint, follow up after: 2h, tag contact: [angry] }
ticket types: { complaint: Complaint }
codes: { "*61": { result: sold }, "*62": { result: complaint, detail: late } }
`;
const whole = plan(
  'results: [sold, complaint], result required: true, script: { en: Hello., de: Hallo. }',
  results,
).replace('language: en', 'languages: [en, de]');

test('results with their titles, details and effects; what the queue and the codes say of them', () => {
  const { results: known, queues, codes, ticketTypes } = planOf(whole);
  expect(known).toEqual({
    sold: { name: 'sold', title: { en: 'Sold', de: 'Verkauft' }, effects: { ticket: 'solved' } },
    complaint: {
      name: 'complaint',
      title: { en: 'complaint', de: 'complaint' },
      details: { late: { en: 'Too late', de: 'Too late' }, broken: { en: 'Broken', de: 'Broken' } },
      needsDetail: true,
      effects: { ticketType: 'complaint', followUpAfter: 7_200_000, tags: ['angry'] },
    },
  });
  expect(queues['sales']).toMatchObject({
    results: ['sold', 'complaint'],
    resultWithin: 120_000,
    script: { en: 'Hello.', de: 'Hallo.' },
  });
  expect(codes['*62']).toEqual({ do: 'give result', result: 'complaint', detail: 'late' });
  expect(ticketTypes).toEqual({ complaint: { en: 'Complaint', de: 'Complaint' } });
});

test.each([
  [
    'results: [sold]',
    'results: { sold: { call back after: 2h } }\n',
    "error: queue 'sales': result 'sold' books a callback, and the queue has no callbacks",
  ],
  ['results: [gone]', results, "error: result 'gone' does not exist"],
  ['result required: true', results, "error: queue 'sales' requires a result, and has none"],
  [
    'results: [sold, complaint], result within: 1m',
    results,
    "warning: queue 'sales': 'result within' has no effect",
  ],
  [
    'results: [sold, complaint]',
    results.replace('detail: late', 'detail: lost'),
    "error: result 'complaint' has no detail 'lost'",
  ],
  [
    'results: [sold]',
    'results: { sold: { needs detail: true } }\n',
    "error: result 'sold' needs a detail, and has none",
  ],
  [
    'results: [sold]',
    'results: { sold: { ticket type: order } }\n',
    "error: ticket type 'order' does not exist",
  ],
  ['results: [sold]', 'results: { sold: {}, lost: {} }\n', "warning: result 'lost' is of no queue"],
])('%s: what is wrong is said', (queue, more, message) => {
  expect(said(plan(queue, more.replace('{ en: Sold, de: Verkauft }', 'Sold')))).toContain(message);
});

test('a change is told in words', () => {
  const before = planOf(whole);
  const after = planOf(
    whole.replace('ticket: solved', 'ticket: closed').replace('{ result: sold }', 'resume'),
  );
  expect(difference(before, after)).toEqual([
    'code *61: gives the result sold -> resume',
    'result sold: effects changed',
  ]);
});
