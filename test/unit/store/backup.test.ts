/** A backup while the engine writes, and its way back; and what is no backup. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { callId, recordingId } from '../../../src/shared/ids.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { backupStream } from '../../../src/store/sqlite/file/backup-stream.ts';
import { inspectBackup, restore } from '../../../src/store/sqlite/file/restore.ts';
import { WriteAheadLog } from '../../../src/store/sqlite/file/write-ahead-log.ts';
import { newestVersion } from '../../../src/store/sqlite/migrations/migrate.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../../support/memory-store.ts';
import { agentNamed, batch, callNamed, step } from './batches.ts';

let folder: string;
let path: string;
let store: Store;
const id = callId(1001);
const recording = recordingId(id, 1);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-backup-'));
  path = join(folder, 'cordboard.db');
  store = await openStore(path, silentLog);
  await store.commit(
    batch({
      journal: [
        ...Array.from({ length: 3000 }, (_, nth) => step(id, nth)),
        {
          at: 1,
          type: 'recordingStarted',
          call: id,
          recording: recordingId(id, 2),
          rule: 'all',
          sides: 'separate',
          with: 'anna',
          keepFor: 1,
        },
        { at: 1, type: 'messageLeft', call: id, voicemail: 'office', recording, lasted: 2000 },
      ],
      calls: new Map([[id, callNamed(1001)]]),
      agents: new Map([['anna', agentNamed('anna')]]),
      nextCall: 1002,
    }),
  );
  const talk = { file: 'talk-1001', lasted: 1, size: 3, sha256: '00', key: '0123456789abcdef' };
  await store.recordings.keep(id, talk);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const soundIn = (where: string) => (name: string) => join(where, `${name}.wav`);
const now = Date.parse('2026-11-21T12:00:00Z');
/** Of several pieces, none like another. */
const longTalk = Buffer.from(Array.from({ length: 50_000 }, (_, nth) => `sealed ${nth} `).join(''));

async function backedUp(): Promise<string> {
  const sounds = join(folder, 'sounds');
  mkdirSync(sounds, { recursive: true });
  writeFileSync(join(sounds, `${recording}.wav`), 'hello');
  writeFileSync(join(sounds, 'talk-1001.wav'), longTalk);
  const file = join(folder, 'backup.db');
  await store.backUp(file, now, soundIn(sounds));
  return file;
}

test('a backup under writing load is of one moment; restored it is all there, with its sounds', async () => {
  let nth = 0;
  let done = false;
  const writing = (async () => {
    while (!done) {
      nth++;
      const calls = new Map([[id, callNamed(1001, nth)]]);
      await store.commit(batch({ journal: [step(id, nth), step(id, nth)], calls, nextCall: 1002 + nth }));
      await setImmediate();
    }
  })();
  const file = await backedUp();
  const during = nth;
  done = true;
  await writing;
  expect(during, 'it was written meanwhile').toBeGreaterThan(3);

  const home = join(folder, 'elsewhere');
  const to = join(home, 'cordboard.db');
  expect(inspectBackup(file)).toEqual({
    at: now,
    schema: newestVersion,
    calls: 0,
    messages: 1,
    sounds: 1,
    talks: 1,
    keys: ['0123456789abcdef'],
  });
  expect(
    await restore({ from: file, to, soundFile: soundIn(join(home, 'sounds')), now, by: 'ops' }),
  ).toBeUndefined();
  expect(statSync(to).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(home, 'sounds', `${recording}.wav`), 'utf8')).toBe('hello');
  expect(readFileSync(join(home, 'sounds', 'talk-1001.wav')).equals(longTalk)).toBe(true);
  const again = await openStore(to, silentLog);
  const saved = await again.load();
  const entries = await again.journal.after(0, 1_000_000);
  const last = Number(saved.calls[0]?.arrivedAt);
  expect(entries.filter(({ type }) => type === 'stepReached')).toHaveLength(3000 + 2 * last);
  expect(entries.at(-1)).toMatchObject({ type: 'alarmRaised', at: now });
  expect(saved.agents).toEqual([agentNamed('anna')]);
  expect(await again.recordings.find(id)).toMatchObject({ state: 'kept', file: 'talk-1001' });
  expect(saved.nextCall, 'numbers given out since are left out').toBeGreaterThan(2000);
  await again.close();
  const tables = new Database(to, { readonly: true });
  expect(tables.prepare(`select name from sqlite_master where name like 'backup%'`).all()).toEqual([]);
  tables.close();
});

test('what was there is kept beside it; a running engine is not robbed', async () => {
  const file = await backedUp();
  await store.commit(batch({ journal: [step(id, 9)], nextCall: 1003 }));
  const options = { from: file, to: path, soundFile: soundIn(join(folder, 'sounds')), now, by: 'ops' };
  await expect(restore(options)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
  expect(await store.journal.last(1), 'it goes on').toMatchObject([{ at: 9 }]);
  await store.close();
  const before = await restore(options);
  expect(before).toBe(`${path}.before-restore-20261121T120000Z`);
  const old = await openStore(before ?? '', silentLog);
  expect(await old.journal.last(1)).toMatchObject([{ at: 9 }]);
  await old.close();
  store = await openStore(path, silentLog);
  expect((await store.journal.last(2))[0]).toMatchObject({ type: 'messageLeft' });
});

test('after a backup no other process can open the database, until it is closed', async () => {
  await backedUp();
  const other = `import Database from 'better-sqlite3';
    const db = new Database(process.argv[1], { timeout: 0 });
    try { db.exec('begin exclusive; commit'); console.log('free'); } catch (error) { console.log(error.code); }`;
  const found = async () =>
    (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', other, path])).stdout.trim();
  expect(await found()).toBe('SQLITE_BUSY');
  await store.close();
  expect(await found()).toBe('free');
  store = await openStore(path, silentLog);
});

test('while the files are copied commits go to the log alone, and what is written back meanwhile is copied again', async () => {
  await store.close();
  const db = openDatabase(path, silentLog);
  const log = new WriteAheadLog(db, silentLog);
  const add = db.prepare('insert into counter values (?, 1)');
  let copies = 0;
  await log.whileStill(async () => {
    copies += 1;
    const before = readFileSync(path);
    for (let nth = 0; nth < 1500; nth++) add.run(`${copies} ${nth}`);
    expect(readFileSync(path).equals(before), 'the file').toBe(true);
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(1500 * 4096);
    if (copies === 1) await log.empty();
  });
  expect(copies).toBe(2);
  const before = statSync(path).mtimeMs;
  for (let nth = 0; statSync(path).mtimeMs === before; nth++) {
    expect(nth, 'commits until the log is written back').toBeLessThan(2000);
    add.run(`after ${nth}`);
  }
  await log.close();
  store = await openStore(path, silentLog);
});

test('a damaged database can be replaced', async () => {
  const file = await backedUp();
  await store.close();
  writeFileSync(path, 'This is a letter to my aunt. '.repeat(500));
  await restore({ from: file, to: path, soundFile: soundIn(folder), now, by: 'ops' });
  store = await openStore(path, silentLog);
  expect(await store.journal.last(1)).toMatchObject([{ type: 'alarmRaised' }]);
});

test('a file that is damaged, cut, newer, or something else is refused, and nothing is changed', async () => {
  const file = await backedUp();
  const whole = readFileSync(file);
  const broken = join(folder, 'broken.db');
  const attempt = async (content: Buffer | string): Promise<string> => {
    writeFileSync(broken, content);
    const before = readdirSync(folder);
    const said: unknown = await restore({
      from: broken,
      to: join(folder, 'new.db'),
      soundFile: soundIn(folder),
      now,
      by: 'ops',
    }).catch((error: unknown) => error);
    expect(readdirSync(folder)).toEqual(before);
    return said instanceof Error ? said.message.replace(folder, '') : 'it was taken';
  };
  const scratched = Buffer.from(whole);
  scratched.fill(0xa5, 4096 * 20, 4096 * 22);
  expect(await attempt(scratched)).toContain('is corrupt');
  expect(await attempt(whole.subarray(0, whole.length / 2))).toContain('is corrupt');
  expect(await attempt('This is a letter to my aunt.')).toContain('not a database');
  expect(await attempt('')).toContain('not one of Cordboard');
  const other = new Database(join(folder, 'other.db'));
  other.exec('create table aunt (letter text)');
  other.close();
  expect(await attempt(readFileSync(join(folder, 'other.db')))).toContain('not one of Cordboard');
  const newer = new Database(file);
  newer.pragma(`user_version = ${newestVersion + 1}`);
  newer.close();
  expect(await attempt(readFileSync(file))).toMatch(
    /schema version \d+; this version of Cordboard supports versions up to/,
  );
});

test('a restore is a row of the audit trail, which goes on from the one of the backup', async () => {
  const actor = { kind: 'token', name: 'api', role: 'operator' } as const;
  const right = 'end_calls' as const;
  await store.audit.append([
    { at: 1, actor, transport: 'api', right, action: 'hang_up', outcome: 'allowed' },
  ]);
  const file = await backedUp();
  const to = join(folder, 'restored.db');
  await restore({ from: file, to, soundFile: soundIn(folder), now, by: 'ops' });
  const restored = await openStore(to, silentLog);
  expect(await restored.audit.last(9)).toMatchObject([
    { seq: 1, action: 'hang_up' },
    {
      seq: 2,
      action: 'restore',
      actor: { kind: 'machine', name: 'ops' },
      object: expect.stringContaining('backup of'),
    },
  ]);
  expect((await restored.audit.verify()).fault).toBeUndefined();
  await restored.close();
});

test('sounds are written where we say, whatever the file calls them', async () => {
  const file = await backedUp();
  const forged = new Database(file);
  forged.prepare('insert into backup_sound values (?, ?)').run('../../outside', Buffer.from('x'));
  forged.close();
  const home = join(folder, 'a', 'b', 'c');
  await restore({ from: file, to: join(home, 'cordboard.db'), soundFile: soundIn(home), now, by: 'ops' });
  expect(readdirSync(join(folder, 'a'))).toEqual(['b']);
  expect(readdirSync(home).toSorted()).toEqual([`${recording}.wav`, 'cordboard.db', 'talk-1001.wav']);
});

test('as a stream it leaves nothing behind, also not of one that died over it', async () => {
  writeFileSync(join(folder, 'backup-00000000-0000-0000-0000-000000000000.tmp'), 'left over');
  const { size, stream } = await backupStream(folder, store, () => undefined);
  const parts = (await stream.toArray()) as Buffer[];
  expect(Buffer.concat(parts).length).toBe(size);
  expect(readdirSync(folder).filter((name) => name.startsWith('backup-'))).toEqual([]);
});
