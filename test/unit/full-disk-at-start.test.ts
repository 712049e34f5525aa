/**
 * F16: the disk with the state folder fills while Cordboard starts. Each step of the start that writes is tried with every
 * amount of room until there is enough: what fails says that the disk is full, and leaves nothing behind that hinders the next.
 */
import { mkdtempSync, readdirSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeConfiguration } from '../../src/asterisk/host/configuration.ts';
import { asteriskFolders } from '../../src/asterisk/host/folders.ts';
import { choosePorts } from '../../src/asterisk/host/ports.ts';
import { noteRunning } from '../../src/asterisk/host/running.ts';
import { ensureSecrets } from '../../src/asterisk/host/secrets.ts';
import { ensureCredentials } from '../../src/settings/credentials.ts';
import { ensureInstance } from '../../src/settings/instance.ts';
import { ensurePeopleKey } from '../../src/settings/people-key.ts';
import { makeStateFolder } from '../../src/settings/state-folder.ts';
import { saysDiskFull } from '../../src/shared/disk-full.ts';
import { steps as migrations, newestVersion } from '../../src/store/sqlite/migrations/migrate.ts';
import { openStore } from '../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../support/memory-store.ts';
import { fill, mayMount, smallDisk } from '../support/small-disk.ts';

let disk: string;
let takeAway: () => void;
beforeEach(() => {
  disk = mkdtempSync(join(tmpdir(), 'cordboard-full-'));
  takeAway = smallDisk(disk, '8m');
});
afterEach(() => {
  takeAway();
  rmdirSync(disk);
});

const users = { phones: ['anna', 'boris'], browserPhones: [], lines: ['line1'] };
const base = (home: string): string => asteriskFolders(home).base;
const running = { pid: 4711, bornAt: '1', fingerprint: 'x'.repeat(5000) };

/** In the order of a start; each returns what the next start must find again. */
const steps: readonly [string, (home: string) => Promise<unknown>][] = [
  [
    'the database and its tables',
    async (home) => await (await openStore(join(home, 'cordboard.db'), silentLog)).close(),
  ],
  ['credentials', (home) => ensureCredentials(home, users, 'http://127.0.0.1:8080')],
  ['the name of the installation', ensureInstance],
  ["Asterisk's passwords", async (home) => await ensureSecrets(await made(base(home)))],
  ["Asterisk's ports", async (home) => await choosePorts(await made(base(home)))],
  [
    "Asterisk's configuration",
    (home) => writeConfiguration(new Map([['asterisk.conf', 'x'.repeat(9000)]]), asteriskFolders(home)),
  ],
  ['the note which process is Asterisk', async (home) => await noteRunning(await made(base(home)), running)],
  ['the key of second factors', ensurePeopleKey],
  [
    'the first plan',
    async (home) => {
      const store = await openStore(join(home, 'cordboard.db'), silentLog);
      try {
        await store.plans.add(`company: ${'x'.repeat(20_000)}`, 'start', 1);
      } finally {
        await store.close();
      }
    },
  ],
];

async function made(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  return folder;
}

test.runIf(mayMount()).each(steps)('F16: a disk that fills before %s', async (_what, step) => {
  const page = statfsSync(disk).bsize;
  const home = join(disk, 'home');
  await makeStateFolder(home);
  const filler = join(disk, 'filler');
  let failures = 0;
  for (let pages = 0; ; pages += pages < 8 ? 1 : 16) {
    // Room for so many pages, and not a byte more.
    const keeper = join(disk, 'keeper');
    writeFileSync(keeper, Buffer.alloc(pages * page));
    fill(filler);
    rmSync(keeper);
    const failed = await step(home).then(
      () => undefined,
      (error: unknown) => error,
    );
    rmSync(filler);
    if (failed === undefined) break;
    failures++;
    expect(failed).toSatisfy(saysDiskFull);
    const halves = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.tmp'),
    );
    expect(halves).toEqual([]);
  }
  expect(failures).toBeGreaterThan(0);
  // With room, and then once more: what was made is kept.
  const first = await step(home);
  expect(await step(home)).toEqual(first);
});

test.runIf(mayMount())(
  'F16: a database of an earlier version is upgraded step by step, as far as there is room',
  async () => {
    const file = join(disk, 'cordboard.db');
    const earlier = 20;
    const old = new Database(file);
    for (const sql of migrations.slice(0, earlier)) old.exec(sql);
    old.pragma(`user_version = ${earlier}`);
    old.close();
    const page = statfsSync(disk).bsize;
    const [filler, keeper] = [join(disk, 'filler'), join(disk, 'keeper')];
    const failures: unknown[] = [];
    for (let pages = 0; ; pages += 4) {
      writeFileSync(keeper, Buffer.alloc(pages * page));
      fill(filler);
      rmSync(keeper);
      const store = await openStore(file, silentLog).catch((error: unknown) => void failures.push(error));
      await store?.close();
      rmSync(filler);
      if (store) break;
      const left = new Database(file);
      expect(left.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(left.pragma('user_version', { simple: true })).toBeGreaterThanOrEqual(earlier);
      left.close();
    }
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.filter((error) => !saysDiskFull(error))).toEqual([]);
    const upgraded = new Database(file);
    expect(upgraded.pragma('user_version', { simple: true })).toBe(newestVersion);
    upgraded.close();
  },
);
