/** Rows as CSV (RFC 4180): a column for each figure that any row has. */
import { csvCells } from '../../shared/csv.ts';
import type { ReportRow } from '../figures/report.ts';

/** Line by line. All rows are needed for the first one, which names the columns. */
export function* csvLines(
  rows: readonly ReportRow[],
  columns: readonly string[] = columnsOf(rows),
): Generator<string> {
  yield csvLine(columns);
  for (const row of rows) yield csvLine(columns.map((column) => row[column] ?? ''));
}

export const csvLine = (fields: readonly (string | number)[]): string => `${csvCells(fields)}\r\n`;

/** In the order in which rows have them. */
export function columnsOf(rows: readonly ReportRow[]): readonly string[] {
  const columns = new Set<string>();
  for (const row of rows) addColumns(columns, row);
  return [...columns];
}

export function addColumns(columns: Set<string>, row: ReportRow): void {
  for (const column in row) if (row[column] !== undefined) columns.add(column);
}
