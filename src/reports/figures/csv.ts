/** Rows as CSV (RFC 4180): a column for each figure that any row has. */
import type { ReportRow } from './report.ts';

export function reportCsv(rows: readonly ReportRow[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

/** A spreadsheet takes what begins so for a formula; names come from the plan, tags and numbers from outside. */
const looksLikeFormula = /^[=+\-@\t\r]/;

function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = looksLikeFormula.test(value) && !/^\+\d+$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
