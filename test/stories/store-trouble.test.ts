/** The disk is full, or the database is damaged: an alarm, and calls go on. On a real file, with the real store. */
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { discrepancies, totals } from '../support/journal-totals.ts';
import { silentLog } from '../support/memory-store.ts';
import { type SimulatedFloor, simulatedFloor } from '../support/simulated-floor.ts';
import { office } from './story.ts';

const plan = office('ring for: 20s, wrap-up: 0s');
let folder: string;
let path: string;
let db: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-trouble-'));
  path = join(folder, 'cordboard.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function open(): Promise<SimulatedFloor> {
  db = openDatabase(path, silentLog);
  return await simulatedFloor({ plan, store: new SqliteStore(db, silentLog) });
}

const all = async (floor: SimulatedFloor) => await floor.store.journal.after(0, 100_000);

test('the disk is full: calls go on, an alarm says so, and all is written once, when it can be', async () => {
  const floor = await open();
  const anna = await floor.agent('anna');
  const before = (await all(floor)).length;
  // A row that takes all the room that is left.
  const full = (): unknown =>
    db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`);
  db.exec('create table filler (x); insert into filler values (zeroblob(20000)); delete from filler');
  db.exec('vacuum');
  full();
  const callers = 12;
  for (let nth = 0; nth < callers; nth++) {
    const via = { kind: 'line', name: 'line1' } as const;
    const leg = floor.asterisk.callFrom(via, '1', `+49301000${nth + 10}`, `Caller ${nth}`);
    await anna.answers();
    await floor.until('they talk', () => floor.engine.calls()[0]?.phase.name === 'talking');
    await floor.passes(seconds(5));
    floor.asterisk.putDown(leg);
    await floor.until('it is over', () => floor.engine.calls().length === 0);
  }
  expect(floor.engine.health()).toMatchObject({ ready: true });
  expect(floor.engine.health().reasons.join()).toContain('store: ');
  const written = await all(floor);
  expect(totals(written).offered, 'the disk was full').toBeLessThan(callers);

  db.pragma('max_page_count = 1000000');
  await floor.until('the store works again', () => floor.engine.health().reasons.length === 0);
  const entries = await all(floor);
  const sums = totals(entries);
  expect(sums).toMatchObject({ offered: callers, outcomes: { answered: callers } });
  expect(discrepancies(sums)).toEqual([]);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  expect(entries.slice(0, written.length)).toEqual(written);
  expect(written.length).toBeGreaterThanOrEqual(before);
  const alarms = entries.filter((entry) => entry.type === 'alarmRaised');
  expect(alarms).toMatchObject([
    { about: 'store', what: expect.stringContaining('the database cannot be written') },
  ]);
  await floor.close();
});

test('the database is damaged: what can be read is taken up, an alarm says so, and calls are routed', async () => {
  const first = await open();
  const anna = await first.agent('anna');
  for (let nth = 0; nth < 40; nth++) {
    const caller = first.caller(`Caller ${nth}`, { number: `+49301000${nth + 10}`, line: 'line1' });
    await caller.dials('1');
    await anna.answers();
    await caller.hangsUp();
  }
  await first.engine.change({ type: 'agentPaused', agent: 'boris', reason: 'lunch', by: 'test' });
  await first.close();
  const pages = statSync(path).size / 4096;
  const file = openSync(path, 'r+');
  // In the middle, where the journal is.
  writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, Math.floor(pages / 2) * 4096);
  closeSync(file);

  const floor = await open();
  expect(readdirSync(folder).filter((name) => name.includes('.damaged-'))).toHaveLength(1);
  const boris = floor.engine.agents().find(({ name }) => name === 'boris');
  expect(boris?.pause).toMatchObject({ reason: 'lunch' });
  expect(
    (await all(floor)).some((entry) => entry.type === 'alarmRaised' && entry.what.includes('damaged')),
  ).toBe(true);
  const again = await floor.agent('anna');
  const caller = floor.caller('Somebody');
  const call = await caller.dials('1');
  expect(Number(call), 'no number that may be in use').toBeGreaterThan(2000);
  await again.answers();
  await caller.talksWith(again);
  await caller.hangsUp();
  await floor.until('it is over', async () =>
    (await floor.store.journal.ofCall(call as CallId)).some(({ type }) => type === 'callEnded'),
  );
  await floor.close();
});
