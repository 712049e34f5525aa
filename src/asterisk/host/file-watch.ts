/** Detects files that were replaced since they were read last, such as a renewed certificate. */
import { stat } from 'node:fs/promises';

/** Of files that were read by a process of which no note says what they were. */
const unknown = 'unknown';

export class FileWatch {
  readonly #files: readonly string[];
  #state: string | undefined;

  constructor(files: readonly string[]) {
    this.#files = files;
  }

  /** What they were at the last look, to be noted for `goOnFrom`; undefined: none of the looks found them all. */
  get seen(): string | undefined {
    return this.#state;
  }

  /** They were read by a process that runs already. `seen`: what they were then; if omitted: not known, so they count as changed. */
  goOnFrom(seen: string = unknown): void {
    this.#state = seen;
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
