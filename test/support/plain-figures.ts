/** Sums for reports in plain maps. */
import type {
  CellLevel,
  FigureBook,
  FigureChange,
  FigureState,
  StoredFigures,
} from '../../src/ports/figures.ts';

export class PlainFigures implements FigureBook {
  #cells = new Map<string, StoredFigures & { readonly level: CellLevel }>();
  #state: FigureState | undefined;
  #checkpoints = new Map<number, string>();

  state = async () => this.#state;
  add = async ({ cells, checkpoints, state }: FigureChange) => {
    for (const { level, at, subject, merge } of cells) {
      const key = `${level} ${at} ${subject}`;
      const cell = merge(this.#cells.get(key)?.cell);
      if (cell === undefined) this.#cells.delete(key);
      else this.#cells.set(key, { level, at, subject, cell });
    }
    for (const { day, state: text } of checkpoints) this.#checkpoints.set(day, text);
    this.#state = state;
  };
  clear = async () => {
    this.#cells.clear();
    this.#checkpoints.clear();
    this.#state = undefined;
  };
  checkpoint = async (moment: number) => {
    const day = Math.max(...[...this.#checkpoints.keys()].filter((each) => each <= moment));
    const state = this.#checkpoints.get(day);
    return state === undefined ? undefined : { day, state };
  };
  cells: FigureBook['cells'] = async (level, kind, from, to, after, limit) =>
    [...this.#cells.values()]
      .filter(
        (cell) =>
          cell.level === level && cell.at >= from && cell.at < to && cell.subject.startsWith(`${kind} `),
      )
      .filter((cell) => after === undefined || order(cell, after) > 0)
      .toSorted(order)
      .slice(0, limit)
      .map(({ at, subject, cell }) => ({ at, subject, cell }));
}

const order = (
  a: { readonly at: number; readonly subject: string },
  b: { readonly at: number; readonly subject: string },
): number => a.at - b.at || (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0);
