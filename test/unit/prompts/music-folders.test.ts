import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { musicFolders } from '../../../src/prompts/music-folders.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'cordboard-music-'));
});
afterEach(async () => await rm(home, { recursive: true }));

test('each piece has a folder with its copy and nothing else, and follows the library', async () => {
  const file = join(home, 'harbour.en.wav');
  await writeFile(file, 'first');
  const folderOf = musicFolders(home, {
    find: async (name, language) => (name === 'harbour' && language === 'en' ? file : undefined),
  });
  const folder = (await folderOf('harbour', 'en')) ?? '';
  const heard = async () => await readFile(join(folder, 'music.wav'), 'utf8');
  expect(await heard()).toBe('first');
  await writeFile(file, 'other');
  await utimes(file, 1, 1);
  await folderOf('harbour', 'en');
  expect(await heard()).toBe('other');
  expect(await readdir(folder)).toEqual(['music.wav']);
  expect(await folderOf('harbour', 'de')).toBeUndefined();
  expect(await folderOf('sea', 'en')).toBeUndefined();
});
