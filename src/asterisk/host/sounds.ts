/**
 * Asterisk's data folder, put together from links. The languages in a distribution's `sounds` are links that go through
 * /etc/alternatives, which lead nowhere when Asterisk lives in a root file system of its own.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type AsteriskProgram, pathWithin } from './program.ts';

export async function linkData(program: AsteriskProgram, data: string): Promise<void> {
  await rm(data, { recursive: true, force: true });
  await mkdir(join(data, 'sounds'), { recursive: true });
  for (const name of await readdir(program.data)) {
    if (name !== 'sounds') await link(program, join(program.data, name), join(data, name));
  }
  const sounds = join(program.data, 'sounds');
  const names = (await readdir(sounds)).toSorted();
  for (const name of names) await link(program, join(sounds, name), join(data, 'sounds', name));
  // Some packages bring `fr_CA_f_June` and no `fr`.
  for (const name of names) {
    const language = /^([a-z]{2,3})_[A-Z]{2}_/.exec(name)?.[1];
    const short = language === undefined ? undefined : join(data, 'sounds', language);
    if (short !== undefined && !existsSync(short)) await link(program, join(sounds, name), short);
  }
}

async function link(program: AsteriskProgram, from: string, to: string): Promise<void> {
  const target = pathWithin(program.root, from);
  if (target !== undefined) await symlink(target, to);
}
