/** The log is written back by a thread: commits go on meanwhile, the file stays ours alone, and a thread that fails costs nothing. */
import { execFile } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Log } from '../../../src/ports/log.ts';
import type { Store } from '../../../src/ports/store.ts';
import { callId } from '../../../src/shared/ids.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { fileIdOf } from '../../../src/store/sqlite/file/own-file.ts';
import { type LogWriter, WriteAheadLog } from '../../../src/store/sqlite/file/write-ahead-log.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { logWriterAside } from '../../../src/workers/log-writer-aside.ts';
import { type BuiltThread, builtThread } from '../../support/built-worker.ts';
import { silentLog } from '../../support/memory-store.ts';
import { passes, until } from '../../support/sip/until.ts';
import { batch, callNamed, step } from './batches.ts';

let thread: BuiltThread;
let folder: string;
let path: string;

beforeAll(async () => {
  thread = await builtThread('log-writer');
});
afterAll(() => thread.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-log-'));
  path = join(folder, 'cordboard.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const opened = (program = thread.program, log: Log = silentLog): Promise<Store> =>
  openStore(path, log, { logWriter: (database) => logWriterAside(program, database) });

const id = callId(1001);

/** As many as a busy engine makes in 5 s; the longest that the log has been, in pages. */
async function commits(store: Store): Promise<number> {
  let longest = 0;
  for (let nth = 1; nth <= 1000; nth++) {
    const next = passes(5);
    const journal = Array.from({ length: 20 }, () => step(id, nth));
    await store.commit(batch({ journal, calls: new Map([[id, callNamed(1001, nth)]]), nextCall: nth }));
    await next;
    longest = Math.max(longest, statSync(`${path}-wal`).size / 4120);
  }
  return longest;
}

test('the thread writes the log back while commits go on, so that no commit has to, and all of it is there', async () => {
  const store = await opened();
  // Without the thread, commits would write it back at 4,000 pages.
  expect(await commits(store)).toBeLessThan(3900);
  expect(statSync(path).size, 'the journal is in the file').toBeGreaterThan(1_000_000);
  await store.close();
  const again = await openStore(path, silentLog);
  expect((await again.journal.last(1))[0]).toMatchObject({ at: 1000, seq: 20_000 });
  await again.close();
});

test('no other process can open the file, neither while the thread has it open nor after the thread has ended', async () => {
  const writers: LogWriter[] = [];
  const store = await openStore(path, silentLog, {
    logWriter: (database) => {
      writers.push(logWriterAside(thread.program, database));
      return writers[0] as LogWriter;
    },
  });
  const other = `import Database from 'better-sqlite3';
    try { new Database(process.argv[1], { timeout: 0 }).prepare('select * from counter').all(); console.log('read'); }
    catch (error) { console.log(error.code); }`;
  const found = async () =>
    (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', other, path])).stdout.trim();
  await writers[0]?.writeBack();
  expect(await found()).toBe('SQLITE_BUSY');
  await writers[0]?.close();
  expect(await found()).toBe('SQLITE_BUSY');
  await store.close();
  expect(await found()).toBe('read');
});

test.each([
  ['cannot start', 'throw new Error("no memory")'],
  ['ends while it writes', 'parentPort.on("message", () => process.exit(1))'],
])('a thread that %s is logged once; commits write the log back, and nothing is lost', async (_, code) => {
  const program = join(folder, 'thread.mjs');
  writeFileSync(program, `import { parentPort } from 'node:worker_threads'; ${code};`);
  const said: string[] = [];
  const log: Log = { ...silentLog, warn: (_: unknown, what?: string) => void said.push(String(what)) };
  const store = await opened(program, log);
  expect(await commits(store)).toBeLessThan(3900);
  expect(said).toEqual([
    'The thread that writes the database has ended; commits write it until the next start.',
  ]);
  await store.close();
  const again = await openStore(path, silentLog);
  expect((await again.journal.last(1))[0]).toMatchObject({ seq: 20_000 });
  await again.close();
});

test('an erasure finds the log empty at its end, and a backup the files still, also while the thread writes', async () => {
  const db = openDatabase(path, silentLog);
  const log = new WriteAheadLog(db, silentLog);
  log.start(logWriterAside(thread.program, { path, file: fileIdOf(path) ?? '' }));
  const add = db.prepare<[string, number]>('insert or replace into counter values (?, ?)');
  const add3000 = (value: number): void => {
    for (let nth = 0; nth < 3000; nth++) add.run(`row ${nth}`, value);
  };
  add3000(1);
  const writing = log.writeBack();
  await log.empty();
  expect(statSync(`${path}-wal`).size).toBe(0);
  await writing;

  add3000(2);
  void log.writeBack();
  await log.whileStill(async () => {
    const before = statSync(path).mtimeMs;
    add3000(3);
    await log.writeBack();
    expect(statSync(path).mtimeMs, 'nothing is written back').toBe(before);
  });
  const before = statSync(path).mtimeMs;
  add3000(4);
  await until('the log is written back', () => statSync(path).mtimeMs > before);
  await log.close();
  const read = new Database(path, { readonly: true });
  expect(read.prepare('select count(*) from counter where value = 4').pluck().get()).toBe(3000);
  read.close();
});

test('a file that has taken the place of the one in use is left alone, and so is the log', async () => {
  const db = openDatabase(path, silentLog);
  const writer = logWriterAside(thread.program, { path, file: fileIdOf(path) ?? '' });
  db.exec(`insert into counter values ('kept', 7)`);
  renameSync(path, `${path}.moved`);
  await expect(writer.writeBack()).rejects.toThrow('is not the file any more');
  writeFileSync(path, '');
  await expect(writer.writeBack()).rejects.toThrow('is not the file any more');
  expect(writer.hasEnded).toBe(true);
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
  rmSync(path);
  renameSync(`${path}.moved`, path);
  db.close();
  const read = new Database(path, { readonly: true });
  expect(read.prepare(`select value from counter where name = 'kept'`).pluck().get()).toBe(7);
  read.close();
});

test('folders may be called anything', async () => {
  path = join(folder, 'what? a #1 100% ordner ä', 'cordboard.db');
  const store = await opened();
  await store.commit(batch({ journal: [step(id, 1)] }));
  await store.close();
  const again = await openStore(path, silentLog);
  expect(await again.journal.last(1)).toHaveLength(1);
  await again.close();
  expect(statSync(path).isFile()).toBe(true);
});

test('SQLite is none that can damage a log that begins again while another connection writes it back', () => {
  const memory = new Database(':memory:');
  const version = memory.prepare<[], string>('select sqlite_version()').pluck().get() ?? '';
  memory.close();
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  expect(major * 1e6 + minor * 1e3 + patch, version).toBeGreaterThanOrEqual(3_051_003);
});
