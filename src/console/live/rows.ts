/** A table of the live floor: a signal for each row, so that one agent's change draws one agent again. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';

export class Rows<Row> {
  readonly #rows = new Map<string, Signal<Row | undefined>>();
  readonly #keys = signal<readonly string[]>([]);

  /** Keys of the rows that are there. Changes when a row comes or goes, not when one changes. */
  get keys(): ReadonlySignal<readonly string[]> {
    return this.#keys;
  }

  /** Undefined while there is no such row; it may come yet. */
  row(key: string): ReadonlySignal<Row | undefined> {
    let row = this.#rows.get(key);
    if (!row) this.#rows.set(key, (row = signal<Row | undefined>(undefined)));
    return row;
  }

  get(key: string): Row | undefined {
    return this.row(key).value;
  }

  /** Every row that is there. Who reads this is drawn again with each change of any. */
  all(): Row[] {
    return this.#keys.value.flatMap((key) => this.get(key) ?? []);
  }

  replace(rows: Readonly<Record<string, Row>>): void {
    const gone = Object.fromEntries(
      [...this.#rows.keys()].filter((key) => !(key in rows)).map((key) => [key, null]),
    );
    this.change({ ...gone, ...rows });
  }

  /** null: the row is gone. */
  change(rows: Readonly<Record<string, Row | null>>): void {
    const before = this.#keys.peek();
    const came: string[] = [];
    const gone = new Set<string>();
    for (const [key, row] of Object.entries(rows)) {
      const there = this.#rows.get(key);
      if (row === null) {
        if (there?.peek() !== undefined) gone.add(key);
        // Numbers of calls never come again: a day of them must not stay in memory.
        this.#rows.delete(key);
        if (there) there.value = undefined;
        continue;
      }
      if (there?.peek() === undefined) came.push(key);
      if (there) there.value = row;
      else this.#rows.set(key, signal<Row | undefined>(row));
    }
    if (came.length > 0 || gone.size > 0)
      this.#keys.value = [...before.filter((key) => !gone.has(key)), ...came];
  }
}
