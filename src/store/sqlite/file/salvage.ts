/**
 * Copies what can be read of a damaged database into a new one, row by row: from the front of each table until the
 * damage, then from its back. The new journal keeps the old numbers, so damage is the one thing that may leave a gap
 * in it; an `alarmRaised` entry says so.
 */
import Database from 'better-sqlite3';
import type { Log } from '../../../ports/log.ts';
import { storeJournal } from '../journal/journal.ts';
import { PersonalValues } from '../personal/personal.ts';
import { firstCall, nextCallAfter } from '../snapshot.ts';
import { tables } from '../tables.ts';

/**
 * Ids that were given out in the part that is lost may still be in use on the exchange; the numbers of calls jump
 * ahead of them.
 */
const jumpAhead = 1000;

export function leaveOutCallNumbers(db: Database.Database): void {
  const next = Math.max(nextCallAfter(db), firstCall) + jumpAhead;
  db.prepare(`insert or replace into counter values ('next call', ?)`).run(next);
}

/** How many rows of each table were saved. `keptAs`: where the damaged file is going to be, for the alarm. */
export function salvage(
  from: string,
  keptAs: string,
  into: Database.Database,
  log: Log,
): Record<string, number> {
  const saved: Record<string, number> = {};
  let old: Database.Database;
  try {
    old = new Database(from, { fileMustExist: true });
  } catch (error) {
    log.error({ err: error, from }, 'The corrupt database is not readable at all.');
    return saved;
  }
  try {
    into.transaction(() => {
      for (const table of tables) saved[table.name] = copyTable(old, into, table.name, table.key, log);
      leaveOutCallNumbers(into);
      // The damaged one may be of a schema with personal values in the journal: all that was saved is taken for such.
      into.exec(
        `insert or replace into counter
         select 'plain journal below', coalesce(max(seq), 0) + 1 from journal`,
      );
      storeJournal(
        into,
        new PersonalValues(into),
      )([
        {
          at: Date.now(),
          type: 'alarmRaised',
          code: 'database_damaged',
          what: `the database was corrupt and is kept as ${keptAs}; the journal may have a gap before this entry`,
        },
      ]);
    })();
  } finally {
    old.close();
  }
  return saved;
}

function copyTable(
  old: Database.Database,
  into: Database.Database,
  table: string,
  key: string,
  log: Log,
): number {
  let copied = 0;
  for (const direction of ['asc', 'desc']) {
    try {
      // The damaged one may be of an older schema.
      const theirs = new Set(columnsOf(old, table));
      const columns = columnsOf(into, table).filter((column) => theirs.has(column));
      const insert = into.prepare(
        `insert or ignore into ${table} (${columns.join()}) values (${columns.map(() => '?').join()})`,
      );
      const rows = old
        .prepare<[], unknown[]>(`select ${columns.join()} from ${table} order by ${key} ${direction}`)
        .raw();
      for (const row of rows.iterate()) copied += insertIfSound(insert, row);
      return copied;
    } catch (error) {
      log.warn(
        { err: error, table, direction, copied },
        'A corrupt table was read up to the first unreadable row.',
      );
    }
  }
  return copied;
}

function columnsOf(db: Database.Database, table: string): string[] {
  return db.prepare<[string], string>('select name from pragma_table_info(?)').pluck().all(table);
}

/** A row that is garbage (text where a number belongs, a contact that is gone) is one row less, not the end. */
function insertIfSound(insert: Database.Statement, row: unknown[]): number {
  try {
    return insert.run(...row).changes;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return 0;
    throw error;
  }
}
