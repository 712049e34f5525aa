/** What SQLite leaves behind, and what an earlier version wrote into the journal itself. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentState } from '../../../src/agents/agent.ts';
import type { JournalEntry, JournalEntryOf } from '../../../src/call/kept/journal.ts';
import type { Store } from '../../../src/ports/store.ts';
import { callId, recordingId } from '../../../src/shared/ids.ts';
import { steps } from '../../../src/store/sqlite/migrations/migrate.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../../support/memory-store.ts';
import { inBytes, inColumns } from '../../support/remains.ts';
import { Seeded } from '../../support/seeded.ts';
import { agentNamed, arrived, batch, callNamed, checkpointWith } from './batches.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-erasure-'));
  path = join(folder, 'cordboard.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const files = (): string[] => [path, `${path}-wal`];
const quiet = { isLive: () => false, mayPause: () => true };
const erase = async (store: Store, number: string, when = quiet) =>
  store.erasure.erase(await store.erasure.traces(number, () => false), when);

test('whatever was renamed, merged, moved or deleted before, no page keeps a copy', async () => {
  const seed = new Seeded(7);
  const chance = (): number => seed.next();
  const below = (limit: number): number => Math.floor(chance() * limit);
  const store = await openStore(path, silentLog);
  const people = Array.from({ length: 250 }, (_, nth) => ({
    number: `+4930${5_000_000 + nth * 37}`,
    names: [`Erstname${nth}x`],
  }));
  let next = 1001;
  for (let turn = 0; turn < 1200; turn++) {
    const person = people[below(people.length)];
    if (!person) continue;
    const call = callId(next++);
    const name = person.names.at(-1) ?? '';
    const { contact } = await store.contacts.recognise(person.number, name, turn);
    const caller = { number: person.number, name, contact: contact.id, isNew: false, tags: [] };
    const arrival = { ...arrived(call, turn), caller } as JournalEntryOf<'callArrived'>;
    const journal: JournalEntry[] = [arrival];
    if (chance() < 0.2)
      journal.push({
        at: turn,
        type: 'messageLeft',
        call,
        voicemail: 'v',
        recording: recordingId(call, 1),
        lasted: 1,
      });
    const kept = { ...callNamed(next), id: call, caller, typedAhead: 'x'.repeat(below(3000)) };
    await store.commit(batch({ journal, calls: new Map([[call, kept]]), nextCall: next }));
    await store.commit(batch({ calls: new Map([[call, chance() < 0.5 ? null : kept]]), nextCall: next }));
    if (chance() < 0.3) {
      const renamed = `Name${turn}y${'z'.repeat(below(60))}`;
      person.names.push(renamed);
      const notes = chance() < 0.5 ? { notes: `notiz${turn} `.repeat(below(40)) } : {};
      await store.contacts.set(person.number, { name: renamed, ...notes }, turn);
    }
  }
  const gone = people.filter((_, nth) => nth % 16 === 0);
  for (const { number } of gone) expect(await erase(store, number)).not.toBe('live');
  const needles = gone.flatMap(({ number, names }) => [
    number,
    ...names.flatMap((name) => [name, name.toLowerCase()]),
  ]);
  const backup = join(folder, 'backup.db');
  await store.backUp(backup, 1, () => undefined);
  expect(inBytes([...files(), backup], needles)).toEqual([]);
  // Everybody else is still there, whole.
  for (const { number, names } of people.filter((_, nth) => nth % 16 !== 0).slice(0, 20)) {
    const known = await store.contacts.withNumber(number);
    if (known) expect(known.name).toBe(names.at(-1));
  }
  await store.close();
});

const number = '+4930111111';
const names = ['Jörg Vormals', 'jorg vormals', number, '030111111'];

/** As the first version with that schema left it: personal values in the journal, and remains in free space. */
function writtenBefore(more: (db: Database.Database) => void = () => undefined): void {
  const db = new Database(path);
  for (const sql of steps.slice(0, 8)) db.exec(sql);
  db.pragma('user_version = 8');
  const entry = db.prepare('insert into journal (at, type, call, agent, data) values (?, ?, ?, ?, ?)');
  const caller = { number, name: 'Jörg Vormals', contact: 'c1', isNew: false, tags: [] };
  const via = { kind: 'line', name: 'line1' };
  for (let call = 1001; call < 1041; call++) {
    const whose =
      call % 2 === 0 ? { ...caller, number: '+4940222222', name: 'Boris', contact: 'c2' } : caller;
    entry.run(
      call,
      'callArrived',
      String(call),
      null,
      JSON.stringify({ via, dialled: '1', caller: whose, planVersion: 1 }),
    );
    entry.run(
      call,
      'callbackBegan',
      String(call),
      null,
      JSON.stringify({ number: whose.number, over: 'line1', attempt: 1, attempts: 1 }),
    );
    entry.run(
      call,
      'alarmRaised',
      String(call),
      null,
      JSON.stringify({ what: `{"showNumber":"030111111","name":"x"} failed` }),
    );
    entry.run(
      call,
      'callEnded',
      String(call),
      null,
      JSON.stringify({ outcome: 'answered', by: 'caller', lasted: 1, talked: 1 }),
    );
  }
  db.exec(`insert into contact (id, name, search_name, created_at) values (1, 'Jörg Vormals', 'jorg vormals', 1), (2, 'Boris', 'boris', 1);
    insert into contact_number values ('${number}', 1), ('+4940222222', 2);
    insert into voicemail_message values ('1001-r1', 'office', '1001', '${number}', 'Jörg Vormals', 1, 1);
    insert into voicemail_message values ('1002-r1', 'office', '1002', '+4940222222', 'Boris', 1, 1);`);
  for (let call = 1; call < 40; call++)
    db.prepare('insert into saved_call values (?, ?)').run(
      String(call),
      JSON.stringify({ caller, typedAhead: 'x'.repeat(900) }),
    );
  db.exec('delete from saved_call');
  more(db);
  db.close();
}

const isOf = (value: string, numbers: readonly string[]): boolean =>
  value === '030111111' && numbers.includes(number);

test('what an earlier version wrote is erased as well, from rows and from free space', async () => {
  writtenBefore();
  const store = await openStore(path, silentLog);
  expect(await store.voicemails.list('office', 9)).toMatchObject([
    { callerName: 'Boris' },
    { callerName: 'Jörg Vormals' },
  ]);
  const before = await store.journal.last(999);
  expect(await store.erasure.erase(await store.erasure.traces(number, isOf), quiet)).toMatchObject({
    messages: 1,
  });

  expect(inBytes(files(), names)).toEqual([]);
  const backup = join(folder, 'backup.db');
  await store.backUp(backup, 1, () => undefined);
  expect(inColumns(backup, names)).toEqual([]);
  const after = await store.journal.last(999);
  expect(after.map(({ seq, type }) => [seq, type])).toEqual(before.map(({ seq, type }) => [seq, type]));
  expect(after[0]).toMatchObject({
    caller: { number: expect.stringMatching(/^erased-/) as string, contact: 'c1' },
  });
  expect(after[4]).toEqual(before[4]);
  expect(after[5]).toEqual(before[5]);
  expect(await store.voicemails.list('office', 9)).toMatchObject([
    { callerNumber: '+4940222222', callerName: 'Boris' },
  ]);
  // The journal is append-only again.
  await store.close();
  const db = new Database(path);
  expect(() => db.exec(`update journal set type = 'x'`)).toThrow('append-only');
  db.close();
});

/** An open store whose file is so large that a rewriting would be noticed in calls. */
async function erasedDuringCalls(size: number): Promise<Store> {
  writtenBefore((db) =>
    db.exec(`create table filler (data blob); insert into filler values (zeroblob(${size}))`),
  );
  const store = await openStore(path, silentLog);
  await erase(store, number, { ...quiet, mayPause: () => false });
  expect(await store.erasure.isRewritingDue()).toBe(true);
  expect(await store.erasure.finish(false)).toBe(false);
  return store;
}

test('a file of some size is rewritten once no call is in progress', async () => {
  const store = await erasedDuringCalls(34_000_000);
  expect(await store.erasure.finish(true)).toBe(true);
  expect(await store.erasure.isRewritingDue()).toBe(false);
  expect(inBytes(files(), [number, 'Jörg Vormals'])).toEqual([]);
  await store.close();
});

test('a large file is rewritten at the next start', { timeout: 120_000 }, async () => {
  const store = await erasedDuringCalls(270_000_000);
  expect(await store.erasure.finish(true)).toBe(false);
  await store.close();
  const again = await openStore(path, silentLog);
  expect(await again.erasure.isRewritingDue()).toBe(false);
  expect(inBytes(files(), [number, 'Jörg Vormals'])).toEqual([]);
  await again.close();
});

test('a sentence that names them is written over, the fields that programs read are not', async () => {
  const store = await openStore(path, silentLog);
  const { contact } = await store.contacts.recognise(number, 'Ada "Sales" Byron', 1);
  const caller = { number, name: 'Ada "Sales" Byron', contact: contact.id, isNew: true, tags: [] };
  const call = callId(1001);
  const alarm = { type: 'alarmRaised', what: 'text "Ada "Sales" Byron" cannot be spoken' } as const;
  const journal: readonly JournalEntry[] = [
    { ...arrived(call), caller } as JournalEntry,
    {
      at: 2,
      type: 'leftQueue',
      call,
      queue: 'Ada "Sales" Byron',
      because: 'Ada "Sales" Byron pressed 1',
      leadsTo: 'x',
    },
    { at: 3, ...alarm },
    { at: 4, type: 'alarmRaised', what: 'Adaline is somebody else' },
  ];
  await store.commit(batch({ journal, nextCall: 1002 }));
  await erase(store, number);
  const after = await store.journal.last(9);
  expect(after[1]).toMatchObject({ queue: 'Ada "Sales" Byron', because: 'erased pressed 1' });
  expect(after[2]).toMatchObject({ what: 'text "erased" cannot be spoken' });
  expect(after[3]).toMatchObject({ what: 'Adaline is somebody else' });
  await store.close();
  const db = new Database(path);
  expect(() => db.exec(`update journal set type = 'x'`)).toThrow('append-only');
  db.close();
});

test('a mail about an alarm that was given up names them no more', async () => {
  const store = await openStore(path, silentLog);
  const { contact } = await store.contacts.recognise(number, 'Ada Lovelace', 1);
  const caller = { number, name: 'Ada Lovelace', contact: contact.id, isNew: true, tags: [] };
  await store.commit(
    batch({ journal: [{ ...arrived(callId(1001)), caller } as JournalEntry], nextCall: 1002 }),
  );
  const body = (name: string) =>
    JSON.stringify({
      to: 'lovelace@example.com',
      subject: `Alarm: ${name}`,
      text: `A prompt failed.\n${name} cannot be spoken`,
    });
  const mail = { channel: 'mail', target: 'smtp', kind: 'alarm', at: 1 } as const;
  await store.deliveries.add([
    { ...mail, id: 'alarm 1', body: body('Ada Lovelace') },
    { ...mail, id: 'alarm 2', body: body('Adaline') },
  ]);
  await store.deliveries.end('alarm 1', { at: 2, lasted: 1, outcome: 'failed' }, { state: 'dead' }, false);
  await erase(store, number);
  expect((await store.deliveries.find('alarm 1'))?.body).toBe(body('erased'));
  expect((await store.deliveries.find('alarm 2'))?.body).toBe(body('Adaline'));
  await store.close();
});

test('turns that an earlier version recorded, with the keys of callback numbers in them, are forgotten', async () => {
  const db = new Database(path);
  for (const sql of steps.slice(0, 12)) db.exec(sql);
  db.pragma('user_version = 12');
  const turn = db.prepare('insert into recorded_turn (turn, at, seq, data) values (?, 1, 1, ?)');
  for (let nth = 1; nth < 700; nth++) turn.run(nth, '[[0,0,{"type":"digitPressed","leg":"a","digit":"7"}]]');
  db.close();
  const store = await openStore(path, silentLog);
  const turns = [{ at: 2, wallAhead: 0, entries: 0, event: { type: 'engineStarted' } as const }];
  await store.commit({ ...batch({}), recorded: { first: 700, firstSeq: 1, turns } });
  await erase(store, number);
  expect(await store.recorded.after(0, 9999)).toEqual([{ first: 700, firstSeq: 1, turns }]);
  await erase(store, number);
  expect(await store.recorded.last()).toBe(700);
  await store.close();
});

test('databases that were set aside, and what a kill left of a backup or a restore, are listed', async () => {
  const store = await openStore(path, silentLog);
  const copies = [
    `${path}.before-restore-20261129T010000Z`,
    `${path}.damaged-20261129T010000Z`,
    `${path}.damaged-20261129T010000Z-wal`,
    `${path}.restored`,
    join(folder, 'backup-0b0a2a64-8f6e-4c5c-9d5c-0d9a3c3f2a11.tmp'),
  ];
  for (const copy of [...copies, `${path}.suspect`, join(folder, 'backup-monday.db')])
    writeFileSync(copy, '');
  expect([...(await store.erasure.copies())].toSorted()).toEqual(copies.toSorted());
  await store.close();
});

test('the id of an erased contact is never given to another, not even after a restart', async () => {
  const first = await openStore(path, silentLog);
  const { contact } = await first.contacts.recognise(number, 'Ada', 1);
  const caller = { number, name: 'Ada', contact: contact.id, isNew: true, tags: [] };
  await first.commit(
    batch({ journal: [{ ...arrived(callId(1001)), caller } as JournalEntry], nextCall: 1002 }),
  );
  await erase(first, number);
  await first.close();
  const second = await openStore(path, silentLog);
  expect((await second.contacts.set('+4940333333', {}, 2)).id).not.toBe(contact.id);
  await second.close();
});

test('a commit that fails leaves no reference to what was never stored', async () => {
  const store = await openStore(path, silentLog);
  const nothing: unknown = undefined;
  const journal = [arrived(callId(1001)), { ...arrived(callId(1002)), at: nothing } as JournalEntry];
  await expect(store.commit(batch({ journal }))).rejects.toThrow();
  await store.commit(batch({ journal: [arrived(callId(1001))] }));
  expect(await store.journal.last(9)).toEqual([{ ...arrived(callId(1001)), seq: 1 }]);
  await store.close();
});

const often = '+4930123456';

/** Somebody works and somebody calls in the last moment of an erasure, when its slices have been past. */
async function eraseWhile(store: Store, happens: () => void) {
  await store.commit(batch({ journal: [arrived(callId(1001))], nextCall: 1002 }));
  let asked = 0;
  const isLive = (): boolean => {
    asked += 1;
    if (asked === 2) happens();
    return false;
  };
  return erase(store, often, { ...quiet, isLive });
}

test('what people and queues write about their calls while the slices of an erasure go on leaves no trace', async () => {
  const store = await openStore(path, silentLog);
  const call = callId(1001);
  const secret = 'Zauderers Hund heisst Waldi';
  const scorecard = { name: 'service', title: 'Service', questions: [] };
  const erased = await eraseWhile(store, () => {
    void store.quality.keepReview({
      call,
      agent: 'anna',
      reviewer: 'clara',
      at: 10,
      scorecard,
      marks: {},
      score: 0,
      note: secret,
    });
    void store.cases.add({
      call,
      title: secret,
      questions: [],
      tags: [],
      withSound: false,
      story: [],
      at: 10,
      by: 'clara',
    });
    void store.deliveries.add([
      { id: 'd1', channel: 'mail', target: 'smtp', kind: 'callEnded', call, body: secret, at: 10 },
    ]);
    const what = { type: 'alarmRaised', at: 10, code: 'event_not_handled' } as const;
    const alarm: JournalEntry = { ...what, what: 'cannot tell Ada Lovelace', call };
    void store.commit(batch({ journal: [alarm], nextCall: 1002 }));
  });
  expect(erased).toMatchObject({ values: expect.any(Number) as number });
  expect(await store.quality.reviews({ limit: 9 })).toEqual([]);
  const copy = join(folder, 'copy.db');
  await store.backUp(copy, 1, () => undefined);
  expect(inColumns(copy, [secret, often, 'Ada'])).toEqual([]);
  expect(inBytes(files(), [secret, often])).toEqual([]);
  await store.close();
});

test('who calls and hangs up while they are erased is not half erased: it is to be tried again, and then nothing is left', async () => {
  const store = await openStore(path, silentLog);
  const erased = await eraseWhile(store, () => {
    void store.commit(batch({ journal: [arrived(callId(1002), 9)], nextCall: 1003 }));
  });
  expect(erased).toBe('called_meanwhile');
  expect((await store.erasure.traces(often, () => false)).calls).toContain(callId(1002));
  expect(await erase(store, often)).toMatchObject({ values: expect.any(Number) as number });
  const copy = join(folder, 'copy.db');
  await store.backUp(copy, 1, () => undefined);
  expect(inColumns(copy, [often])).toEqual([]);
  await store.close();
});

test('each table that names a call, a ticket or a lane is watched, and known to the erasure', async () => {
  const store = await openStore(path, silentLog);
  await store.close();
  const db = new Database(path);
  const names = db
    .prepare<[], string>(
      `select distinct m.name from sqlite_master m join pragma_table_info(m.name) c
       where m.type = 'table' and c.name in ('call', 'ticket', 'lane') order by 1`,
    )
    .pluck()
    .all();
  db.close();
  // A new one is watched without a change; here it is said who erases its rows.
  expect(names).toEqual([
    'delivery', // eraseDeliveries, by call and by the lane of a ticket
    'helpdesk_link', // eraseTickets
    'journal', // the values that it points to, and strays
    'review', // eraseReviews
    'talk_recording', // recordings/erase.ts, before the store
    'talk_segment', // the same
    'ticket_call', // eraseTickets
    'ticket_event', // eraseTickets
    'training_case', // eraseCases
    'voicemail_message', // with the messages of the traces
  ]);
});

test('a checkpoint that is written in parts does not bring back a caller who is erased between two of them', async () => {
  const store = await openStore(path, silentLog);
  const call = callId(1001);
  await store.commit(batch({ journal: [arrived(call)], nextCall: 1002 }));
  const caller = '+4930123456';
  // As the world was before the call ended: its last agent still wraps up.
  const last: AgentState = {
    ...agentNamed('zoe'),
    activity: {
      kind: 'wrapping_up',
      until: 9,
      call,
      caller: { number: caller, tags: [], dialled: '100', over: 'line1' },
    },
  };
  const agents = [...Array.from({ length: 400 }, (_, nth) => agentNamed(`agent${nth}`)), last];
  const mark = { turn: 1, seq: 1, at: 1, kind: 'day', build: 'b' } as const;
  let isErased = false;
  const breathe = async (): Promise<void> => {
    if (isErased) return;
    isErased = true;
    expect(await erase(store, caller)).not.toBe('live');
  };
  expect(await store.recorded.keepCheckpoint(mark, checkpointWith({ agents }), breathe)).toBe(false);
  expect(isErased).toBe(true);
  expect(await store.recorded.checkpoints()).toEqual([]);
  expect(inBytes(files(), [caller, '30123456'])).toEqual([]);
  // The next one is of a world without them.
  expect(
    await store.recorded.keepCheckpoint(mark, checkpointWith({ agents: agents.slice(0, -1) }), breathe),
  ).toBe(true);
  await store.close();
});
