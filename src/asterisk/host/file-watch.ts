/** Detects files that were replaced since the last check, such as a renewed certificate. */
import { stat } from 'node:fs/promises';

export class FileWatch {
  readonly #files: readonly string[];
  #state: string | undefined;

  constructor(files: readonly string[]) {
    this.#files = files;
  }

  /** Not at the first look. While one of them is not there, as between two moves, nothing is said yet. */
  async haveChanged(): Promise<boolean> {
    const state = await stateOf(this.#files);
    const before = this.#state;
    if (state === undefined) return false;
    this.#state = state;
    return before !== undefined && before !== state;
  }
}

async function stateOf(files: readonly string[]): Promise<string | undefined> {
  try {
    const found = await Promise.all(files.map(async (file) => await stat(file)));
    return found.map(({ ino, size, mtimeMs }) => `${ino} ${size} ${mtimeMs}`).join();
  } catch {
    return undefined;
  }
}
