/**
 * CSV as spreadsheets write it (RFC 4180, and `;` instead of `,` where the comma is taken): quoted fields may hold
 * separators, quotes and line breaks. Pure.
 */
export interface CsvRow {
  /** Of the first line of the row, from 1. */
  readonly line: number;
  /** As it stood in the file. */
  readonly text: string;
  readonly fields: readonly string[];
}

/** Rows without blank ones. A quote that is never closed reaches to the end of the text. */
export function parseCsv(text: string): CsvRow[] {
  const body = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(body);
  const rows: CsvRow[] = [];
  let position = 0;
  let line = 1;
  while (position < body.length) {
    const { fields, end } = readRow(body, position, separator);
    const row = body.slice(position, end).replace(/\r?\n$/, '');
    if (row.trim() !== '') rows.push({ line, text: row, fields });
    line += row.split('\n').length;
    position = end;
  }
  return rows;
}

/** Whichever the first line has more of. */
function separatorOf(text: string): string {
  const first = text.split('\n', 1)[0] ?? '';
  const count = (separator: string) => first.split(separator).length;
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

function readRow(text: string, start: number, separator: string): { fields: string[]; end: number } {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  let at = start;
  for (; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && field.trim() === '') {
      field = '';
      quoted = true;
    } else if (char === separator) {
      fields.push(field.trim());
      field = '';
    } else if (char === '\n') {
      at += 1;
      break;
    } else field += char;
  }
  fields.push(field.trim());
  return { fields, end: at };
}
