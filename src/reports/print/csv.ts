/** Rows as CSV (RFC 4180): a column for each figure that any row has. */
import type { ReportRow } from '../figures/report.ts';

/** Line by line. All rows are needed for the first one, which names the columns. */
export function* csvLines(rows: readonly ReportRow[]): Generator<string> {
  const columns = columnsOf(rows);
  yield csvLine(columns);
  for (const row of rows) yield csvLine(columns.map((column) => row[column] ?? ''));
}

export const csvLine = (fields: readonly (string | number)[]): string => `${fields.map(field).join(',')}\r\n`;

/** In the order in which rows have them. */
export function columnsOf(rows: readonly ReportRow[]): readonly string[] {
  const columns = new Set<string>();
  for (const row of rows) for (const column in row) if (row[column] !== undefined) columns.add(column);
  return [...columns];
}

/** A spreadsheet takes what begins so for a formula; names come from the plan, tags and numbers from outside. */
const looksLikeFormula = /^[=+\-@\t\r]/;

function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = looksLikeFormula.test(value) && !/^\+\d+$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
