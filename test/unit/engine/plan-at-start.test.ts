import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { planAtStart } from '../../../src/engine/plan-at-start.ts';
import { parsePlan } from '../../../src/plan/read.ts';
import type { Store } from '../../../src/ports/store.ts';
import { memoryStore } from '../../support/memory-store.ts';

const text = readFileSync(new URL('../../support/plans/contract.yaml', import.meta.url), 'utf8');
const changed = text.replace('company: Contract', 'company: Changed');

let store: Store;
afterEach(() => store.close());

const start = (file: string) => {
  const read = parsePlan(file);
  if (!read.ok) throw new Error('the plan is wrong');
  return planAtStart(store.plans, { plan: read.plan, text: file }, parsePlan, 1);
};

test('what was applied goes on over a restart', async () => {
  store = await memoryStore();
  expect(await start(text)).toMatchObject({ version: 1 });
  await store.plans.add(changed, 'cli', 2);
  const again = await start(text);
  expect(again).toMatchObject({ version: 2, appliedBy: 'cli' });
  expect(again.plan.company).toBe('Changed');
});

test('a file that has changed meanwhile wins', async () => {
  store = await memoryStore();
  await start(text);
  await store.plans.add(changed, 'cli', 2);
  const again = await start(text.replace('company: Contract', 'company: New'));
  expect(again.plan.company).toBe('New');
  expect(again).toMatchObject({ version: 3 });
  expect(again.appliedBy).toBeUndefined();
});

test('an applied plan that an older Cordboard knew, and this one does not, gives way to the file', async () => {
  store = await memoryStore();
  await start(text);
  await store.plans.add('company: only', 'cli', 2);
  expect((await start(text)).plan.company).toBe('Contract');
});
