/**
 * Numbers that trusted networks gave of callers who withhold them, if the plan keeps them (`keep withheld numbers`): to trace a
 * caller in an emergency. They are in a file of their own, and nowhere else: not in the database, its backups, the journal,
 * the logs or the API. Only `cordboard trace`, on this machine, reads them.
 *
 * A line for each call: when it came, its leg (which the journal has, too), the number. What is due or erased is written over.
 */
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallArrived } from '../call/kept/events.ts';
import type { Plan } from '../plan/model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { errorCode } from '../shared/error-code.ts';
import type { LegId } from '../shared/ids.ts';
import { type Duration, type Instant, minutes } from '../shared/time.ts';
import { normaliseNumber } from './number.ts';

export interface WithheldNumber {
  readonly at: Instant;
  readonly leg: LegId;
  readonly number: string;
}

const lookEvery: Duration = minutes(10);

export const withheldNumbersIn = (home: string): string => join(home, 'withheld-numbers');

/** Lines that a power cut has cut short are left out. */
export async function readWithheldNumbers(path: string): Promise<readonly WithheldNumber[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap((line) => {
    const [at = '', leg = '', number = ''] = line.split(' ');
    return number === '' || Number.isNaN(Date.parse(at))
      ? []
      : [{ at: Date.parse(at), leg: leg as LegId, number }];
  });
}

export interface WithheldNumbersNeeds {
  readonly path: string;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
  /** By the machine's clock. */
  readonly wall: () => Instant;
  /** How long they are kept; undefined: not at all. */
  readonly keepFor: () => Duration | undefined;
}

export class WithheldNumbers {
  readonly #needs: WithheldNumbersNeeds;
  #doing: Promise<void> = Promise.resolve();
  #callOff: () => void = () => undefined;

  constructor(needs: WithheldNumbersNeeds) {
    this.#needs = needs;
  }

  /** Forgets what is due, now and from then on. */
  start(): void {
    void this.#then('forget withheld numbers that are due', () => this.#keepOnly(() => true));
    this.#callOff = this.#needs.clock.after(lookEvery, () => this.start());
  }

  async stop(): Promise<void> {
    this.#callOff();
    await this.#doing;
  }

  /** Never rejects, and nobody need wait for it: the call goes on. */
  keep(
    { leg, networkNumber }: Pick<CallArrived, 'leg' | 'networkNumber'>,
    { country }: Pick<Plan, 'country'>,
  ): Promise<void> {
    if (networkNumber === undefined || this.#needs.keepFor() === undefined) return Promise.resolve();
    const { number } = normaliseNumber(networkNumber, country);
    if (number === undefined) return Promise.resolve();
    const line = lineOf({ at: this.#needs.wall(), leg, number });
    return this.#then('keep a withheld number', () =>
      this.#file(async (file) => {
        await file.write(line, (await file.stat()).size);
        await file.datasync();
      }),
    );
  }

  /** Those of these numbers or legs. Rejects when it cannot be done. */
  async erase(isOf: (number: string) => boolean, legs: () => Promise<ReadonlySet<string>>): Promise<void> {
    await this.#doing;
    if ((await readWithheldNumbers(this.#needs.path)).length === 0) return;
    const theirs = await legs();
    const erasing = this.#doing.then(() =>
      this.#keepOnly(({ number, leg }) => !isOf(number) && !theirs.has(leg)),
    );
    this.#doing = erasing.catch(() => undefined);
    await erasing;
  }

  async #keepOnly(isKept: (one: WithheldNumber) => boolean): Promise<void> {
    const { path, wall, keepFor } = this.#needs;
    const before = await readWithheldNumbers(path);
    const since = wall() - (keepFor() ?? -1);
    const kept = before.filter((one) => one.at >= since && isKept(one));
    if (kept.length === before.length) return;
    await this.#file(async (file) => {
      const text = Buffer.from(kept.map(lineOf).join(''));
      const { size } = await file.stat();
      // Over what was there: what is only cut off stays on the disk.
      await file.write(Buffer.concat([text, Buffer.alloc(Math.max(0, size - text.length))]), 0, undefined, 0);
      await file.sync();
      await file.truncate(text.length);
    });
  }

  async #file(act: (file: FileHandle) => Promise<void>): Promise<void> {
    const file = await open(this.#needs.path, 'r+').catch(async (error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
      return await open(this.#needs.path, 'wx+', 0o600);
    });
    try {
      await act(file);
    } finally {
      await file.close();
    }
  }

  #then(what: string, act: () => Promise<void>): Promise<void> {
    this.#doing = this.#doing.then(act).catch((error: unknown) => {
      this.#needs.log.error({ err: error }, `Cannot ${what}.`);
    });
    return this.#doing;
  }
}

const lineOf = ({ at, leg, number }: WithheldNumber): string =>
  `${new Date(at).toISOString()} ${leg} ${number}\n`;
