/** CSV as Excel, Google Contacts and Outlook write it: RFC 4180, with `,`, `;` or a tab between the fields. */
import { CsvError, parse } from 'csv-parse/sync';
import { mostColumns, mostRows, type Row, type Sheet, Unreadable } from './file.ts';

/** No cell or row of an address book is longer. */
const longestRow = 100_000;

/** @throws {Unreadable} with the line */
export function readCsv(whole: string): Sheet {
  const { text, delimiter, skipped } = separated(whole.replaceAll(/\r\n?/g, '\n'));
  const lines = text.split('\n');
  const rows: Row[] = [];
  /** Where the next row begins: whatever is wrong with its quotes began there. */
  let next = 1;
  const passBlankLines = (): void => {
    while (next < lines.length && lines[next - 1]?.trim() === '') next += 1;
  };
  passBlankLines();
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: longestRow,
      on_record: (cells: string[], { lines: end }) => {
        const line = next + skipped;
        if (rows.length > mostRows)
          throw new Unreadable(`there are more than ${mostRows} rows`, 'split the file');
        if (cells.length > mostColumns)
          throw new Unreadable(`line ${line} has ${cells.length} fields; the limit is ${mostColumns}`);
        if (cells.some((cell) => cell !== ''))
          rows.push({ line, text: lines.slice(next - 1, end).join('\n'), cells });
        next = end + 1;
        passBlankLines();
        return null;
      },
    });
  } catch (error) {
    throw asUnreadable(error, next + skipped);
  }
  const [head, ...others] = rows;
  if (!head) throw new Unreadable('the file is empty');
  return { head, rows: others };
}

function asUnreadable(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  const { code } = error;
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return new Unreadable(
      `the row on line ${line} opens a quote (") that is never closed`,
      'close it, or write "" for a quote that belongs to the text',
    );
  if (strayQuotes.has(code))
    return new Unreadable(
      `the row on line ${line} has a quote (") in the middle of a field`,
      'put the whole field in quotes, and write "" for a quote that belongs to the text',
    );
  if (code === 'CSV_MAX_RECORD_SIZE')
    return new Unreadable(`the row on line ${line} is too long`, 'a quote (") may not be closed');
  return new Unreadable(`line ${line} is not valid CSV: ${error.message}`);
}

const strayQuotes: ReadonlySet<string> = new Set([
  'CSV_INVALID_CLOSING_QUOTE',
  'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE',
  'INVALID_OPENING_QUOTE',
]);

const separators = [',', ';', '\t'];

/** What is given has `\n` at the end of its lines. Excel's first line may name the separator (`sep=;`); else it is whichever the headings have more of. */
function separated(whole: string): { text: string; delimiter: string; skipped: number } {
  const said = /^sep=([,;\t])\n/i.exec(whole);
  if (said) return { text: whole.slice(said[0].length), delimiter: said[1] ?? ',', skipped: 1 };
  const first = whole.trimStart().split('\n', 1)[0] ?? '';
  const outsideQuotes = first.replaceAll(/"[^"]*"/g, '');
  const count = (separator: string) => outsideQuotes.split(separator).length;
  const delimiter = separators.reduce((best, one) => (count(one) > count(best) ? one : best));
  return { text: whole, delimiter, skipped: 0 };
}
