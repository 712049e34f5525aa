/** `backup` and `restore` at a desk: a real store behind the API. */
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serveApi } from '../../../src/http/server.ts';
import type { Store } from '../../../src/ports/store.ts';
import { backupStream } from '../../../src/store/sqlite/file/backup-stream.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../../support/memory-store.ts';
import { openOffice } from '../../support/office.ts';
import { apiOf, TOKEN } from '../http/serve.ts';
import { type } from './desk.ts';

let home: string;
let store: Store;
let close: () => Promise<void>;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'cordboard-desk-'));
  store = await openStore(join(home, 'cordboard.db'), silentLog);
  await store.plans.add('company: Test', 'ops', 1);
  const backUp = () => backupStream(home, store, () => undefined);
  const api = { ...apiOf(openOffice(), { backUp }), address: '127.0.0.1', port: 0 };
  const server = await serveApi(api);
  close = () => server.close();
  const credentials = { sip: [], api: { url: server.url, token: TOKEN } };
  await writeFile(join(home, 'credentials.json'), JSON.stringify(credentials), { mode: 0o600 });
});
afterEach(async () => {
  await close();
  await store.close();
  await rm(home, { recursive: true });
});

test('a backup is a new file that only its owner may read, and nothing is ever overwritten', async () => {
  const file = join(home, 'monday.db');
  const made = await type(['backup', file], home);
  expect(made).toMatchObject({ code: 0, out: `${file}: no calls, no voicemail messages (no recordings)\n` });
  expect(made.err).toContain('credentials.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const again = await type(['backup', file], home);
  expect(again).toMatchObject({ code: 1 });
  expect(again.err).toContain('exists already');
});

test('in a folder a backup is named by its time, the oldest go, and other files stay', async () => {
  const folder = join(home, 'backups');
  await mkdir(folder);
  const before = ['cordboard-20240101T020000Z.db', 'cordboard-20240102T020000Z.db'];
  const left = 'cordboard-20240103T020000Z.db.unfinished';
  for (const name of [...before, left, 'cordboard-monday.db', 'notes.txt'])
    await writeFile(join(folder, name), '');
  const made = await type(['backup', folder, '--keep', '2', '--json'], home);
  expect(made).toMatchObject({ code: 0 });
  const { file, deleted } = JSON.parse(made.out) as { file: string; deleted: string[] };
  expect(basename(file)).toMatch(/^cordboard-\d{8}T\d{6}Z\.db$/);
  expect(deleted).toEqual([before[0]]);
  const stays = new Set(await readdir(folder));
  expect(stays).toEqual(new Set([before[1], basename(file), 'cordboard-monday.db', 'notes.txt']));
  // The night after a disaster.
  await store.close();
  expect(await type(['restore', file], home)).toMatchObject({ code: 0 });
  store = await openStore(join(home, 'cordboard.db'), silentLog);
  expect((await store.plans.current())?.text).toBe('company: Test');
});

test('a night without an engine deletes no older backup', async () => {
  const folder = join(home, 'backups');
  await mkdir(folder);
  const before = ['cordboard-20240101T020000Z.db', 'cordboard-20240102T020000Z.db'];
  for (const name of before) await writeFile(join(folder, name), '');
  await close();
  expect(await type(['backup', folder, '--keep', '1'], home)).toMatchObject({ code: 3 });
  expect((await readdir(folder)).toSorted()).toEqual(before);
});

test('--keep is for folders, and keeps at least one', async () => {
  const refused = await type(['backup', join(home, 'none'), '--keep', '2'], home);
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('--keep needs a folder') });
  expect(await type(['backup', home, '--keep', '0'], home)).toMatchObject({ code: 2 });
});

test('without an engine there is no file, not even half of one', async () => {
  await close();
  const { code } = await type(['backup', join(home, 'none.db')], home);
  expect(code).toBe(3);
  expect(await readdir(home)).not.toContain('none.db');
});

test('restore wants the engine stopped, and then brings back what was', async () => {
  const file = join(home, 'monday.db');
  await type(['backup', file], home);
  await store.plans.add('company: Other', 'ops', 2);
  const refused = await type(['restore', file], home);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.err).toContain('stop the engine first');
  await store.close();
  for (const [name, message] of [
    ['credentials.json', 'is corrupt, or not a database'],
    ['.', 'cannot be read as a file'],
  ] as const) {
    const bad = await type(['restore', join(home, name)], home);
    expect(bad).toMatchObject({ code: 1, err: expect.stringContaining(message) });
    expect(bad.err).toContain('nothing was changed');
  }
  const done = await type(['restore', file], home);
  expect(done).toMatchObject({ code: 0 });
  expect(done.out).toContain('.before-restore-');
  store = await openStore(join(home, 'cordboard.db'), silentLog);
  expect((await store.plans.current())?.text).toBe('company: Test');
});
