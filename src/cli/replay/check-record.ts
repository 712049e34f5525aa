/**
 * Takes what was recorded through the core of today, stretch by stretch, and says of each whether it came to the same
 * journal. A stretch goes from a checkpoint to the next start of an engine, or to the end that was asked for.
 */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { Plan } from '../../plan/model.ts';
import type { CheckpointMark } from '../../ports/store.ts';
import { readCheckpoint } from '../../recorded/checkpoint.ts';
import { type Difference, Replay } from '../../recorded/replay.ts';
import { bringsPlan, type RecordedTurn, type RecordedTurns } from '../../recorded/turn.ts';
import type { Instant } from '../../shared/time.ts';

/** Where the record is read from: a running engine, or a file. */
export interface RecordSource {
  checkpoints(): Promise<readonly CheckpointMark[]>;
  checkpoint(turn: number): Promise<string | undefined>;
  /** As `TurnRecord.after`. */
  turnsAfter(turn: number, limit: number): Promise<readonly RecordedTurns[]>;
  entriesAfter(seq: number, limit: number): Promise<readonly StoredEntry[]>;
  /** Undefined: the archive has no such version, or the code of today cannot read it. */
  plan(version: number): Promise<Plan | undefined>;
}

export interface Stretch {
  readonly from: CheckpointMark;
  /** The last turn that was compared. */
  readonly until: { readonly turn: number; readonly at: Instant };
  readonly turns: number;
  readonly entries: number;
  readonly result:
    | { readonly kind: 'equal' }
    | { readonly kind: 'different'; readonly difference: Difference }
    /** Other code has taken these turns. */
    | { readonly kind: 'other build' }
    /** Something that a replay needs is not there. */
    | { readonly kind: 'incomplete'; readonly because: string };
}

export interface CheckOptions {
  readonly from?: Instant;
  readonly to?: Instant;
  /** Which code compares. */
  readonly build: string;
}

const commitsAtOnce = 500;
const entriesAtOnce = 1000;

export async function* checkRecord(source: RecordSource, options: CheckOptions): AsyncGenerator<Stretch> {
  const marks = await source.checkpoints();
  for (const mark of beginnings(marks, options.from)) {
    if (options.to !== undefined && mark.at > options.to) return;
    const later = marks.filter(({ turn, at }) => turn > mark.turn || (turn === mark.turn && at > mark.at));
    const end = later.find(({ kind }) => kind === 'start');
    // An engine that ended before its first turn has nothing to compare.
    if (end?.turn === mark.turn) continue;
    yield await new StretchCheck(source, options, mark, later, end).run();
  }
}

/** Each start of an engine, and the last checkpoint before the time that was asked for. */
function beginnings(
  marks: readonly CheckpointMark[],
  from: Instant = Number.NEGATIVE_INFINITY,
): CheckpointMark[] {
  const first = marks.findLastIndex(({ at }) => at <= from);
  const rest = marks.slice(Math.max(0, first));
  return rest.filter(({ kind }, nth) => nth === 0 || kind === 'start');
}

class StretchCheck {
  readonly #source: RecordSource;
  readonly #options: CheckOptions;
  readonly #mark: CheckpointMark;
  /** Checkpoints that come by before the stretch is over. */
  readonly #days: CheckpointMark[];
  readonly #end: CheckpointMark | undefined;
  readonly #plans = new Map<number, Plan>();
  #entries: StoredEntry[] = [];
  #starts = 0;
  #until: Stretch['until'];

  constructor(
    source: RecordSource,
    options: CheckOptions,
    mark: CheckpointMark,
    later: readonly CheckpointMark[],
    end: CheckpointMark | undefined,
  ) {
    this.#source = source;
    this.#options = options;
    this.#mark = mark;
    this.#end = end;
    this.#days = later.filter(({ turn, kind }) => kind === 'day' && (!end || turn < end.turn));
    this.#until = { turn: mark.turn, at: mark.at };
    // A day begins in the middle of a run; the engine of that run has started before.
    this.#starts = mark.kind === 'day' ? 1 : 0;
  }

  async run(): Promise<Stretch> {
    if (this.#mark.build !== this.#options.build) return this.#told({ kind: 'other build' }, 0);
    const text = await this.#source.checkpoint(this.#mark.turn);
    if (text === undefined) return this.#told({ kind: 'incomplete', because: 'its checkpoint is gone' }, 0);
    const checkpoint = readCheckpoint(text);
    for (const version of checkpoint.plans) {
      if (!(await this.#knowPlan(version)))
        return this.#told({ kind: 'incomplete', because: `plan version ${version} cannot be read` }, 0);
    }
    const planOf = (version: number): Plan => {
      const plan = this.#plans.get(version);
      if (!plan) throw new Error(`plan version ${version} cannot be read`);
      return plan;
    };
    const replay = new Replay({ ...this.#mark, checkpoint }, planOf);
    const result = await this.#take(replay);
    return this.#told(result, replay.equal);
  }

  async #take(replay: Replay): Promise<Stretch['result']> {
    const { to = Number.POSITIVE_INFINITY } = this.#options;
    for (;;) {
      const commits = await this.#source.turnsAfter(replay.turn, commitsAtOnce);
      if (commits.length === 0) return { kind: 'equal' };
      for (const { first, firstSeq, turns } of commits) {
        if (first > replay.turn + 1)
          return { kind: 'incomplete', because: `turn ${replay.turn + 1} is missing` };
        let seq = firstSeq;
        for (const [nth, turn] of turns.entries()) {
          const number = first + nth;
          const entriesBegin = seq;
          seq += turn.entries;
          if (number <= replay.turn) continue;
          if (turn.at > to || number > (this.#end?.turn ?? number)) return { kind: 'equal' };
          if (turn.event.type === 'engineStarted' && ++this.#starts > 1)
            return { kind: 'incomplete', because: 'the engine was started again, and left no checkpoint' };
          const difference = await this.#one(replay, turn, entriesBegin);
          if (difference) return { kind: 'different', difference };
          this.#until = { turn: number, at: turn.at };
        }
      }
    }
  }

  async #one(replay: Replay, turn: RecordedTurn, firstSeq: number): Promise<Difference | undefined> {
    if (bringsPlan(turn.event.type)) await this.#knowPlan(Number(turn.event['version']));
    replay.seq = firstSeq - 1;
    const difference = replay.take({ turns: [turn] }, await this.#entriesOf(firstSeq, turn.entries));
    if (difference) return difference;
    const day = this.#days.find((mark) => mark.turn === replay.turn);
    const text = day && (await this.#source.checkpoint(day.turn));
    return text === undefined ? undefined : replay.isAt(readCheckpoint(text), day?.at ?? turn.at);
  }

  async #entriesOf(firstSeq: number, count: number): Promise<readonly StoredEntry[]> {
    if (count === 0) return [];
    if ((this.#entries.at(-1)?.seq ?? 0) < firstSeq + count - 1) {
      const kept = this.#entries.filter(({ seq }) => seq >= firstSeq);
      const from = kept.at(-1)?.seq ?? firstSeq - 1;
      this.#entries = [...kept, ...(await this.#source.entriesAfter(from, Math.max(entriesAtOnce, count)))];
    }
    return this.#entries.filter(({ seq }) => seq >= firstSeq && seq < firstSeq + count);
  }

  async #knowPlan(version: number): Promise<boolean> {
    if (this.#plans.has(version)) return true;
    const plan = await this.#source.plan(version);
    if (plan) this.#plans.set(version, plan);
    return plan !== undefined;
  }

  #told(result: Stretch['result'], entries: number): Stretch {
    const turns = this.#until.turn - this.#mark.turn;
    return { from: this.#mark, until: this.#until, turns, entries, result };
  }
}
