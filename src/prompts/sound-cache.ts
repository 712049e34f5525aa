/**
 * Sounds that have been made ready, by key: each is made once, however many ask for it at the same time, and written
 * whole or not at all. What failed is not tried again for a while, so that a broken speech command costs one caller
 * its deadline, not each of them.
 */
import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duration } from '../shared/time.ts';

export type Made =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly because: string };

/** Writes the sound to the path given. */
export type Make = (
  path: string,
) => Promise<{ readonly ok: true } | { readonly ok: false; readonly because: string }>;

const retryAfter: Duration = 30_000;

export class SoundCache {
  readonly #folder: string;
  readonly #atATime: number;
  readonly #underWay = new Map<string, Promise<Made>>();
  readonly #failed = new Map<string, { readonly made: Made; readonly until: number }>();
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(folder: string, atATime: number) {
    this.#folder = folder;
    this.#atATime = atATime;
  }

  /** The file for these words, which say all that its content depends on. `extension` without a dot. */
  get(words: readonly string[], extension: string, make: Make): Promise<Made> {
    const key = createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 32);
    const path = join(this.#folder, `${key}.${extension}`);
    const known = this.#underWay.get(path);
    if (known !== undefined) return known;
    const made = this.#find(path, make).finally(() => this.#underWay.delete(path));
    this.#underWay.set(path, made);
    return made;
  }

  async #find(path: string, make: Make): Promise<Made> {
    if (await exists(path)) return { ok: true, path };
    const failed = this.#failed.get(path);
    if (failed !== undefined && Date.now() < failed.until) return failed.made;
    this.#failed.delete(path);
    await this.#turn();
    try {
      const made = await this.#make(path, make);
      if (!made.ok) this.#failed.set(path, { made, until: Date.now() + retryAfter });
      return made;
    } finally {
      this.#next();
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < this.#atATime) this.#running++;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  /** The place goes to who waits longest; it is never free in between, for a newcomer to take. */
  #next(): void {
    const waiting = this.#queue.shift();
    if (waiting === undefined) this.#running--;
    else waiting();
  }

  async #make(path: string, make: Make): Promise<Made> {
    const unfinished = `${path}.${randomUUID()}.part`;
    try {
      await mkdir(this.#folder, { recursive: true });
      const made = await make(unfinished);
      if (!made.ok) return made;
      await rename(unfinished, path);
      return { ok: true, path };
    } catch (error) {
      return { ok: false, because: error instanceof Error ? error.message : String(error) };
    } finally {
      await rm(unfinished, { force: true }).catch(() => undefined);
    }
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
