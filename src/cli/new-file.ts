/** A file that a command writes: never one that was there before, for its own user only. */
import { createWriteStream } from 'node:fs';
import { errorCode } from '../shared/error-code.ts';
import { exit, Failure, reasonOf } from './failure.ts';

/** @param because why a file of that name is not overwritten */
export async function newFile(path: string, because: string) {
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  try {
    await new Promise<void>((opened, failed) => {
      stream.once('ready', opened);
      stream.once('error', failed);
    });
    return stream;
  } catch (error) {
    if (errorCode(error) === 'EEXIST')
      throw new Failure(exit.failed, `${path} exists already`, `choose another name; ${because}`, error);
    throw new Failure(exit.failed, `cannot write ${path}: ${reasonOf(error)}`, undefined, error);
  }
}
