/** The journal's table: append-only, numbered without gaps. */
import type { Database } from 'better-sqlite3';
import type { JournalEntry, JournalEntryOf, StoredEntry } from '../../../call/kept/journal.ts';
import { keptVersion, upgrade } from '../../../call/kept/upgrades/upgrade.ts';
import type { Log } from '../../../ports/log.ts';
import type { JournalReader } from '../../../ports/store.ts';
import type { CallId } from '../../../shared/ids.ts';
import { breather } from '../../../shared/slices.ts';
import { hideInEntry } from '../../projections/personal.ts';
import { asked } from '../errors.ts';
import { inParts } from '../in-parts.ts';
import { atLeastNone } from '../limit.ts';
import type { PersonalValues } from '../personal/personal.ts';
import { callsOfCaller } from './calls-of-caller.ts';
import { JournalIndex } from './journal-index.ts';
import { columns, type JournalRow } from './journal-row.ts';
import { journalSearch, rowsOfCall } from './journal-search.ts';

/** To be called inside a transaction. `firstSeq`: the number of the first entry; undefined: the next that is free. */
export function storeJournal(
  db: Database,
  personal: PersonalValues,
): (entries: readonly JournalEntry[], firstSeq?: number) => void {
  const append = db.prepare<[number | null, number, string, string | null, string | null, string]>(
    `insert into journal (seq, at, type, call, agent, data, version) values (?, ?, ?, ?, ?, ?, ${keptVersion})`,
  );
  return (entries, firstSeq) => {
    let seq = firstSeq ?? null;
    for (const entry of entries) {
      const { at, type, call, agent } = entry as JournalEntry & { call?: string; agent?: string };
      append.run(seq, at, type, call ?? null, agent ?? null, entryText(personal, entry));
      if (seq !== null) seq++;
    }
  };
}

/** All of an entry that has no column of its own. */
export function entryText(personal: PersonalValues, entry: JournalEntry): string {
  return personal.text((hide) => {
    const { at, type, call, agent, ...rest } = hideInEntry(entry, hide) as JournalEntry & {
      call?: string;
      agent?: string;
    };
    return rest;
  });
}

/** As it was written, by whatever version: what is stored again (`erasure.ts`) must say the same. */
export function entryOf(row: JournalRow, personal: PersonalValues): StoredEntry {
  const { seq, at, type, call, agent, data, version } = row;
  const rest = JSON.parse(personal.revealed(data)) as object;
  const entry = {
    seq,
    at,
    type,
    ...(call !== null && { call }),
    ...(agent !== null && { agent }),
    ...rest,
  };
  return upgrade('entry', entry, version) as unknown as StoredEntry;
}

export interface Journal {
  readonly reader: JournalReader;
  /** All rows of a call, in order. */
  readonly rowsOfCall: (call: CallId) => readonly JournalRow[];
  readonly callers: Pick<JournalIndex, 'complete' | 'forget'>;
  /** To be called after the commit of these entries. */
  readonly added: (entries: readonly JournalEntry[], firstSeq?: number) => void;
}

export function openJournal(db: Database, personal: PersonalValues, log: Log): Journal {
  const after = db.prepare<[number, number], JournalRow>(
    `select ${columns} from journal where seq > ? order by seq limit ?`,
  );
  const newest = db.prepare<[], number>('select coalesce(max(seq), 0) from journal').pluck();
  const ofTypes = db.prepare<[string, number, number], JournalRow>(
    `select ${columns} from journal
     where type in (select value from json_each(?)) and seq > ? and seq <= ? order by seq`,
  );
  const arrivals = db.prepare<[number, number], { seq: number; call: CallId }>(
    `select seq, call from journal where type = 'callArrived' and seq < ? order by seq desc limit ?`,
  );
  const arrivalSeq = db
    .prepare<[CallId], number>(`select seq from journal where call = ? and type = 'callArrived'`)
    .pluck();

  const outside = db.prepare<[number], JournalRow>(
    `select ${columns} from journal where type = 'outsideUsed' and at > ? order by at, seq`,
  );

  const callOfLeg = db.prepare<[string]>(
    `select 1 from journal where type = 'callArrived' and data ->> '$.leg' = ?`,
  );

  const entries = (rows: readonly JournalRow[]): StoredEntry[] =>
    rows.flatMap((row) => {
      try {
        return [entryOf(row, personal)];
      } catch (error) {
        log.error({ err: error, seq: row.seq }, 'A journal entry is not readable and was skipped.');
        return [];
      }
    });

  const index = new JournalIndex(db, entries, log);
  const find = journalSearch(db, entries, index);
  const ofCall = (call: CallId) => find({ call, limit: Number.MAX_SAFE_INTEGER });
  const arrivalOf = async (call: CallId) =>
    (await ofCall(call)).find((entry) => entry.type === 'callArrived');
  const reader: JournalReader = {
    ofCall,
    callsOf: callsOfCaller(db, entries, arrivalOf, index),
    after: (seq, limit) => asked(db, () => entries(after.all(seq, atLeastNone(limit)))),
    last: async (limit) => {
      const most = atLeastNone(limit);
      return await find({ after: (await asked(db, () => newest.get() ?? 0)) - most, limit: most });
    },
    ofTypes: <Type extends StoredEntry['type']>(types: readonly Type[], begin: number, end: number) =>
      asked(
        db,
        () => entries(ofTypes.all(JSON.stringify(types), begin, end)) as (StoredEntry & { type: Type })[],
      ),
    knownLegs: (legs) =>
      asked(db, () => new Set([...legs].filter((leg) => callOfLeg.get(leg) !== undefined))),
    outsideSince: (then) =>
      asked(db, () => entries(outside.all(then)) as readonly JournalEntryOf<'outsideUsed'>[]),
    find,
    arrivals: async (calls) => {
      const found = new Map<CallId, JournalEntryOf<'callArrived'>>();
      const breathe = breather();
      for (const call of calls) {
        const arrival = await arrivalOf(call);
        if (arrival) found.set(call, arrival);
        await breathe();
      }
      return found;
    },
    callIds: async (limit, before) => {
      const start =
        before === undefined ? Number.MAX_SAFE_INTEGER : await asked(db, () => arrivalSeq.get(before) ?? 0);
      const found = await inParts<{ seq: number; call: CallId }>(db, limit, (last, most) =>
        arrivals.all(last?.seq ?? start, most),
      );
      return found.map(({ call }) => call);
    },
  };
  return {
    reader,
    rowsOfCall: rowsOfCall(db, index),
    callers: index,
    added: (added, firstSeq) => index.added(added, firstSeq),
  };
}
