/**
 * Takes recorded turns through a fresh core and compares every journal entry. Pure: anyone who calls it brings the turns, the
 * entries and the plans. It stops at the first difference, because from there on the two worlds differ.
 */

import type { StoredEntry } from '../call/kept/journal.ts';
import { step } from '../call/step.ts';
import type { World } from '../call/turn/world.ts';
import type { Plan } from '../plan/model.ts';
import { deepEqual } from '../shared/deep-equal.ts';
import { type Checkpoint, checkpointOf, worldOf } from './checkpoint.ts';
import { eventKept, type RecordedTurn, type RecordedTurns } from './turn.ts';

export type Difference =
  /** The turn led to another entry than the one in the journal; undefined: to none, or there is none. */
  | {
      readonly kind: 'entry';
      readonly turn: number;
      readonly at: number;
      readonly seq: number;
      readonly recorded: StoredEntry | undefined;
      readonly replayed: unknown;
    }
  /** It failed then and not now, or now and not then. */
  | {
      readonly kind: 'failure';
      readonly turn: number;
      readonly at: number;
      readonly seq: number;
      readonly error?: string;
    }
  /** No entry differs, and yet the world is not what it was at a later checkpoint. */
  | {
      readonly kind: 'state';
      readonly turn: number;
      readonly at: number;
      readonly seq: number;
      readonly where: string;
    };

export class Replay {
  readonly #world: World;
  readonly #planOf: (version: number) => Plan;
  /** The number of the last turn taken. */
  turn: number;
  /** Of the last entry that was compared. */
  seq: number;
  /** How many entries were equal. */
  equal = 0;

  /** `turn`, `seq`: the last before the checkpoint. */
  constructor(
    {
      turn,
      seq,
      checkpoint,
    }: { readonly turn: number; readonly seq: number; readonly checkpoint: Checkpoint },
    planOf: (version: number) => Plan,
  ) {
    this.#planOf = planOf;
    this.#world = worldOf(checkpoint, planOf);
    this.turn = turn;
    this.seq = seq;
  }

  /** `entries`: those of these turns, in order. Undefined: all is equal. */
  take({ turns }: Pick<RecordedTurns, 'turns'>, entries: readonly StoredEntry[]): Difference | undefined {
    let from = 0;
    for (const recorded of turns) {
      const difference = this.#turn(recorded, entries.slice(from, from + recorded.entries));
      if (difference) return difference;
      from += recorded.entries;
    }
    return undefined;
  }

  /** Whether the world is what it was then. */
  isAt(checkpoint: Checkpoint, at: number): Difference | undefined {
    // Through JSON, as the other was.
    const mine = JSON.parse(JSON.stringify(checkpointOf(this.#world))) as Checkpoint;
    const where = (Object.keys(checkpoint) as (keyof Checkpoint)[]).find(
      (part) => !deepEqual(mine[part], checkpoint[part]),
    );
    if (where === undefined) return undefined;
    return { kind: 'state', turn: this.turn, at, seq: this.seq, where };
  }

  #turn(recorded: RecordedTurn, entries: readonly StoredEntry[]): Difference | undefined {
    const { at, wallAhead, event: kept, failed = false, judged } = recorded;
    const turn = ++this.turn;
    this.#world.wallAhead = wallAhead;
    const taken = attempt(() => step(this.#world, eventKept(kept, at, this.#planOf), judged));
    if ('error' in taken !== failed) {
      const error = 'error' in taken ? { error: taken.error } : {};
      return { kind: 'failure', turn, at, seq: this.seq, ...error };
    }
    if ('error' in taken) return undefined;
    const replayed = taken.done.journal;
    for (let nth = 0; nth < Math.max(entries.length, replayed.length); nth++) {
      const difference = { kind: 'entry', turn, at, seq: ++this.seq } as const;
      const [was, is] = [entries[nth], replayed[nth]];
      if (!isSame(was, is)) return { ...difference, recorded: was, replayed: is };
      this.equal++;
    }
    this.#world.apply(taken.done.changes);
    return undefined;
  }
}

function attempt<T>(work: () => T): { readonly done: T } | { readonly error: string } {
  try {
    return { done: work() };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** `seq` is the store's. A fault is told with its stack, which says where the code lies. */
function isSame(was: StoredEntry | undefined, is: unknown): boolean {
  if (was === undefined || is === undefined) return false;
  const { seq: _, ...entry } = was;
  const replayed = JSON.parse(JSON.stringify(is)) as { readonly type: string; readonly what?: string };
  if (entry.type === 'alarmRaised' && replayed.type === 'alarmRaised')
    return deepEqual(
      { ...entry, what: firstLine(entry.what) },
      { ...replayed, what: firstLine(replayed.what ?? '') },
    );
  return deepEqual(entry, replayed) || deepEqual(withoutErased(entry), withoutErased(replayed));
}

/** What was erased is a placeholder in both, and need not have the same number. */
const withoutErased = (entry: unknown): unknown =>
  JSON.parse(JSON.stringify(entry).replaceAll(/erased-\d+/g, 'erased'));

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';
