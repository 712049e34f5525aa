import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AsteriskProgram, pathWithin, programInRoot } from '../../../../src/asterisk/host/program.ts';
import { linkData } from '../../../../src/asterisk/host/sounds.ts';

let folder: string;
let root: string;

/** A root file system as Debian's packages leave it. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-sounds-'));
  root = join(folder, 'root');
  const sounds = join(root, 'usr/share/asterisk/sounds');
  for (const name of ['en_US_f_Allison', 'fr_CA_f_June']) {
    await mkdir(join(sounds, name), { recursive: true });
    await writeFile(join(sounds, name, 'beep.wav'), name);
  }
  await mkdir(join(root, 'etc/alternatives'), { recursive: true });
  await symlink(
    '/usr/share/asterisk/sounds/en_US_f_Allison',
    join(root, 'etc/alternatives/asterisk-prompt-en'),
  );
  await symlink('/etc/alternatives/asterisk-prompt-en', join(sounds, 'en'));
  await symlink('/nowhere', join(sounds, 'recordings'));
  await mkdir(join(root, 'usr/share/asterisk/moh'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const program = (): AsteriskProgram => ({
  version: '22.10.1',
  command: [],
  modules: '',
  data: join(root, 'usr/share/asterisk'),
  root,
});

test('absolute links lead to where they would for somebody within the root', () => {
  expect(pathWithin(root, join(root, 'usr/share/asterisk/sounds/en'))).toBe(
    join(root, 'usr/share/asterisk/sounds/en_US_f_Allison'),
  );
});

test('links that lead nowhere, or in circles, lead nowhere', async () => {
  await symlink('b', join(root, 'a'));
  await symlink('a', join(root, 'b'));
  expect(pathWithin(root, join(root, 'usr/share/asterisk/sounds/recordings'))).toBeUndefined();
  expect(pathWithin(root, join(root, 'a'))).toBeUndefined();
});

test('every language is found by its short name, whether its package brings one or not', async () => {
  const data = join(folder, 'data');
  await linkData(program(), data);
  expect(await readFile(join(data, 'sounds/en/beep.wav'), 'utf8')).toBe('en_US_f_Allison');
  expect(await readFile(join(data, 'sounds/fr/beep.wav'), 'utf8')).toBe('fr_CA_f_June');
  expect(await readdir(data)).toEqual(['moh', 'sounds']);
});

test('data can be linked again over what was there', async () => {
  const data = join(folder, 'data');
  await linkData(program(), data);
  await linkData(program(), data);
  expect(await readdir(join(data, 'sounds'))).toEqual(['en', 'en_US_f_Allison', 'fr', 'fr_CA_f_June']);
});

test('a root without Asterisk in it is no program', async () => {
  expect(await programInRoot(root)).toBeUndefined();
  expect(await programInRoot(join(folder, 'nothing'))).toBeUndefined();
});
