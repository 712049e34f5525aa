/**
 * The note that another engine has taken our Asterisk over. Anyone who starts this engine again (a supervisor does, within
 * seconds) would take it back, and the other's supervisor would do the same, for ever: so a start that finds the note is
 * refused, until somebody says that this engine is to take over.
 */
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../shared/error-code.ts';
import { replaceFile } from '../shared/replace-file.ts';

/** Another engine works with this Asterisk, and ours has stepped aside for it. */
export class SteppedAside extends Error {
  override readonly name = 'SteppedAside';

  constructor(since: Date) {
    super(`another engine has taken over this Asterisk, at ${since.toISOString()}`);
  }
}

const noteIn = (home: string): string => join(home, 'stepped-aside');

export async function stepAside(home: string): Promise<void> {
  await replaceFile(noteIn(home), 'Another engine has taken over. See cordboard start --take-over.\n');
}

/** @throws {SteppedAside} when the note is there */
export async function refuseIfAside(home: string): Promise<void> {
  try {
    throw new SteppedAside((await stat(noteIn(home))).mtime);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

export async function takeBack(home: string): Promise<void> {
  await rm(noteIn(home), { force: true });
}
