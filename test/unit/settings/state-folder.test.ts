import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeStateFolder } from '../../../src/settings/state-folder.ts';

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'cordboard-state-'));
});
afterAll(() => rm(place, { recursive: true, force: true }));

test('it is made with all folders above it, for its owner only, and may be there already', async () => {
  const home = join(place, 'a', 'b', 'state');
  await makeStateFolder(home);
  await makeStateFolder(home);
  expect((await stat(home)).mode & 0o777).toBe(0o700);
});

test('N20: a place where no folder can be made is refused at once, where Node would try for ever', async () => {
  await expect(makeStateFolder('/proc/nix/state')).rejects.toThrow(
    /cannot create the state folder \/proc\/nix\/state: no folder can be created in \/proc\. Set CORDBOARD_HOME/,
  );
});

test('a file in the way is named', async () => {
  const file = join(place, 'file');
  await writeFile(file, '');
  await expect(makeStateFolder(join(file, 'state'))).rejects.toThrow(`${file} is a file`);
  await expect(makeStateFolder(file)).rejects.toThrow(`${file} is a file`);
});
