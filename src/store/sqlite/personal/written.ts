/**
 * What is written while an erasure goes on in slices. A slice deletes what there is about a call, and whatever is written about
 * that call afterwards (a review, a delivery, a note on its ticket) would stay. So for as long as an erasure lasts, each table that
 * names a call, a ticket or a lane notes of which of them it gets a row. The tables are found by their columns: a new one is watched
 * without a change here. The last step of the erasure looks at what was noted, in its own transaction.
 */
import type { Database } from 'better-sqlite3';
import type { WritesWatched } from '../../../ports/store.ts';

/** By which columns rows are erased besides a person's numbers and contact. */
const columns = ['call', 'ticket', 'lane'] as const;
type Column = (typeof columns)[number];

/** What was noted: names of calls, ids of tickets, lanes. */
export interface Written extends WritesWatched {
  readonly names: Readonly<Record<Column, ReadonlySet<string>>>;
}

/** @returns begins to watch; several erasures may be under way */
export function watchWrites(db: Database): () => Written {
  const watching = new Set<Readonly<Record<Column, Set<string>>>>();
  db.function('note_written', { directOnly: false }, (column: Column, name: string | number | null) => {
    if (name !== null) for (const names of watching) names[column].add(String(name));
    return null;
  });
  const watched = db.prepare<[], { table: string; column: Column }>(
    `select m.name as "table", c.name as "column" from main.sqlite_master m join pragma_table_info(m.name) c
     where m.type = 'table' and m.sql not like 'create virtual%' and c.name in ('${columns.join(`', '`)}')`,
  );
  const begin = (): void => {
    for (const { table, column } of watched.all())
      db.exec(`create temp trigger "watch ${table} ${column}" after insert on main."${table}"
        begin select note_written('${column}', new."${column}"); end`);
  };
  const end = (): void => {
    for (const { table, column } of watched.all())
      db.exec(`drop trigger if exists temp."watch ${table} ${column}"`);
  };
  return () => {
    const names = { call: new Set<string>(), ticket: new Set<string>(), lane: new Set<string>() };
    if (watching.size === 0) begin();
    watching.add(names);
    return {
      names,
      end: () => {
        if (watching.delete(names) && watching.size === 0 && db.open) end();
      },
    };
  };
}
