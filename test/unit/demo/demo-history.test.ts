/** The made-up week of `start --demo-history`. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { JournalEntryOf, StoredEntry } from '../../../src/call/kept/journal.ts';
import { DemoHistoryRefused, makeDemoHistory } from '../../../src/composition/demo-history.ts';
import { parsePlan } from '../../../src/plan/read.ts';
import type { Store } from '../../../src/ports/store.ts';
import { Reconciler } from '../../../src/reports/reconcile/reconciler.ts';
import { atOnce } from '../../../src/shared/slices.ts';
import { minutes } from '../../../src/shared/time.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { simulatedFloor } from '../../support/simulated-floor.ts';

const text = readFileSync(new URL('../../../plans/demo.yaml', import.meta.url), 'utf8');
const read = parsePlan(text);
if (!read.ok) throw new Error('the demo plan has errors');
const { plan } = read;
/** A Wednesday, at half past two in Berlin. */
const now = Date.parse('2026-11-25T13:30:00Z');
const aDay = minutes(24 * 60);

async function weekOf(at = now): Promise<{ store: Store; entries: readonly StoredEntry[]; calls: number }> {
  const store = await memoryStore();
  const { calls } = await makeDemoHistory({ store, plan, text, now: at, home: '/state' });
  return { store, entries: await store.journal.after(0, 1_000_000), calls };
}

const of = <Type extends StoredEntry['type']>(entries: readonly StoredEntry[], type: Type) =>
  entries.filter((entry) => entry.type === type) as unknown as readonly JournalEntryOf<Type>[];

test('a week of calls is complete, and all of its numbers fit', async () => {
  const { store, entries, calls } = await weekOf();
  const arrived = of(entries, 'callArrived');
  expect(calls).toBe(arrived.length);
  expect(calls).toBeGreaterThan(350);
  expect(of(entries, 'callEnded')).toHaveLength(calls);
  const tuesday = arrived.filter(({ at }) => at > now - 1.5 * aDay && at < now - aDay / 2);
  expect(tuesday.length).toBeGreaterThan(50);
  expect(entries.at(-1)?.at).toBeLessThanOrEqual(now - minutes(5));
  expect(of(entries, 'alarmRaised')).toEqual([]);

  const reconciler = new Reconciler(plan.timeZone);
  for (const entry of entries) reconciler.add(entry);
  expect(atOnce(reconciler.over(() => false))).toMatchObject({ misfits: [], inProgress: 0, calls });

  const saved = await store.load();
  expect(saved.calls).toEqual([]);
  expect(saved.nextCall).toBe(1001 + calls);
  for (const agent of saved.agents)
    expect(agent).toMatchObject({ loggedIn: true, phone: { reachable: false }, activity: { kind: 'free' } });
  await store.close();
});

test('callers are answered, passed on, give up in the menu and in a queue, and leave messages', async () => {
  const { store, entries } = await weekOf();
  const outcomes = of(entries, 'callEnded').map(({ outcome }) => outcome);
  const often = (outcome: string): number => outcomes.filter((each) => each === outcome).length;
  expect(often('answered')).toBeGreaterThan(300);
  expect(often('abandoned')).toBeGreaterThan(20);
  expect(often('left_early')).toBeGreaterThan(5);
  expect(often('voicemail')).toBeGreaterThan(5);
  expect(of(entries, 'transferAsked').length).toBeGreaterThan(10);
  expect(of(entries, 'held').length).toBeGreaterThan(30);
  const offers = of(entries, 'offerEnded').map(({ outcome }) => outcome);
  expect(new Set(offers)).toEqual(new Set(['answered', 'no_answer', 'declined', 'withdrawn']));
  const reasons = of(entries, 'agentChanged').map(({ to }) => to);
  expect(reasons).toEqual(expect.arrayContaining(['logged_out', 'logged_in', 'paused', 'resumed']));
  const { contacts, voicemails } = store;
  expect((await contacts.withTag('demo', 100)).length).toBeGreaterThan(30);
  expect((await voicemails.list(undefined, 100)).length).toBeGreaterThan(5);
  await store.close();
});

test('the same moment gives the same week', async () => {
  const [one, other] = [await weekOf(), await weekOf()];
  const without = (entries: readonly StoredEntry[]): string =>
    JSON.stringify(entries, (key, value) => (key === 'contact' ? undefined : value));
  expect(without(one.entries)).toBe(without(other.entries));
  await one.store.close();
  await other.store.close();
});

test('at any time of a day, and of a week, nobody is left on the line', async () => {
  for (let hours = 0; hours < 7 * 24; hours += 31) {
    const { store, entries, calls } = await weekOf(now + minutes(hours * 60));
    expect(of(entries, 'callEnded')).toHaveLength(calls);
    expect((await store.load()).calls).toEqual([]);
    await store.close();
  }
});

test('an engine goes on after it, and the next caller is call number so many', async () => {
  const { store, calls } = await weekOf();
  const floor = await simulatedFloor({ store, at: now });
  const anna = await floor.agent('anna');
  const caller = floor.caller('Petra');
  expect(await caller.dials('101')).toBe(String(1001 + calls));
  await anna.answers();
  await caller.talksWith(anna);
  await floor.close();
});

test('a database that is in use is left alone', async () => {
  const { store, entries } = await weekOf();
  const again = makeDemoHistory({ store, plan, text, now, home: '/state' });
  await expect(again).rejects.toThrow(DemoHistoryRefused);
  await expect(again).rejects.toThrow('in an empty database only, and /state/cordboard.db holds');
  expect(await store.journal.after(0, 1_000_000)).toHaveLength(entries.length);
  await store.close();
});

test('another plan than that of the demo gets none', async () => {
  const store = await memoryStore();
  const wanted = makeDemoHistory({ store, plan, text: `${text}\n`, now, home: '/state' });
  await expect(wanted).rejects.toThrow('made for the demo plan only');
  expect(await store.plans.current()).toBeUndefined();
  await store.close();
});
