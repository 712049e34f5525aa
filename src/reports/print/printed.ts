/** Rows as they go over the wire: JSON, CSV or a workbook, in parts, so that a month by hour never is one text. */
import type { ReportRow } from '../figures/report.ts';
import { csvLines } from './csv.ts';
import { mostSheetRows, xlsxParts } from './xlsx.ts';

export const reportFormats = ['json', 'csv', 'xlsx'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Characters that go at once. */
const part = 256 * 1024;

/** Of JSON: an array of the rows. @throws TooManyRows */
export function* printed(
  rows: Iterable<ReportRow>,
  format: ReportFormat,
  sheet: string,
): Generator<Uint8Array> {
  switch (format) {
    case 'json':
      return yield* encoded(jsonTexts(rows));
    case 'csv':
      return yield* encoded(csvLines([...rows]));
    case 'xlsx': {
      const all = [...rows];
      if (all.length >= mostSheetRows) throw new RangeError('a sheet has no place for so many rows');
      return yield* xlsxParts(all, sheet);
    }
  }
}

function* jsonTexts(rows: Iterable<ReportRow>): Generator<string> {
  let before = '[';
  for (const row of rows) {
    yield before + JSON.stringify(row);
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

function* encoded(texts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = '';
  for (const more of texts) {
    text += more;
    if (text.length < part) continue;
    yield encoder.encode(text);
    text = '';
  }
  if (text !== '') yield encoder.encode(text);
}
