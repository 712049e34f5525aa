/** Recordings of talks. Their rows come from `projections/recordings.ts`; what became of the sounds, from `recordings/`. */
import type { Database } from 'better-sqlite3';
import type {
  DueRecording,
  RecordingIndex,
  RecordingQuery,
  TalkRecordingRow,
} from '../../ports/recordings.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { RecordingChange } from '../projections/recordings.ts';
import { asked } from './errors.ts';
import { inParts } from './in-parts.ts';
import { atLeastNone } from './limit.ts';
import { blankReviews } from './quality/quality.ts';

/** To be called inside a transaction. */
export function storeRecordings(db: Database): (change: RecordingChange) => void {
  const segment = db.prepare(
    `insert into talk_segment (recording, call, at, sides) values (:recording, :call, :at, :sides)
     on conflict (recording) do nothing`,
  );
  const recording = db.prepare(
    `insert into talk_recording (call, at, rule, queue, talked_with, keep_for)
     values (:call, :at, :rule, :queue, :talkedWith, :keepFor) on conflict (call) do nothing`,
  );
  const runs = db.prepare('update talk_segment set at = :at, lag = :lag where recording = :recording');
  const closed = db.prepare('update talk_segment set closed = 1 where recording = :recording');
  const due = db.prepare(
    `update talk_recording set state = 'due', ended = :at where call = :call and state = 'open'`,
  );
  return (change) => {
    switch (change.what) {
      case 'started':
        segment.run({ recording: change.recording, call: change.call, at: change.at, sides: change.sides });
        recording.run({
          call: change.call,
          at: change.at,
          rule: change.rule,
          queue: change.queue,
          talkedWith: change.talkedWith,
          keepFor: change.keepFor,
        });
        return;
      case 'runs':
        runs.run({ recording: change.recording, at: change.at, lag: change.lag });
        return;
      case 'closed':
        closed.run({ recording: change.recording });
        return;
      case 'call ended':
        due.run({ call: change.call, at: change.at });
    }
  };
}

const columns = `call, state, at, ended, rule, queue, talked_with as talkedWith, keep_for as keepFor, file, lasted, size,
  sha256, key, deleted_because as deletedBecause, held_by as heldBy, held_reason as heldReason, held_at as heldAt`;

type SegmentRow = Omit<DueRecording['segments'][number], 'closed' | 'ran'> & {
  readonly ran: number;
  readonly closed: number;
};

interface Row extends Record<string, unknown> {
  readonly call: CallId;
  readonly at: Instant;
  readonly heldBy: string | null;
  readonly heldReason: string | null;
  readonly heldAt: Instant | null;
}

/** After the one at `before` with that row id. */
type ListAsked = Required<RecordingQuery> & { readonly place: number; readonly limit: number };
type Listed = Row & { readonly place: number };
type Expiring = Listed & { readonly until: Instant };

export function recordingIndex(db: Database): RecordingIndex {
  const due = db.prepare<[number], Row>(
    `select ${columns} from talk_recording where state = 'due' order by ended limit ?`,
  );
  const segments = db.prepare<[string], SegmentRow>(
    `select recording, at, sides, coalesce(lag, 0) as lag, lag is not null as ran, closed from talk_segment
     where call = ? order by at, rowid`,
  );
  const one = db.prepare<[string], Row>(`select ${columns} from talk_recording where call = ?`);
  // Left to itself, SQLite takes the index by state, and sorts all that are kept.
  const newest =
    "state in ('kept', 'due', 'open') and (at, rowid) < (:before, :place) order by at desc, rowid desc limit :limit";
  const listed = db.prepare<ListAsked, Listed>(
    `select ${columns}, rowid as place from talk_recording indexed by talk_recording_listed where ${newest}`,
  );
  const ofQueue = db.prepare<ListAsked, Listed>(
    `select ${columns}, rowid as place from talk_recording indexed by talk_recording_of_queue where queue = :queue and ${newest}`,
  );
  const ofCall = db.prepare<ListAsked, Listed>(
    `select ${columns}, rowid as place from talk_recording where call = :call and (:queue is null or queue = :queue) and ${newest}`,
  );
  const keep = db.prepare(
    `update talk_recording set state = 'kept', file = :file, lasted = :lasted, size = :size, sha256 = :sha256, key = :key
     where call = :call`,
  );
  const lose = db.prepare(`update talk_recording set state = 'lost' where call = ?`);
  // Left to itself, SQLite takes the index by state, and visits each that is kept.
  const expired = db.prepare<{ after: Instant; place: number; now: Instant; limit: number }, Expiring>(
    `select ${columns}, rowid as place, ended + keep_for as until
     from talk_recording indexed by talk_recording_by_expiry
     where state = 'kept' and held_by is null and ended + keep_for >= :after and (ended + keep_for, rowid) > (:after, :place)
       and ended + keep_for < :now order by ended + keep_for, rowid limit :limit`,
  );
  const remove = db.prepare(
    `update talk_recording set state = 'deleted', deleted_because = ?, file = null where call = ?`,
  );
  const blank = blankReviews(db);
  const removeOne = db.transaction((call: CallId, because: string): void => {
    remove.run(because, call);
    blank(call);
  });
  const hold = db.prepare(
    'update talk_recording set held_by = :by, held_reason = :reason, held_at = :at where call = :call',
  );
  const forgetRow = db
    .prepare<[string], string | null>('delete from talk_recording where call = ? returning file')
    .pluck();
  const forgetSegments = db.prepare('delete from talk_segment where call = ?');
  const stateOfSegment = db
    .prepare<[string], string>(
      'select state from talk_recording join talk_segment using (call) where recording = ?',
    )
    .pluck();
  const forget = db.transaction((calls: readonly CallId[]) => {
    for (const call of calls) forgetSegments.run(call);
    return calls.flatMap((call) => forgetRow.all(call)).filter((file) => file !== null);
  });
  return {
    due: (limit) =>
      asked(db, () =>
        due.all(atLeastNone(limit)).map((row) => ({
          ...recordingOf(row),
          segments: segments
            .all(row.call)
            .map(({ ran, closed, ...each }) => ({ ...each, ran: ran === 1, closed: closed === 1 })),
        })),
      ),
    find: (call) =>
      asked(db, () => {
        const row = one.get(call);
        return row && recordingOf(row);
      }),
    list: async ({ call = null, queue = null, before = Number.MAX_SAFE_INTEGER }, limit) => {
      const list = call !== null ? ofCall : queue !== null ? ofQueue : listed;
      const rows = await inParts<Listed>(db, limit, (last, most) =>
        list.all({ call, queue, before: last?.at ?? before, place: last?.place ?? 0, limit: most }),
      );
      return rows.map(({ place: _, ...row }) => recordingOf(row));
    },
    keep: (call, sound) => asked(db, () => keep.run({ call, ...sound, key: sound.key ?? null }).changes),
    lose: (call) => asked(db, () => lose.run(call).changes),
    expired: async (now, limit) => {
      const rows = await inParts<Expiring>(db, limit, (last, most) =>
        expired.all({
          after: last?.until ?? Number.MIN_SAFE_INTEGER,
          place: last?.place ?? 0,
          now,
          limit: most,
        }),
      );
      return rows.map(({ place: _, until: _until, ...row }) => recordingOf(row));
    },
    remove: (call, because) => asked(db, () => removeOne.immediate(call, because)),
    hold: (call, held) =>
      asked(
        db,
        () =>
          void hold.run({
            call,
            by: held?.by ?? null,
            reason: held?.reason ?? null,
            at: held?.at ?? null,
          }),
      ),
    forget: (calls) => asked(db, () => forget.immediate(calls)),
    segmentsOf: (call) => asked(db, () => segments.all(call).map(({ recording }) => recording)),
    stateOfSegment: (recording) =>
      asked(db, () => stateOfSegment.get(recording) as TalkRecordingRow['state'] | undefined),
  };
}

function recordingOf({ heldBy, heldReason, heldAt, ...row }: Row): TalkRecordingRow {
  const there = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  const hold = heldBy === null ? {} : { hold: { by: heldBy, reason: heldReason ?? '', at: heldAt ?? 0 } };
  return { ...(there as unknown as TalkRecordingRow), ...hold };
}
