/**
 * What 532aca4 stored (version 1) is taken up by the engine of today: a call in each phase is finished, an agent in each
 * activity comes free, each journal entry is told in words. A newer state is refused.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Activity } from '../../../../src/agents/agent.ts';
import { isAbsent, type PhaseName } from '../../../../src/call/kept/call.ts';
import type { StoredEntry } from '../../../../src/call/kept/journal.ts';
import {
  type Kept,
  keptVersion,
  UnknownVersion,
  upgrade,
} from '../../../../src/call/kept/upgrades/upgrade.ts';
import { phases } from '../../../../src/call/phases.ts';
import type { Log } from '../../../../src/ports/log.ts';
import { callRecord } from '../../../../src/reports/call-record.ts';
import { story } from '../../../../src/reports/story.ts';
import type { CallId } from '../../../../src/shared/ids.ts';
import { seconds } from '../../../../src/shared/time.ts';
import { StoreTooNew } from '../../../../src/store/sqlite/errors.ts';
import { migrate } from '../../../../src/store/sqlite/migrations/migrate.ts';
import { openStore, SqliteStore } from '../../../../src/store/sqlite/sqlite-store.ts';
import { breachOfContract } from '../../../support/contract.ts';
import { totals } from '../../../support/journal-totals.ts';
import { bringBack, databaseOfVersion1, keptDay, keptEntries, keptMoments } from '../../../support/kept.ts';
import { silentLog } from '../../../support/memory-store.ts';
import { type SimulatedFloor, simulatedFloor } from '../../../support/simulated-floor.ts';

/** Keeps what is logged as an error: a saved call that cannot be read is left out with no more than that. */
const listening = (heard: unknown[]): Log => ({ ...silentLog, error: (...what) => void heard.push(what) });

/** Phones are picked up, everybody hangs up, callbacks are taken off the list. */
async function finishes(floor: SimulatedFloor): Promise<void> {
  await floor.passes(seconds(1));
  for (const { id, up, arrival } of floor.asterisk.legs.values())
    if (!up && !arrival) floor.asterisk.pickUp(id);
  await floor.passes(seconds(3));
  for (const leg of floor.asterisk.legs.keys()) floor.asterisk.putDown(leg);
  await floor.passes(seconds(60));
  for (const call of floor.engine.calls().filter(isAbsent))
    await floor.engine.cancelCallback(call.id, 'test');
}

test.each(keptMoments())('of version 1, finished today: $of $shape', async (moment) => {
  const lost: unknown[] = [];
  const db = databaseOfVersion1(moment);
  migrate(db);
  const floor = await simulatedFloor({
    plan: moment.plan,
    store: new SqliteStore(db, listening(lost)),
    at: moment.at,
    found: (asterisk) => bringBack(asterisk, moment),
  });
  expect(lost).toEqual([]);
  await finishes(floor);
  const ended = (await floor.journal()).flatMap((entry) => (entry.type === 'callEnded' ? [entry.call] : []));
  // Checks that nothing is left over: calls, legs, bridges, timers, agents who are not free.
  await floor.close();
  for (const { id } of moment.saved.calls) expect(ended.filter((call) => call === id)).toHaveLength(1);
});

/** A phase or an activity that is not here does not compile: add fixtures that the commit before yours writes. */
const stored: Record<PhaseName, boolean> = {
  arriving: false,
  listening: true,
  choosing: true,
  spelling: true,
  // Came later.
  asking: false,
  consenting: false,
  logging_in: true,
  hearing_messages: false,
  recording_sound: false,
  hearing_alarm: false,
  waiting: true,
  ringing: true,
  awaiting_callback: true,
  calling_back: true,
  talking: true,
  leaving_message: true,
  answering_survey: false,
  saying_goodbye: true,
  ended: false,
};
const activities: Record<Activity['kind'], true> = {
  free: true,
  offered: true,
  talking: true,
  hanging_up: true,
  wrapping_up: true,
  calling: true,
};

test('there is a fixture of each phase that is ever stored, and of each activity', () => {
  const nameOf = (value: Kept, field: string): string =>
    String(
      (value[field] as { name?: string; kind?: string }).name ?? (value[field] as { kind: string }).kind,
    );
  const saved = keptMoments().map((moment) => moment.saved);
  const found = saved.flatMap(({ calls }) => calls.map((call) => nameOf(upgrade('call', call, 1), 'phase')));
  const wanted = Object.entries(stored).flatMap(([name, is]) => (is ? [name] : []));
  expect([...new Set(found)].toSorted()).toEqual(wanted.toSorted());
  const done = saved.flatMap(({ agents }) =>
    agents.map((agent) => nameOf(upgrade('agent', agent, 1), 'activity')),
  );
  expect([...new Set(done)].toSorted()).toEqual(Object.keys(activities).toSorted());
});

test('journal entries of version 1 are told in words, and counted', () => {
  const entries = keptEntries().map((entry) => upgrade('entry', entry, 1) as unknown as StoredEntry);
  for (const entry of entries) {
    const lines = story([entry], { timeZone: 'UTC' }).map(({ text }) => text);
    expect(lines.filter((line) => /undefined|\[object/.test(line))).toEqual([]);
    expect(breachOfContract(entry)).toBeUndefined();
  }
  const outcomes = entries.flatMap((entry) => (entry.type === 'callEnded' ? [entry] : []));
  const counted = totals(outcomes);
  expect(Object.values(counted.outcomes).every((count) => Number.isInteger(count))).toBe(true);
  const entered = entries.flatMap((entry) => (entry.type === 'phaseEntered' ? [entry.phase] : []));
  expect(entered.filter((phase) => !(phase in phases))).toEqual([]);
});

test('what people typed is not touched', () => {
  const names = { name: 'left early', number: 'no answer', tags: ['callback booked'] };
  const arrival = { type: 'callArrived', caller: names, dialled: 'wrapping up', servedBy: 'safety net' };
  expect(upgrade('entry', arrival, 1)).toMatchObject({ caller: names, dialled: 'wrapping up' });
  const paused = { type: 'agentChanged', agent: 'logged out', to: 'paused', because: 'no answer' };
  expect(upgrade('entry', paused, 1)).toEqual(paused);
  const agent = { name: 'hanging up', pause: { reason: 'wrapping up' }, activity: { kind: 'free' } };
  expect(upgrade('agent', agent, 1)).toEqual(agent);
});

test('what is of today is not touched', () => {
  const entry = { type: 'callEnded', outcome: 'no answer' };
  expect(upgrade('entry', entry, keptVersion)).toBe(entry);
});

test.each([0, 1.5, keptVersion + 1, Number.NaN])('version %d is refused', (version) => {
  expect(() => upgrade('call', {}, version)).toThrow(UnknownVersion);
});

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-upgrades-'));
  path = join(folder, 'cordboard.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a database that 532aca4 wrote is opened, read and reported on, and its calls go on', async () => {
  copyFileSync(keptDay, path);
  const lost: unknown[] = [];
  const store = await openStore(path, listening(lost));
  const journal = await store.journal.after(0, 1000);
  const ids = (await store.journal.callIds(100)).toReversed();
  const records = await Promise.all(
    ids.map(async (id) => callRecord(await store.journal.ofCall(id), 1795424533017)),
  );
  expect(records.map((record) => record && `${record.call} ${record.end?.outcome ?? 'goes on'}`)).toEqual([
    '1001 answered',
    '1002 voicemail',
    '1003 left_early',
    '1004 number_not_in_use',
    '1005 abandoned',
    '1006 callback_booked',
    '1007 answered',
    '1008 goes on',
    '1009 goes on',
  ]);
  const sums = totals(journal);
  expect(sums).toMatchObject({ offered: 9, outcomes: { answered: 2, abandoned: 1, voicemail: 1 } });
  expect(await store.voicemails.list('office', 9)).toMatchObject([
    { call: '1002', callerName: 'left early' },
  ]);
  expect(await store.contacts.withNumber('+4930111111')).toMatchObject({ lastAgent: 'anna', calls: 2 });

  const version = await store.plans.current();
  const floor = await simulatedFloor({
    plan: version?.text ?? '',
    store,
    at: 1795424533017,
    found: ({ legs, phones }) => {
      for (const [nth, number] of [
        [7, '1'],
        [8, '3'],
      ] as const) {
        const via = { kind: 'line', name: `line${nth}` } as const;
        const arrival = { via, dialled: number, callerNumber: '', callerName: '' };
        const leg = { id: `sim.${nth}` as never, arrival, up: true, ringback: false, music: false };
        legs.set(leg.id, leg);
      }
      phones.set('anna', 'rings');
      phones.set('boris', 'rings');
    },
  });
  expect(lost).toEqual([]);
  const doing = () => floor.engine.calls().map(({ id, phase }) => `${id} ${phase.name}`);
  expect(doing()).toEqual(['1008 waiting', '1009 leaving_message']);
  expect(floor.engine.agents()).toMatchObject([
    { name: 'anna', activity: { call: '1007', until: 1795424546016 }, callsTaken: 2 },
    { name: 'boris', pause: { reason: 'no answer', by: 'cli' } },
    { name: 'clara' },
  ]);
  await floor.until('anna is free, and rung', () => floor.asterisk.ringingAt('anna') !== undefined);
  await finishes(floor);
  const why = story(await floor.store.journal.ofCall('1008' as CallId), { timeZone: 'UTC' });
  expect(why.map(({ text }) => text).join('\n')).toContain('anna');
  await floor.close();
});

test('a database of a newer version is refused, and the message names the file and the way back', async () => {
  copyFileSync(keptDay, path);
  await (await openStore(path, silentLog)).close();
  for (const change of [
    `update saved_agent set version = ${keptVersion + 1} where name = 'anna'`,
    `insert into journal (at, type, data, version) values (1, 'engineStarted', '{}', ${keptVersion + 1})`,
  ]) {
    const db = new Database(path);
    db.exec('begin');
    db.exec(change);
    db.exec('commit');
    db.close();
    const refused = openStore(path, silentLog);
    await expect(refused).rejects.toThrow(StoreTooNew);
    await expect(refused).rejects.toThrow(path);
    await expect(refused).rejects.toThrow('cordboard restore');
    const healed = new Database(path);
    healed.exec(`update saved_agent set version = ${keptVersion}`);
    healed.close();
  }
});
