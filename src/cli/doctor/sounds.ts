import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathWithin } from '../../asterisk/host/program.ts';
import { speechCommand } from '../../prompts/speech.ts';
import { type Check, type Diagnosis, ok, type Surroundings, warning } from './check.ts';

export const sounds: Check = {
  title: 'Sounds',
  look: async (at) => [await speech(at), ...(await recorded(at))],
};

async function speech({ settings }: Surroundings): Promise<Diagnosis> {
  const command = await speechCommand(settings.speech);
  if (command) return ok(`texts are spoken by ${command.template[0]}`);
  return warning(
    'there is no program that speaks texts: callers hear only what is in sound files',
    'install espeak-ng (or flite), or name another one in CORDBOARD_SPEECH',
  );
}

/** Asterisk's own: numbers, beeps, and whatever a plan names with `sound:`. */
async function recorded({ asterisk }: Surroundings): Promise<Diagnosis[]> {
  if (!asterisk) return [];
  const folder = join(asterisk.data, 'sounds', 'en');
  const english = pathWithin(asterisk.root, folder);
  const files = english === undefined ? [] : await readdir(english).catch(() => []);
  if (files.some((name) => name.startsWith('beep.'))) return [ok(`Asterisk's own sounds are in ${folder}`)];
  return [
    warning(
      `Asterisk has no recorded sounds in ${folder}`,
      'install them (Debian: asterisk-core-sounds-en-wav); numbers are not read out without',
    ),
  ];
}
