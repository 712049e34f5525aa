/**
 * Cells of CSV (RFC 4180), without the end of the line. A spreadsheet takes a cell that begins like a formula for one, and
 * names, tags and notes come from outside: such a cell is made text by an apostrophe. Numbers of phones begin with `+`.
 */
export const csvCells = (cells: readonly (string | number | undefined)[]): string =>
  cells.map(csvCell).join(',');

/** Several numbers of phones in one cell, as Google's export writes them. */
export const betweenNumbers = ' ::: ';

const looksLikeFormula = /^[=+\-@\t\r]/;
const isPhoneNumbers = /^\+\d+( ::: \+?\d+)*$/;

function csvCell(cell: string | number | undefined): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = looksLikeFormula.test(cell) && !isPhoneNumbers.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
