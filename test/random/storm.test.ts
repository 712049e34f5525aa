import { expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { parsePlan } from '../../src/plan/read.ts';
import type { Plan } from '../../src/plan/model.ts';
import { storm } from './storm.ts';

function planAt(path: string): Plan {
  const read = parsePlan(readFileSync(new URL(path, import.meta.url), 'utf8'));
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  return read.plan;
}

const written = planAt('../../plans/demo.yaml');
/** Agents may log in at two phones that belong to nobody, and at each other's. */
const demo: Plan = {
  ...written,
  sharedPhones: ['desk1', 'desk2'],
  codes: { ...written.codes, '*21': { do: 'log in here' } },
  agents: Object.fromEntries(
    Object.entries(written.agents).map(([name, agent], i) => [name, { ...agent, number: String(i) }]),
  ),
};
/** The same numbers, but every phone of a queue rings at once, one agent is gone, and nobody wraps up. */
const other: Plan = {
  ...demo,
  agents: Object.fromEntries(Object.entries(demo.agents).filter(([name]) => name !== 'boris')),
  queues: Object.fromEntries(
    Object.entries(demo.queues).map(([name, queue]) => [
      name,
      {
        ...queue,
        strategy: 'ring all' as const,
        wrapUpFor: 0,
        members: queue.members.filter((member) => member !== 'boris'),
      },
    ]),
  ),
};

/** The same with limits: few may wait, keys lead out, and nobody waits where nobody is. */
const limited: Plan = {
  ...demo,
  queues: Object.fromEntries(
    Object.entries(demo.queues).map(([name, queue]) => [
      name,
      {
        ...queue,
        mostCallers: 3,
        exits: { full: 'unknown number', nobodyLoggedIn: 'unknown number', nobodyReady: 'unknown number' },
        keys: { '2': 'unknown number', '#': 'unknown number' },
      },
    ]),
  ),
};

// 20,000 calls in all.
test.each([1, 2, 3, 4, 5, 6, 7, 8])('2500 random calls keep every invariant (seed %i)', (seed) => {
  const { outcomes } = storm({ seed, calls: 2500, plans: [demo, other, limited] });
  expect(Object.values(outcomes).reduce((sum, n) => sum + n, 0)).toBe(2500);
  // Calls fail only by faults that the storm makes itself.
  expect(outcomes['failed'] ?? 0).toBeLessThan(100);
  expect(outcomes['answered']).toBeGreaterThan(100);
});
