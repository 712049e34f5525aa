/** Aligned columns. Every cell is cleaned here, so that no caller of this can forget it. */
import stringWidth from 'string-width';
import { type Colour, clean, paint, type Terminal } from './terminal.ts';

export interface Column {
  readonly title: string;
  readonly right?: boolean;
  /** May be cut off where the terminal is too narrow. */
  readonly flexible?: boolean;
  /** Left out if the terminal is too narrow for all columns, the highest rank first; default: never left out. */
  readonly rank?: number;
}

export type Cell = string | { readonly text: string; readonly colour: Colour };

const GAP = '  ';
const NARROWEST = 8;

/** The lines of a table, its titles first; whole lines only, wherever the terminal has room for its narrowest form. */
export function table(
  all: readonly Column[],
  rows: readonly (readonly Cell[])[],
  terminal: Pick<Terminal, 'colour' | 'interactive' | 'columns'>,
): string[] {
  const allCells = rows.map((row) => all.map((_, i) => read(row[i] ?? '')));
  const natural = all.map(({ title }, i) =>
    Math.max(title.length, ...allCells.map((row) => displayWidth(row[i]?.text ?? ''))),
  );
  const kept = terminal.interactive ? thatFit(all, natural, terminal.columns) : [...all.keys()];
  const columns = kept.flatMap((i) => all[i] ?? []);
  const cells = allCells.map((row) => kept.map((i) => row[i] ?? { text: '' }));
  const widths = fit(
    columns,
    kept.map((i) => natural[i] ?? 0),
    terminal,
  );
  const line = (row: readonly { text: string; colour?: Colour }[]) =>
    row
      .map(({ text, colour }, i) => {
        const width = widths[i] ?? 0;
        const shown = cut(text, width);
        const space = ' '.repeat(Math.max(0, width - displayWidth(shown)));
        return columns[i]?.right
          ? space + paint(terminal, colour, shown)
          : paint(terminal, colour, shown) + space;
      })
      .join(GAP)
      .trimEnd();
  return [line(columns.map(({ title }) => ({ text: title, colour: 'dim' }))), ...cells.map(line)];
}

const read = (cell: Cell): { text: string; colour?: Colour } =>
  typeof cell === 'string' ? { text: clean(cell) } : { text: clean(cell.text), colour: cell.colour };

/** The places of the columns that there is room for, those that give way cut as short as may be. */
function thatFit(columns: readonly Column[], natural: readonly number[], room: number): number[] {
  let kept = [...columns.keys()];
  const needed = (i: number): number => {
    const width = natural[i] ?? 0;
    return columns[i]?.flexible ? Math.min(width, NARROWEST) : width;
  };
  while (kept.reduce((sum, i) => sum + needed(i) + GAP.length, -GAP.length) > room) {
    const least = kept.reduce(
      (found, i) => ((columns[i]?.rank ?? 0) > (columns[found]?.rank ?? 0) ? i : found),
      -1,
    );
    if (least < 0) break;
    kept = kept.filter((i) => i !== least);
  }
  return kept;
}

/** Takes from the widest flexible column until all fits, or none can give more. A pipe is as wide as it needs to be. */
function fit(
  columns: readonly Column[],
  natural: readonly number[],
  terminal: Pick<Terminal, 'interactive' | 'columns'>,
) {
  const widths = [...natural];
  if (!terminal.interactive) return widths;
  const total = () => widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length);
  while (total() > terminal.columns) {
    const widest = widths.reduce(
      (best, width, i) => (columns[i]?.flexible && width > (widths[best] ?? NARROWEST) ? i : best),
      -1,
    );
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  for (const char of characters(text)) {
    if (displayWidth(kept + char) > width - 1) break;
    kept += char;
  }
  return `${kept}…`;
}

/** A line that may be painted, cut to so many places; what paints it takes none. */
export function cutLine(line: string, width: number): string {
  if (displayWidth(line.replaceAll(PAINT, '')) <= width) return line;
  let room = width - 1;
  let kept = '';
  for (const part of line.split(PAINT_KEPT)) {
    if (part.startsWith('\u001B')) {
      kept += part;
      continue;
    }
    for (const char of characters(part)) {
      room -= displayWidth(char);
      if (room < 0) break;
      kept += char;
    }
    if (room < 0) break;
  }
  return `${kept}…${kept.includes('\u001B') ? '\u001B[0m' : ''}`;
}

const PAINT = /\p{Cc}\[\d+m/gu;
const PAINT_KEPT = /(\p{Cc}\[\d+m)/u;

/** How many places a terminal gives to a text: East Asian characters, emoji and flags take two, combining marks none. */
export const displayWidth = (text: string): number => stringWidth(text);

/** What a person takes for one character, such as a flag or an emoji with a colour of skin: it is never cut in two. */
const characters = (text: string): string[] =>
  [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);
