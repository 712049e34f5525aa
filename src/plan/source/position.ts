/** Where something stands in a plan file. */
import type { LineCounter, Node } from 'yaml';
import type { Finding } from './finding.ts';

export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** The last line and column that belong to it. */
  readonly until: { readonly line: number; readonly column: number };
}

/** The start of a file: for what is missing as a whole. */
export const startOf = (file: string): Place => ({ file, line: 1, column: 1, until: { line: 1, column: 1 } });

/** Offsets of one file into places. A node without a range (an empty flow value) has none. */
export function placer(file: string, lines: LineCounter) {
  const between = (from: number, to: number): Place => {
    const start = lines.linePos(from);
    const end = lines.linePos(Math.max(from, to));
    return { file, line: start.line, column: start.col, until: { line: end.line, column: end.col } };
  };
  const of = (node: Node): Place | undefined =>
    node.range ? between(node.range[0], node.range[1]) : undefined;
  return { between, of };
}

export type Placer = ReturnType<typeof placer>;

/** Whether a finding is about something inside that place. */
export function holds(place: Place, finding: Finding): boolean {
  const { line, column } = finding;
  if (finding.file !== place.file || line < place.line || line > place.until.line) return false;
  if (line === place.line && column < place.column) return false;
  return line !== place.until.line || column <= place.until.column;
}
