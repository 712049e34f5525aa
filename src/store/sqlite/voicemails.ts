/** Messages that callers left. Their rows come from `projections/messages.ts`; who called, from the call's arrival. */
import type { Database } from 'better-sqlite3';
import type { JournalEntry } from '../../call/kept/journal.ts';
import type { JournalReader, VoicemailBox, VoicemailCount, VoicemailMessage } from '../../ports/store.ts';
import { defined } from '../../shared/defined.ts';
import type { CallId } from '../../shared/ids.ts';
import { listIn } from '../../shared/lists.ts';
import { messageRow, messageRowChange } from '../projections/messages.ts';
import { asked } from './errors.ts';
import { atLeastNone } from './limit.ts';

const column = {
  voicemail: 'voicemail',
  heardAt: 'heard_at',
  heardBy: 'heard_by',
  assignedTo: 'assigned_to',
  speech: 'speech',
  deletedAt: 'deleted_at',
} as const;

/** To be called inside a transaction. */
export function storeMessages(db: Database): (entry: JournalEntry) => void {
  const keep = db.prepare(
    `insert into voicemail_message (recording, voicemail, call, at, lasted)
     values (:recording, :voicemail, :call, :at, :lasted) on conflict (recording) do nothing`,
  );
  const sets = Object.fromEntries(
    Object.entries(column).map(([field, name]) => [
      field,
      db.prepare<[string | number | null, string]>(
        `update voicemail_message set ${name} = ? where recording = ?`,
      ),
    ]),
  );
  return (entry) => {
    const left = messageRow(entry);
    if (left) keep.run(left);
    const said = messageRowChange(entry);
    for (const [field, value] of Object.entries(said?.change ?? {}))
      sets[field]?.run(typeof value === 'boolean' ? Number(value) : value, said?.recording ?? '');
  };
}

/** The columns of the caller are of an earlier version's rows only. */
interface Row {
  readonly recording: string;
  readonly voicemail: string;
  readonly call: CallId;
  readonly callerNumber: string | null;
  readonly callerName: string | null;
  readonly at: number;
  readonly lasted: number;
  readonly heardAt: number | null;
  readonly heardBy: string | null;
  readonly assignedTo: string | null;
  readonly speech: 0 | 1 | null;
}

const columns = `recording, voicemail, call, caller_number as callerNumber, caller_name as callerName, at, lasted,
  heard_at as heardAt, heard_by as heardBy, assigned_to as assignedTo, speech`;
const isThere = 'deleted_at is null';
const isNew = `heard_at is null and ${isThere} and speech is not 0`;

export function voicemailBox(db: Database, journal: Pick<JournalReader, 'arrivals'>): VoicemailBox {
  const list = (where: string) => ({
    all: db.prepare<[number], Row>(
      `select ${columns} from voicemail_message where ${where} order by at desc, rowid desc limit ?`,
    ),
    ofOne: db.prepare<[string, number], Row>(
      `select ${columns} from voicemail_message where voicemail = ? and ${where} order by at desc, rowid desc limit ?`,
    ),
  });
  const listed = { all: list(isThere), new: list(isNew) };
  const one = db.prepare<[string], Row>(
    `select ${columns} from voicemail_message where recording = ? and ${isThere}`,
  );
  const callOf = db
    .prepare<[string], string>('select call from voicemail_message where recording = ?')
    .pluck();
  const left = db.prepare<[], { call: CallId; recording: string }>(
    `select call, recording from voicemail_message where ${isThere}`,
  );
  const counts = db.prepare<[], VoicemailCount>(
    `select voicemail, sum(${isNew}) as unheard, sum(${isThere}) - sum(${isNew}) as others
     from voicemail_message group by voicemail order by voicemail`,
  );
  const unjudged = db.prepare<[], Row>(
    `select ${columns} from voicemail_message where speech is null and ${isThere}`,
  );
  const older = db.prepare<[string, number], Row>(
    `select ${columns} from voicemail_message where voicemail = ? and at < ? and ${isThere}`,
  );
  const deleted = db
    .prepare<[], string>('select recording from voicemail_message where deleted_at is not null')
    .pluck();
  const drop = db.prepare<[string]>(
    'delete from voicemail_message where recording = ? and deleted_at is not null',
  );
  const withCallers = async (rows: readonly Row[]): Promise<readonly VoicemailMessage[]> => {
    const arrivals = await journal.arrivals(rows.map(({ call }) => call));
    return rows.map((row) => message(row, arrivals));
  };
  return {
    callOf: async (recording) => await asked(db, () => callOf.get(recording) as CallId | undefined),
    list: async (voicemail, limit, which = 'all') => {
      const most = atLeastNone(limit);
      const { all, ofOne } = listed[which];
      const rows = await asked(db, () =>
        voicemail === undefined ? all.all(most) : ofOne.all(voicemail, most),
      );
      return await withCallers(rows);
    },
    one: async (recording) => {
      const row = await asked(db, () => one.get(recording));
      return row && (await withCallers([row]))[0];
    },
    byCall: async () => {
      const found = new Map<CallId, string[]>();
      for (const { call, recording } of await asked(db, () => left.all()))
        listIn(found, call).push(recording);
      return found;
    },
    counts: async () => await asked(db, () => counts.all()),
    unjudged: async () => await withCallers(await asked(db, () => unjudged.all())),
    olderThan: async (voicemail, at) => await withCallers(await asked(db, () => older.all(voicemail, at))),
    deleted: async () => await asked(db, () => deleted.all()),
    forget: async (recording) => {
      await asked(db, () => drop.run(recording));
    },
  };
}

function message(row: Row, arrivals: Awaited<ReturnType<JournalReader['arrivals']>>): VoicemailMessage {
  const { recording, voicemail, call, at, lasted, speech } = row;
  const { caller } = arrivals.get(call) ?? {};
  return {
    recording,
    voicemail,
    call,
    at,
    lasted,
    ...defined({
      callerNumber: row.callerNumber ?? caller?.number,
      callerName: row.callerName ?? caller?.name,
      heardAt: row.heardAt ?? undefined,
      heardBy: row.heardBy ?? undefined,
      assignedTo: row.assignedTo ?? undefined,
      speech: speech === null ? undefined : speech === 1,
    }),
  };
}
