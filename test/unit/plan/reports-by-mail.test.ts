/** Reports by e-mail that are about some rows only. */
import { expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/read.ts';

const read = (report: string) =>
  parsePlan(`
company: Office
country: DE
time zone: Europe/Berlin
language: en
numbers: { "1": { queue: sales } }
queues: { sales: { title: Sales, agents: [anna], ring for: 10s, when nobody logged in: { goodbye: Bye. } } }
agents: { anna: { name: Anna } }
lines: [line1]
reports: { daily: ${report} }
`);
const errors = (report: string): string[] => {
  const plan = read(report);
  const findings = plan.ok ? [] : plan.findings;
  return findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
};

test('only: names of queues, agents, numbers or tags', () => {
  const only = (report: string) => {
    const plan = read(report);
    return plan.ok && plan.plan.reports?.['daily']?.only;
  };
  expect(only('{ report: queues, only: [sales], send to: boss@example.com }')).toEqual(['sales']);
  expect(only('{ report: tags, only: vip, send to: boss@example.com }')).toEqual(['vip']);
  expect(only('{ report: queues, send to: boss@example.com }')).toBeUndefined();
});

test('a queue or an agent that the plan does not have is an error', () => {
  expect(errors('{ report: queues, only: [sale], send to: boss@example.com }')).toEqual([
    "the report of queues has no row 'sale'",
  ]);
  expect(errors('{ report: agents, only: [sales], send to: boss@example.com }')).toEqual([
    "the report of agents has no row 'sales'",
  ]);
});
