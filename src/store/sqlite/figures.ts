/** Sums for reports. Each is stored once for its hour and once for its day, and added to as the journal goes on. */
import type { Database } from 'better-sqlite3';
import type { CellLevel, FigureBook, FigureChange, FigureState } from '../../ports/figures.ts';
import { asked } from './errors.ts';

interface Row {
  readonly at: number;
  readonly subject: string;
  readonly cell: string;
}

export function figureBook(db: Database): FigureBook {
  const state = db.prepare<[], { timeZone: string; version: number; state: string }>(
    'select time_zone as timeZone, version, state from report_state',
  );
  const keepState = db.prepare<[string, number, string]>(
    'insert or replace into report_state (id, time_zone, version, state) values (1, ?, ?, ?)',
  );
  const one = db
    .prepare<[CellLevel, number, string], string>(
      'select cell from report_cell where level = ? and at = ? and subject = ?',
    )
    .pluck();
  const put = db.prepare<[CellLevel, number, string, string]>(
    'insert or replace into report_cell (level, at, subject, cell) values (?, ?, ?, ?)',
  );
  const drop = db.prepare<[CellLevel, number, string]>(
    'delete from report_cell where level = ? and at = ? and subject = ?',
  );
  // `(at, subject) >` is what the primary key can be searched by; `or` would read all before it again for each part.
  const range = db.prepare<[CellLevel, number, string, number, string, string, number], Row>(
    `select at, subject, cell from report_cell
     where level = ? and (at, subject) > (?, ?) and at < ? and subject >= ? and subject < ?
     order by at, subject limit ?`,
  );
  const keepCheckpoint = db.prepare<[number, string]>(
    'insert or replace into report_checkpoint (day, state) values (?, ?)',
  );
  const checkpoint = db.prepare<[number], { day: number; state: string }>(
    'select day, state from report_checkpoint where day <= ? order by day desc limit 1',
  );
  const add = db.transaction((change: FigureChange): void => {
    for (const { level, at, subject, merge } of change.cells) {
      const merged = merge(one.get(level, at, subject));
      if (merged === undefined) drop.run(level, at, subject);
      else put.run(level, at, subject, merged);
    }
    for (const { day, state: text } of change.checkpoints) keepCheckpoint.run(day, text);
    keepState.run(change.state.timeZone, change.state.version, change.state.state);
  });
  const clear = db.transaction((): void => {
    db.exec('delete from report_cell; delete from report_state; delete from report_checkpoint');
  });
  return {
    state: () => asked(db, () => state.get() as FigureState | undefined),
    add: (change) => asked(db, () => add.immediate(change)),
    clear: () => asked(db, () => clear.immediate()),
    checkpoint: (day) => asked(db, () => checkpoint.get(day)),
    cells: (level, from, to, after, limit, kind = '') =>
      asked(db, () =>
        range.all(level, after?.at ?? from, after?.subject ?? '', to, kind, `${kind}\u{10FFFF}`, limit),
      ),
  };
}
