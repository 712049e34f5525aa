/** What the core was told, turn by turn. */
import type { Database } from 'better-sqlite3';
import type { AgentState } from '../../agents/agent.ts';
import type { Call } from '../../call/kept/call.ts';
import type { JournalEntry } from '../../call/kept/journal.ts';
import type { CheckpointMark, TurnRecord } from '../../ports/store.ts';
import { type CheckpointList, checkpointText, readCheckpoint } from '../../recorded/checkpoint.ts';
import { packed, type RecordedTurns, unpackTurns } from '../../recorded/turn.ts';
import type { CallId, LegId } from '../../shared/ids.ts';
import { withKeysTogether } from '../projections/keys-pressed.ts';
import { hideInAgent, hideInCall } from '../projections/personal.ts';
import { hideInTurn } from '../projections/personal-events.ts';
import { asked } from './errors.ts';
import { inParts } from './in-parts.ts';
import { atLeastNone } from './limit.ts';
import type { PersonalValues } from './personal/personal.ts';

/** To be called inside a transaction. Two that write the same turn do not go together: the second is refused. */
export function storeTurns(
  db: Database,
  personal: PersonalValues,
): (recorded: RecordedTurns, journal: readonly JournalEntry[]) => void {
  const keep = db.prepare<[number, number, number, string]>(
    'insert into recorded_turn (turn, at, seq, data) values (?, ?, ?, ?)',
  );
  return ({ first, firstSeq, turns }, journal) => {
    const at = turns[0]?.at;
    if (at === undefined) return;
    const callOfLeg = (leg: LegId): CallId | undefined => {
      for (const entry of journal) if (entry.type === 'callArrived' && entry.leg === leg) return entry.call;
      return undefined;
    };
    const text = personal.text((hide) => packed(turns.map((turn) => hideInTurn(turn, callOfLeg, hide))));
    keep.run(first, at, firstSeq, text);
  };
}

interface Row {
  readonly turn: number;
  readonly at: number;
  readonly seq: number;
  readonly data: string;
}

export function turnRecord(db: Database, personal: PersonalValues): TurnRecord {
  const columns = 'turn, at, seq, data';
  const last = db.prepare<[], Row>(`select ${columns} from recorded_turn order by turn desc limit 1`);
  const after = db.prepare<[number, number], Row>(
    `select ${columns} from recorded_turn
     where turn >= coalesce((select max(turn) from recorded_turn where turn <= ? + 1), 0) order by turn limit ?`,
  );
  const following = db.prepare<[number, number], Row>(
    `select ${columns} from recorded_turn where turn > ? order by turn limit ?`,
  );
  const lastMark = db.prepare<[], number | null>('select max(turn) from recorded_checkpoint').pluck();
  const keep = db.prepare<[number, number, number, string, string, string]>(
    'insert or replace into recorded_checkpoint (turn, seq, at, kind, build, data) values (?, ?, ?, ?, ?, ?)',
  );
  const textOf = db.transaction((values: readonly unknown[], list: CheckpointList) =>
    personal.text((hide) => {
      if (list === 'calls') return (values as readonly Call[]).map((call) => hideInCall(call, hide));
      if (list === 'agents')
        return (values as readonly AgentState[]).map((agent) => hideInAgent(agent, hide));
      return values;
    }),
  );
  const marks = db.prepare<[], CheckpointMark>(
    'select turn, seq, at, kind, build from recorded_checkpoint order by turn, at',
  );
  const text = db
    .prepare<[number], string>('select data from recorded_checkpoint where turn = ? order by at desc limit 1')
    .pluck();
  // A replay from there on needs the checkpoint before.
  const needed = db
    .prepare<[number], number | null>('select max(turn) from recorded_checkpoint where at <= ?')
    .pluck();
  const dropTurns = db.prepare<[number, number]>(
    `delete from recorded_turn where turn in
       (select turn from recorded_turn where turn <= ? order by turn limit ?)`,
  );
  const dropMarks = db.prepare<[number]>('delete from recorded_checkpoint where turn < ?');
  const read = ({ turn, at, seq, data }: Row): RecordedTurns => ({
    first: turn,
    firstSeq: seq,
    turns: unpackTurns(personal.revealed(data), at),
  });
  return {
    last: () =>
      asked(db, () => {
        const row = last.get();
        const turns = row ? row.turn + read(row).turns.length - 1 : 0;
        return Math.max(turns, lastMark.get() ?? 0);
      }),
    after: async (turn, limit) => {
      const found = await inParts<RecordedTurns>(db, limit, (last, most) =>
        (last ? following.all(last.first, most) : after.all(turn, most)).map(read),
      );
      return found.filter(({ first, turns }) => first + turns.length > turn + 1);
    },
    keepCheckpoint: async ({ turn, seq, at, kind, build }, checkpoint, breathe) => {
      const parts: string[] = [];
      const { timesForgotten } = personal;
      const pieces = checkpointText(checkpoint, (values, list) => textOf.immediate(values, list));
      /** Whether it is kept; undefined: there is more of it. */
      const next = (): boolean | undefined => {
        if (personal.timesForgotten !== timesForgotten) return false;
        const { done, value } = pieces.next();
        if (done) keep.run(turn, seq, at, kind, build, parts.join(''));
        else parts.push(value);
        return done ? true : undefined;
      };
      try {
        for (;;) {
          const isKept = await asked(db, next);
          if (isKept !== undefined) return isKept;
          await breathe?.();
        }
      } catch (error) {
        personal.forget();
        throw error;
      }
    },
    checkpoints: () => asked(db, () => marks.all()),
    checkpoint: (turn) =>
      asked(db, () => {
        const found = text.get(turn);
        if (found === undefined) return undefined;
        const checkpoint = readCheckpoint(personal.revealed(found));
        return JSON.stringify({ ...checkpoint, calls: checkpoint.calls.map(withKeysTogether) });
      }),
    prune: (before, limit) =>
      asked(db, () => {
        const turn = needed.get(before);
        if (turn === null || turn === undefined) return 0;
        const dropped = dropTurns.run(turn, atLeastNone(limit)).changes;
        // Without its turns a checkpoint is of no use; before them it would be.
        if (dropped < limit) dropMarks.run(turn);
        return dropped;
      }),
  };
}
