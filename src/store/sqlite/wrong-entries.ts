/** The table of wrong entries for lookups. */
import type { Database } from 'better-sqlite3';
import type { WrongEntries } from '../../ports/lookups.ts';
import type { Instant } from '../../shared/time.ts';
import { asked } from './errors.ts';

export function wrongEntryBook(db: Database): WrongEntries {
  const add = db.prepare<[string, Instant]>('insert into wrong_entry (who, at) values (?, ?)');
  const since = db
    .prepare<[string, Instant], number>('select count(*) from wrong_entry where who = ? and at > ?')
    .pluck();
  const takeBack = db.prepare<[string, Instant]>(
    'delete from wrong_entry where rowid = (select rowid from wrong_entry where who = ? and at = ? limit 1)',
  );
  const prune = db.prepare<[Instant]>('delete from wrong_entry where at < ?');
  return {
    note: (who, at) => asked(db, () => void add.run(who, at)),
    since: (who, then) => asked(db, () => since.get(who, then) ?? 0),
    takeBack: (who, at) => asked(db, () => void takeBack.run(who, at)),
    prune: (before) => asked(db, () => prune.run(before).changes),
  };
}
