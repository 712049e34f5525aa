import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callId } from '../../../src/shared/ids.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { StoreLocked, StoreTooNew, StoreUnavailable } from '../../../src/store/sqlite/errors.ts';
import { smallFile } from '../../../src/store/sqlite/file/integrity.ts';
import { newestVersion } from '../../../src/store/sqlite/migrations/migrate.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { builtThread } from '../../support/built-worker.ts';
import { silentLog } from '../../support/memory-store.ts';
import { agentNamed, arrived, batch, callNamed, step } from './batches.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  path = join(folder, 'cordboard.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const id = callId(1001);

/** A store with some hundred entries, closed. */
async function filled(): Promise<void> {
  const store = await openStore(path, silentLog);
  await store.contacts.set('+4930123456', { name: 'Ada', tags: ['vip'] }, 1);
  await store.plans.add('company: Test', 'ops', 1);
  await store.commit(
    batch({
      journal: [arrived(id), ...Array.from({ length: 2000 }, (_, nth) => step(id, nth))],
      calls: new Map([[id, callNamed(1001)]]),
      agents: new Map([['anna', agentNamed('anna')]]),
      nextCall: 1002,
    }),
  );
  await store.close();
}

function overwrite(from: number, length: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(length, 0xa5), 0, length, from);
  closeSync(file);
}

const setAside = (): string[] => readdirSync(folder).filter((name) => name.includes('.damaged-'));

test('a new database gets the newest schema; opening it again changes nothing', async () => {
  await filled();
  const before = readFileSync(path);
  await (await openStore(path, silentLog)).close();
  expect(readFileSync(path).equals(before)).toBe(true);
  const db = new Database(path);
  expect(db.pragma('user_version', { simple: true })).toBe(newestVersion);
  db.close();
});

test('a database of a later Cordboard is refused and left alone', async () => {
  await filled();
  const db = new Database(path);
  db.pragma(`user_version = ${newestVersion + 1}`);
  db.close();
  await expect(openStore(path, silentLog)).rejects.toBeInstanceOf(StoreTooNew);
  expect(setAside()).toEqual([]);
});

test('a database that another engine holds is refused with what to do, and is free once that one is gone', async () => {
  const first = await openStore(path, silentLog);
  const second: unknown = await openStore(path, silentLog, { lockWait: 0 }).catch((error: unknown) => error);
  expect(second).toBeInstanceOf(StoreLocked);
  expect(second).toMatchObject({ code: 'STORE_LOCKED' });
  expect((second as StoreLocked).message).toContain(path);
  await first.close();
  await (await openStore(path, silentLog, { lockWait: 0 })).close();
});

test('a missing folder is made; a path that cannot be had is an unavailable store, not damage', async () => {
  await (await openStore(join(folder, 'new', 'folder', 'a.db'), silentLog)).close();
  await expect(openStore(folder, silentLog)).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(openStore(join(folder, 'new/folder/a.db/b.db'), silentLog)).rejects.toMatchObject({
    name: 'StoreUnavailable',
    code: 'EEXIST',
  });
});

/** Numbers of the pages that hold rows of the table, from 1. */
function pagesOf(table: string): readonly number[] {
  const db = new Database(path, { readonly: true });
  const pages = db
    .prepare<[string], number>(
      `select pageno from dbstat where name = ? and pagetype = 'leaf' order by pageno`,
    )
    .pluck()
    .all(table);
  db.close();
  return pages;
}

test('a file that is no database is set aside, and work goes on with an empty one', async () => {
  writeFileSync(path, 'This is a letter to my aunt. '.repeat(500));
  const errors: string[] = [];
  const store = await openStore(path, { ...silentLog, error: (_, message) => errors.push(message) });
  expect(errors.at(-1)).toContain('corrupt');
  const [letter] = setAside();
  expect(readFileSync(join(folder, letter ?? ''), 'utf8')).toContain('my aunt');
  expect(await store.journal.last(5)).toMatchObject([{ seq: 1, type: 'alarmRaised' }]);
  await store.close();
});

test('a damaged page costs what stood on it; the rest is saved, and an alarm is in the journal', async () => {
  await filled();
  const pages = pagesOf('journal');
  overwrite(((pages[Math.floor(pages.length / 2)] ?? 0) - 1) * 4096, 4096);
  const store = await openStore(path, silentLog);

  expect(setAside()).toHaveLength(1);
  expect(readdirSync(folder)).not.toContain('cordboard.db.new');
  const saved = await store.load();
  expect(saved.calls).toEqual([callNamed(1001)]);
  expect(saved.agents).toEqual([agentNamed('anna')]);
  expect(saved.nextCall, 'ids that may be in use on the exchange are left out').toBeGreaterThan(2000);
  expect(await store.contacts.find('ada', 1)).toMatchObject([{ numbers: ['+4930123456'], tags: ['vip'] }]);
  expect((await store.plans.current())?.text).toBe('company: Test');

  const entries = await store.journal.after(0, 5000);
  expect(entries[0]?.type).toBe('callArrived');
  expect(entries.at(-1)).toMatchObject({ type: 'alarmRaised', seq: 2002 });
  expect(entries.length).toBeGreaterThan(1800);
  expect(entries.length, 'the damage must have hit the journal, or this test shows nothing').toBeLessThan(
    2002,
  );
  await store.close();
});

test('a file cut in half is set aside, and what its first half holds is saved', async () => {
  await filled();
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, Math.floor(whole.length / 2)));
  const store = await openStore(path, silentLog);
  expect(setAside()).toHaveLength(1);
  expect(readdirSync(folder)).not.toContain('cordboard.db.new');
  expect((await store.journal.last(1))[0]?.type).toBe('alarmRaised');
  await store.commit(batch({ journal: [step(id, 1)] }));
  await store.close();
});

/** A store too large to be checked as a whole at each start; its journal is nearly all of it. */
async function large(): Promise<void> {
  await filled();
  const db = new Database(path);
  const append = db.prepare(
    `insert into journal (at, type, call, data) values (1, 'stepReached', '1001', ?)`,
  );
  const data = JSON.stringify({ step: 'x'.repeat(9000) });
  db.transaction(() => {
    for (let row = 0; row < smallFile / 8000; row++) append.run(data);
  })();
  db.close();
}

test('damage in the journal of a large store keeps nobody from being routed; the next start mends it', async () => {
  await large();
  const pages = pagesOf('journal');
  const middle = pages[Math.floor(pages.length / 4)] ?? 0;
  overwrite((middle - 1) * 4096, 4096);
  const store = await openStore(path, silentLog);
  expect(setAside()).toEqual([]);
  expect((await store.load()).calls).toEqual([callNamed(1001)]);
  await store.commit(batch({ journal: [step(id, 1)] }));
  await expect(store.journal.after(0, 10_000)).rejects.toMatchObject({
    name: 'StoreUnavailable',
    message: expect.stringContaining('The next start sets it aside'),
  });
  await store.close();

  const mended = await openStore(path, silentLog);
  expect(setAside()).toHaveLength(1);
  expect((await mended.journal.after(0, 10_000)).at(-1)?.type).toBe('alarmRaised');
  await mended.close();
  expect(readdirSync(folder).filter((name) => name.includes('suspect'))).toEqual([]);
});

test.each(['saved_call', 'counter', 'plan_version', 'contact', 'contact_number'])(
  'damage in what routing needs (%s) is found at once, however large the store is',
  async (table) => {
    await large();
    overwrite(((pagesOf(table)[0] ?? 0) - 1) * 4096, 4096);
    await (await openStore(path, silentLog)).close();
    expect(setAside()).toHaveLength(1);
  },
);

test.each(['journal', 'journal_arrivals', 'journal_by_leg'])(
  'damage where the next entries of a large store are written (%s) is found at once',
  async (where) => {
    await large();
    overwrite(((pagesOf(where).at(-1) ?? 0) - 1) * 4096, 4096);
    await (await openStore(path, silentLog)).close();
    expect(setAside()).toHaveLength(1);
  },
);

test('a commit is flushed to the disk when it has to survive a power cut', () => {
  expect(synchronous('process'), 'normal').toBe(1);
  expect(synchronous('power'), 'full').toBe(2);
});

test('a running engine keeps others out; a killed one leaves no lock behind', async () => {
  const engine = committing(1);
  try {
    await once(engine.stdout, 'data');
    await expect(openStore(path, silentLog, { lockWait: 0 })).rejects.toBeInstanceOf(StoreLocked);
  } finally {
    engine.kill('SIGKILL');
  }
  await once(engine, 'close');
  await (await openStore(path, silentLog, { lockWait: 0 })).close();
});

test('kill -9 in the middle of committing: each acknowledged commit is there, and none by half', {
  timeout: 120_000,
}, async () => {
  const thread = await builtThread('log-writer');
  for (const [enough, program] of [
    [1],
    [40],
    [400],
    [2000, thread.program],
    [5000, thread.program],
  ] as const) {
    const acknowledged = await killedAfter(enough, program);
    const store = await openStore(path, silentLog, { lockWait: 0 });
    const saved = await store.load();
    const entries = await store.journal.after(0, 1_000_000);
    const last = saved.nextCall;

    expect(setAside(), 'a kill is no damage').toEqual([]);
    expect(last).toBeGreaterThanOrEqual(acknowledged);
    expect(last, 'at most one commit was under way').toBeLessThanOrEqual(acknowledged + 1);
    expect(saved.calls).toEqual([callNamed(1001, last)]);
    expect(entries.at(-1)?.at).toBe(last);
    expect(entries.filter((entry) => entry.at === last)).toHaveLength(5);
    expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, index) => index + 1));
    await store.close();
    rmSync(path);
  }
  thread.remove();
});

/** The last number that a committing process had acknowledged when it was killed, soon after `enough`, and after its thread had written back. */
async function killedAfter(enough: number, program?: string): Promise<number> {
  const committer = committing(1_000_000, program);
  const said: string[] = [];
  let lines = 0;
  let isWrittenBack = program === undefined;
  const complained: string[] = [];
  committer.stderr.setEncoding('utf8').on('data', (text: string) => complained.push(text));
  committer.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.push(text);
    lines += text.split('\n').length - 1;
    isWrittenBack ||= text.includes('written back');
    if (lines >= enough && isWrittenBack) committer.kill('SIGKILL');
  });
  const [, signal] = (await once(committer, 'close')) as [number | null, string | null];
  expect(signal, complained.join('')).toBe('SIGKILL');
  // The last piece is empty, or a line that the kill cut short.
  const numbers = said.join('').split('\n').slice(0, -1).map(Number);
  return numbers.findLast((number) => !Number.isNaN(number)) ?? 0;
}

function committing(commits: number, program = ''): ChildProcessWithoutNullStreams {
  const files = [
    'committer.mjs',
    '../../../src/store/sqlite/sqlite-store.ts',
    'batches.ts',
    '../../../src/workers/log-writer-aside.ts',
  ];
  return spawn(process.execPath, [
    ...files.map((file) => join(import.meta.dirname, file)),
    path,
    String(commits),
    program,
  ]);
}
/** SQLite's level of flushing. */
function synchronous(durability: 'process' | 'power'): unknown {
  const db = openDatabase(path, silentLog, { durability });
  const level = db.pragma('synchronous', { simple: true });
  db.close();
  return level;
}
