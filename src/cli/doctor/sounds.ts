import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathWithin } from '../../asterisk/host/program.ts';
import { speechCommand, speechProblem } from '../../prompts/speech.ts';
import { type Check, type Diagnosis, error, ok, type Surroundings, warning } from './check.ts';

export const sounds: Check = {
  title: 'Sounds',
  look: async (at) => [await speech(at), ...(await recorded(at))],
};

async function speech({ settings }: Surroundings): Promise<Diagnosis> {
  const wrong = await speechProblem(settings.speech);
  if (wrong !== undefined)
    return error(`CORDBOARD_SPEECH: ${wrong}`, 'correct it, or unset it to use espeak-ng or flite');
  const command = await speechCommand(settings.speech);
  if (command) return ok(`${command.template[0]} speaks the texts`);
  return warning(
    'no text-to-speech program is installed: callers hear sound files only',
    'install espeak-ng or flite, or set CORDBOARD_SPEECH to another program',
  );
}

/** Asterisk's own: numbers, beeps, and what a plan names with `sound:`. */
async function recorded({ asterisk }: Surroundings): Promise<Diagnosis[]> {
  if (!asterisk) return [];
  const folder = join(asterisk.data, 'sounds', 'en');
  const english = pathWithin(asterisk.root, folder);
  const files = english === undefined ? [] : await readdir(english).catch(() => []);
  if (files.some((name) => name.startsWith('beep.')))
    return [ok(`Asterisk's recorded sounds are in ${folder}`)];
  return [
    warning(
      `Asterisk has no recorded sounds in ${folder}`,
      'install them (Debian: asterisk-core-sounds-en-wav); without them, callers hear no numbers and no tone',
    ),
  ];
}
