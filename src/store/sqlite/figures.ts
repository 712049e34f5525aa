/** Sums for reports. Each is stored once for its hour and once for its day, and added to as the journal goes on. */
import type { Database } from 'better-sqlite3';
import type { CellLevel, FigureBook, FigureChange } from '../../ports/figures.ts';
import { eachInSlices } from '../../shared/slices.ts';
import type { Instant } from '../../shared/time.ts';
import { asked } from './errors.ts';

interface Row {
  readonly at: number;
  readonly name: string;
  readonly cell: string;
}

/** What is stored from then on; undefined: nothing. */
type MergedCell = readonly [
  level: CellLevel,
  kind: string,
  at: Instant,
  name: string,
  cell: string | undefined,
];

export function figureBook(db: Database): FigureBook {
  const state = db.prepare<[], { timeZone: string; version: number; state: string }>(
    'select time_zone as timeZone, version, state from report_state',
  );
  const keepState = db.prepare<[string, number, string]>(
    'insert or replace into report_state (id, time_zone, version, state) values (1, ?, ?, ?)',
  );
  const one = db
    .prepare<[CellLevel, string, number, string], string>(
      'select cell from report_cell where level = ? and kind = ? and at = ? and name = ?',
    )
    .pluck();
  const put = db.prepare<[CellLevel, string, number, string, string]>(
    'insert or replace into report_cell (level, kind, at, name, cell) values (?, ?, ?, ?, ?)',
  );
  const drop = db.prepare<[CellLevel, string, number, string]>(
    'delete from report_cell where level = ? and kind = ? and at = ? and name = ?',
  );
  // `(at, name) >` is what the primary key can be searched by; `or` would read all before it again for each part.
  const range = db.prepare<[CellLevel, string, number, string, number, number], Row>(
    `select at, name, cell from report_cell
     where level = ? and kind = ? and (at, name) > (?, ?) and at < ?
     order by at, name limit ?`,
  );
  const keepCheckpoint = db.prepare<[number, string]>(
    'insert or replace into report_checkpoint (day, state) values (?, ?)',
  );
  const checkpoint = db.prepare<[number], { day: number; state: string }>(
    'select day, state from report_checkpoint where day <= ? order by day desc limit 1',
  );
  const store = db.transaction((cells: readonly MergedCell[], change: FigureChange): void => {
    for (const [level, kind, at, name, cell] of cells) {
      if (cell === undefined) drop.run(level, kind, at, name);
      else put.run(level, kind, at, name, cell);
    }
    for (const { day, state: text } of change.checkpoints) keepCheckpoint.run(day, text);
    keepState.run(change.state.timeZone, change.state.version, change.state.state);
  });
  /** Thousands of agents may have a cell: to read and merge them takes longer than to write them, and calls wait for neither. */
  const merged = async ({ cells }: FigureChange): Promise<readonly MergedCell[]> => {
    const made: MergedCell[] = [];
    await eachInSlices(cells, ({ level, at, subject, merge }) =>
      asked(db, () => {
        const [kind, name] = keyOf(subject);
        made.push([level, kind, at, name, merge(one.get(level, kind, at, name))]);
      }),
    );
    return made;
  };
  const clear = db.transaction((): void => {
    db.exec('delete from report_cell; delete from report_state; delete from report_checkpoint');
  });
  return {
    state: () => asked(db, () => state.get()),
    add: async (change) => {
      const cells = await merged(change);
      await asked(db, () => store.immediate(cells, change));
    },
    clear: () => asked(db, () => clear.immediate()),
    checkpoint: (day) => asked(db, () => checkpoint.get(day)),
    cells: (level, kind, from, to, after, limit) =>
      asked(db, () =>
        range
          .all(level, kind, after?.at ?? from, after ? keyOf(after.subject)[1] : '', to, limit)
          .map(({ at, name, cell }) => ({ at, subject: `${kind} ${name}`, cell })),
      ),
  };
}

/** `queue sales` */
function keyOf(subject: string): readonly [kind: string, name: string] {
  const end = subject.indexOf(' ');
  return [subject.slice(0, end), subject.slice(end + 1)];
}
