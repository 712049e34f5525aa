/** The first sheet of an Excel workbook. */
import { readSheet } from 'read-excel-file/universal';
import { mostColumns, mostRows, type Row, type Sheet, Unreadable } from './file.ts';

type Cell = string | number | boolean | Date | null;

/** @throws {Unreadable} */
export async function readXlsx(bytes: Uint8Array): Promise<Sheet> {
  let cells: readonly (readonly Cell[])[];
  try {
    cells = (await readSheet(new Blob([Uint8Array.from(bytes)]))) as readonly (readonly Cell[])[];
  } catch (error) {
    throw new Unreadable(
      `the file is not an Excel workbook (.xlsx), or cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      'save it as CSV in UTF-8 (in Excel: "CSV UTF-8")',
    );
  }
  if (cells.length > mostRows) throw new Unreadable(`there are more than ${mostRows} rows`, 'split the file');
  if (cells.some((row) => row.length > mostColumns))
    throw new Unreadable(`a row has more than ${mostColumns} cells`);
  const rows = cells.flatMap((row, at): Row[] => {
    const written = row.map(inText);
    if (written.every((cell) => cell === '')) return [];
    return [{ line: at + 1, text: written.join(';'), cells: written }];
  });
  const [head, ...others] = rows;
  if (!head) throw new Unreadable('its first sheet is empty');
  return { head, rows: others };
}

/** A number that a sheet has rounded (4.93E+11) is written so here, too, and refused by anyone who reads it. */
const inText = (cell: Cell): string =>
  cell === null ? '' : cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).trim();
