/** Recorded turns in plain arrays. */
import type { CheckpointMark, TurnRecord } from '../../src/ports/store.ts';
import { type Checkpoint, checkpointText } from '../../src/recorded/checkpoint.ts';
import { packTurns, type RecordedTurns, unpackTurns } from '../../src/recorded/turn.ts';

export class PlainRecord implements TurnRecord {
  #commits: RecordedTurns[] = [];
  #marks: { readonly mark: CheckpointMark; readonly text: string }[] = [];

  /** Whether somebody else has written that turn. */
  has({ first }: RecordedTurns): boolean {
    return this.#commits.some((commit) => commit.first === first);
  }
  add(recorded: RecordedTurns): void {
    if (recorded.turns.length > 0) this.#commits.push(asStored(recorded));
  }
  async last(): Promise<number> {
    const commit = this.#commits.at(-1);
    const turns = commit ? commit.first + commit.turns.length - 1 : 0;
    return Math.max(turns, ...this.#marks.map(({ mark }) => mark.turn));
  }
  async after(turn: number, limit: number): Promise<readonly RecordedTurns[]> {
    const later = this.#commits.filter(({ first, turns }) => first + turns.length > turn + 1);
    return later.slice(0, Math.max(0, limit));
  }
  async keepCheckpoint(mark: CheckpointMark, checkpoint: Checkpoint): Promise<boolean> {
    this.#marks.push({ mark, text: [...checkpointText(checkpoint)].join('') });
    this.#marks.sort((a, b) => a.mark.turn - b.mark.turn || a.mark.at - b.mark.at);
    return true;
  }
  async checkpoints(): Promise<readonly CheckpointMark[]> {
    return this.#marks.map(({ mark }) => mark);
  }
  async checkpoint(turn: number): Promise<string | undefined> {
    return this.#marks.findLast(({ mark }) => mark.turn === turn)?.text;
  }
  async prune(before: number, limit: number): Promise<number> {
    const needed = this.#marks.findLast(({ mark }) => mark.at <= before)?.mark.turn;
    if (needed === undefined) return 0;
    const old = this.#commits.filter(({ first }) => first <= needed).slice(0, Math.max(0, limit));
    this.#commits = this.#commits.filter((commit) => !old.includes(commit));
    if (old.length < limit) this.#marks = this.#marks.filter(({ mark }) => mark.turn >= needed);
    return old.length;
  }
}

const asStored = ({ first, firstSeq, turns }: RecordedTurns): RecordedTurns => ({
  first,
  firstSeq,
  turns: unpackTurns(packTurns(turns), turns[0]?.at ?? 0),
});
