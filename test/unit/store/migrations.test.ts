/**
 * From each schema that was ever in use forward to the newest: no row is lost or changed, and the engine takes up what
 * it finds. What stood in a database of old is written by hand here, as it was written then.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newestVersion, steps } from '../../../src/store/sqlite/migrations/migrate.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../../support/memory-store.ts';
import { simulatedFloor } from '../../support/simulated-floor.ts';

const plan = `
company: Office
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "1": { queue: all }
queues:
  all: { title: All, agents: [anna] }
agents:
  anna: { name: Anna }
lines: [line1]
`;
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const call = JSON.stringify({
  id: '1002',
  leg: '1795000000.7',
  via: { kind: 'line', name: 'line1' },
  dialled: '1',
  caller: { number: '+4930222222', contact: 'c1', isNew: false, tags: [] },
  language: 'en',
  arrivedAt: 1795000000000,
  answeredAt: 1795000000100,
  hears: 'music',
  planVersion: 1,
  at: { flow: 'number 1', step: 0 },
  typedAhead: '',
  phase: {
    name: 'waiting',
    search: { since: 1795000000100, for: 'queue', queue: 'all', nobodyFreeSaid: true },
  },
  phaseSince: 1795000000100,
  offers: [],
  askedBefore: { anna: 1795000000000 },
  timers: [],
  idsUsed: 3,
});
const agent = JSON.stringify({
  name: 'anna',
  loggedIn: true,
  pause: { reason: 'lunch', since: 1795000000000, by: 'anna' },
  phone: { reachable: true, busy: false },
  activity: { kind: 'free' },
  idleSince: 1794999990000,
  misses: 1,
  callsTaken: 7,
  timers: [],
  idsUsed: 0,
});

/** What each version had room for, beside what those before it had. */
const rows: readonly string[] = [
  `insert into saved_call (id, data) values ('1002', ${quoted(call)});
   insert into saved_agent (name, data) values ('anna', ${quoted(agent)});
   insert into counter values ('next call', 1003);
   insert into journal (seq, at, type, call, agent, data) values (1, 1794999000000, 'callArrived', '1001', null,
     '{"via":{"kind":"line","name":"line1"},"dialled":"1","caller":{"number":"+4930111111","contact":"c1","isNew":true,"tags":[]},"planVersion":1}');
   insert into journal (seq, at, type, call, agent, data) values (2, 1794999005000, 'messageLeft', '1001', null,
     '{"voicemail":"office","recording":"1001-r1","lasted":4000}');
   insert into journal (seq, at, type, call, agent, data) values (3, 1794999006000, 'callEnded', '1001', null,
     '{"outcome":"voicemail","by":"caller","lasted":6000,"talked":0}');
   insert into contact (id, name, search_name, language, tags, notes, created_at, last_call_at, calls)
     values (1, 'Jörg', 'jorg', 'de', '["vip"]', 'likes tea', 1790000000000, 1794999000000, 4);
   insert into contact_number values ('+4930111111', 1);
   insert into contact_number values ('+4930222222', 1);
   insert into contact_alias values (2, 1);
   insert into plan_version values (1, ${quoted(plan)}, 'ops', 1790000000000);
   insert into voicemail_message values ('1001-r1', 'office', '1001', '+4930111111', 'Jörg', 1794999005000, 4000);`,
  `insert into saved_schedule (name, data) values ('office', '{"name":"office","set":{"to":"closed","by":"anna","since":1795000000000}}');`,
  `insert into agent_pin values ('anna', x'00112233445566778899aabbccddeeff', x'ff', 1790000000000);`,
  `update contact set preferred_agent = 'anna', last_agent = 'anna', last_agent_at = 1794999000000;`,
  `insert into saved_queue (name, data) values ('all', '{"queue":"all","handling":{"count":3,"mean":60000}}');`,
];

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-migrations-'));
  path = join(folder, 'cordboard.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A database as the Cordboard with that schema left it. */
function databaseOf(version: number): void {
  const db = new Database(path);
  // Each row as it was written then, with the columns of then.
  for (const [index, sql] of steps.slice(0, version).entries()) db.exec(`${sql}; ${rows[index] ?? ''}`);
  db.pragma(`user_version = ${version}`);
  db.close();
}

/** Every row of every table, column by column. */
function allRows(): Record<string, readonly object[]> {
  const db = new Database(path, { readonly: true });
  const tables = db
    .prepare<[], string>(`select name from sqlite_master where type = 'table' order by name`)
    .pluck()
    .all();
  const found = tables.map((table) => [table, db.prepare<[], object>(`select * from ${table}`).all()]);
  db.close();
  return Object.fromEntries(found);
}

test('a step that is out in the world is never changed', () => {
  const prints = steps.map((sql) => createHash('sha256').update(sql.replaceAll(/\s+/g, ' ')).digest('hex'));
  expect(prints.map((print) => print.slice(0, 12))).toMatchInlineSnapshot(`
    [
      "2f5aade5738b",
      "b955048e05b4",
      "f1759142c63b",
      "0345ebd576de",
      "0852ef3cb911",
      "309019a74604",
      "17b296c9cc29",
      "719ac322ddd7",
      "5c81071826b8",
      "9a60c83438c9",
      "ce8c1f20727c",
      "1c81b612be36",
      "5d991fa0feb5",
      "b21594757a88",
      "06204e4bc8a7",
      "7238f4fcbdae",
      "799d76f76006",
      "e3ec16137960",
      "6f76211a9aa3",
      "c0dfdb6d04d7",
      "941d52dcfeec",
      "7f04c89c694f",
      "f366d1dfb4d8",
      "824655ef737c",
      "d5fa7176e99d",
      "e736474876a4",
      "1b3bb578533c",
      "892959e37058",
      "b7c2a642a6c9",
      "338fc3606984",
      "de89cbec59a7",
      "aa3e8fe5e9df",
      "6109ea979a03",
      "b8882ec3393b",
      "c92d71529589",
      "59c8f1bf2c91",
      "3d7543d35a15",
      "2ea01c2e94c8",
    ]
  `);
});

const versions = Array.from({ length: newestVersion }, (_, nth) => nth + 1);

describe.each(versions)('a database of schema %i', (version) => {
  test('comes forward with every row as it was', async () => {
    databaseOf(version);
    const before = allRows();
    const store = await openStore(path, silentLog);
    await store.close();
    const { counter: counters = [], ...after } = allRows();
    const { counter = [], ...others } = before;
    expect(after).toMatchObject(others);
    expect(counters).toEqual(expect.arrayContaining([...counter]));
    const db = new Database(path, { readonly: true });
    expect(db.pragma('user_version', { simple: true })).toBe(newestVersion);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });

  test('is read by the store of today', async () => {
    databaseOf(version);
    const store = await openStore(path, silentLog);
    expect(await store.contacts.find('jorg', 5)).toMatchObject([
      { id: 'c1', name: 'Jörg', numbers: ['+4930111111', '+4930222222'], tags: ['vip'], calls: 4 },
    ]);
    expect(await store.contacts.byId('c2')).toMatchObject({ id: 'c1' });
    expect((await store.journal.last(9)).map(({ type }) => type)).toEqual([
      'callArrived',
      'messageLeft',
      'callEnded',
    ]);
    expect(await store.voicemails.list('office', 5)).toMatchObject([{ recording: '1001-r1', lasted: 4000 }]);
    const saved = await store.load();
    expect(saved).toMatchObject({ nextCall: 1003, calls: [{ id: '1002' }], agents: [{ name: 'anna' }] });
    if (version >= 2) expect(saved.schedules).toMatchObject([{ name: 'office', set: { to: 'closed' } }]);
    if (version >= 3) expect(await store.pins.agents()).toEqual(['anna']);
    if (version >= 4) expect(await store.contacts.byId('c1')).toMatchObject({ lastAgent: 'anna' });
    if (version >= 5) expect(saved.records).toMatchObject([{ queue: 'all' }]);
    await store.close();
  });

  test('is taken up by the engine: the agent as they were, the caller who has gone told of once', async () => {
    databaseOf(version);
    const store = await openStore(path, silentLog);
    const floor = await simulatedFloor({ plan, store });
    expect(floor.engine.agents()).toMatchObject([
      { name: 'anna', pause: { reason: 'lunch' }, callsTaken: 7 },
    ]);
    const ended = async () =>
      (await floor.journal()).filter((entry) => entry.type === 'callEnded' && entry.call === '1002');
    await floor.until('the books are closed', async () => (await ended()).length === 1);
    // This exchange was started after the call had begun: the caller was cut off, and did not hang up.
    expect(await ended()).toMatchObject([{ outcome: 'exchange_restarted' }]);
    const next = await floor.caller('Maria').dials('1');
    expect(next).toBe('1003');
    await floor.close();
  });
});
