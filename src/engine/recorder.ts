/**
 * Keeps what a replay needs besides the turns: a checkpoint at the start, before the first turn, and one each day. It
 * also deletes what is too old. Off the call path: no turn waits for it, and everything is done in small slices.
 */
import type { World } from '../call/turn/world.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { CheckpointMark, TurnRecord } from '../ports/store.ts';
import { checkpointOf } from '../recorded/checkpoint.ts';
import { breather } from '../shared/slices.ts';
import { type Duration, minutes } from '../shared/time.ts';

const aDay: Duration = minutes(24 * 60);
const pruneEvery: Duration = minutes(10);
/** Commits forgotten at once: a few milliseconds. */
const pruneAtOnce = 500;
const pruneAgainAfter: Duration = 200;

export interface RecorderNeeds {
  readonly record: TurnRecord;
  readonly world: World;
  readonly position: () => { readonly turn: number; readonly seq: number };
  /** Which code takes the turns. */
  readonly build: string;
  readonly keepFor: Duration;
  readonly clock: Clock;
  readonly log: Log;
}

export class Recorder {
  readonly #needs: RecorderNeeds;
  #callOffDay: () => void = () => undefined;
  #callOffPrune: () => void = () => undefined;
  #stopped = false;

  constructor(needs: RecorderNeeds) {
    this.#needs = needs;
  }

  /** Before the first turn. No caller is there yet who could be held up. */
  async start(): Promise<void> {
    await this.#keep('start');
    this.#later();
    this.#callOffPrune = this.#needs.clock.after(pruneEvery, () => void this.#prune());
  }

  stop(): void {
    this.#stopped = true;
    this.#callOffDay();
    this.#callOffPrune();
  }

  #later(): void {
    this.#callOffDay = this.#needs.clock.after(aDay, () => void this.#checkpoint());
  }

  async #checkpoint(): Promise<void> {
    await this.#keep('day', breather()).catch((error: unknown) => {
      if (!this.#stopped) this.#needs.log.error({ err: error }, 'Cannot store the daily checkpoint.');
    });
    if (!this.#stopped) this.#later();
  }

  async #keep(kind: CheckpointMark['kind'], breathe?: () => Promise<void> | undefined): Promise<void> {
    const { record, world } = this.#needs;
    const keep = () => record.keepCheckpoint(this.#mark(kind), checkpointOf(world), breathe);
    while (!(await keep()) && !this.#stopped) await breathe?.();
  }

  #mark(kind: CheckpointMark['kind']): CheckpointMark {
    const { position, clock, build } = this.#needs;
    return { ...position(), at: clock.now(), kind, build };
  }

  async #prune(): Promise<void> {
    const { record, clock, keepFor, log } = this.#needs;
    let again = pruneEvery;
    try {
      if ((await record.prune(clock.now() - keepFor, pruneAtOnce)) === pruneAtOnce) again = pruneAgainAfter;
    } catch (error) {
      log.warn({ err: error }, 'Cannot delete expired recorded turns.');
    }
    if (!this.#stopped) this.#callOffPrune = clock.after(again, () => void this.#prune());
  }
}
