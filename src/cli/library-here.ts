/** The sound library of the state folder on this machine, for commands that work without an engine. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../plan/model.ts';
import type { HasSound } from '../plan/parse.ts';
import { soundsIn } from '../prompts/sound-library.ts';
import { readSettings } from '../settings/settings.ts';
import type { Terminal } from './terminal/terminal.ts';

/** Undefined: Cordboard has not run here, so nothing is known. */
export function libraryHere(terminal: Terminal, { language }: Plan): HasSound | undefined {
  const read = readSettings(terminal.environment, terminal.workingDirectory);
  // What is wrong with a setting, `cordboard doctor` says.
  if (!read.ok || !existsSync(read.settings.home)) return undefined;
  const { home } = read.settings;
  return (sound) => existsSync(join(soundsIn(home), `${sound}.${language}.wav`));
}
