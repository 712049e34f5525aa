/**
 * Reads contacts from a file as an address book or a spreadsheet has written it. Pure, but takes seconds for a large file:
 * it runs in a thread of its own (`workers/`), and hands out what it has read a few rows at a time.
 *
 * A file whose structure is not certain (its encoding, a quote that is never closed, a heading that stands twice) is
 * refused as a whole, before its first row is taken over. A row that is not certain is refused alone.
 */

import { defined } from '../../shared/defined.ts';
import { type Columns, columnsOf } from './columns.ts';
import { readCsv } from './csv.ts';
import { decoded } from './encoding.ts';
import {
  type ContactFile,
  type ImportPart,
  type Known,
  type ReadContact,
  type Rejected,
  type Sheet,
  Unreadable,
} from './file.ts';
import { readRow } from './row.ts';
import { readVcards } from './vcard.ts';
import { readXlsx } from './xlsx.ts';

/** Rows that are handed out at once. */
const mostAtOnce = 200;
/** Refused rows that are handed out; of more only the number is told. */
const mostRejected = 1000;

export interface ImportQuestion {
  readonly file: ContactFile;
  readonly known: Known;
}

export async function* readContacts({ file, known }: ImportQuestion): AsyncGenerator<ImportPart> {
  try {
    const sheet = await sheetOf(file);
    yield* contactsIn(sheet, columnsOf(sheet), known);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { message, hint } = error;
    yield { kind: 'unreadable', message, ...defined({ hint }) };
  }
}

async function sheetOf({ bytes, kind, encoding }: ContactFile): Promise<Sheet> {
  switch (kind) {
    case 'csv':
      return readCsv(decoded(bytes, encoding));
    case 'vcard':
      return readVcards(decoded(bytes, encoding));
    case 'xlsx':
      return readXlsx(bytes);
  }
}

function* contactsIn(sheet: Sheet, columns: Columns, known: Known): Generator<ImportPart> {
  const lineOf = new Map<string, number>();
  const unknownTags = new Map<string, { line: number; rows: number }>();
  let contacts: ReadContact[] = [];
  let rejected: Rejected[] = [];
  let refused = 0;
  let withoutNumber = 0;
  for (const row of sheet.rows) {
    const read = readRow(row, columns, known);
    const faults = [...read.rejected];
    if (read.withoutNumber) withoutNumber += 1;
    if (read.contact) {
      const { number, change } = read.contact;
      const numbers = [number, ...(change.numbers ?? [])];
      const taken = numbers.find((one) => lineOf.has(one));
      if (taken === undefined) {
        for (const one of numbers) lineOf.set(one, row.line);
        for (const tag of change.tags ?? []) {
          if (known.tags.includes(tag)) continue;
          const seen = unknownTags.get(tag) ?? { line: row.line, rows: 0 };
          unknownTags.set(tag, { ...seen, rows: seen.rows + 1 });
        }
        contacts.push(read.contact);
      } else {
        const message = `${taken} is already on line ${lineOf.get(taken)}`;
        faults.push({ line: row.line, message, row: row.text });
      }
    }
    refused += faults.length;
    if (refused - faults.length < mostRejected) rejected.push(...faults);
    if (contacts.length >= mostAtOnce) {
      yield { kind: 'contacts', contacts };
      contacts = [];
    }
    if (rejected.length >= mostAtOnce) {
      yield { kind: 'rejected', rejected };
      rejected = [];
    }
  }
  if (contacts.length > 0) yield { kind: 'contacts', contacts };
  if (rejected.length > 0) yield { kind: 'rejected', rejected };
  const warnings = [
    ...(withoutNumber > 0 ? [`${withoutNumber} without a telephone number: skipped`] : []),
    ...(refused > mostRejected ? [`${refused} errors in total; the first ${mostRejected} are listed`] : []),
    ...(columns.unused.length > 0 ? [`unused columns: ${listed(columns.unused)}`] : []),
    ...[...unknownTags].map(
      ([tag, { line, rows }]) =>
        `the plan has no tag ${tag} (line ${line}${rows > 1 ? ` and ${rows - 1} more` : ''})`,
    ),
  ];
  yield { kind: 'warnings', warnings: warnings.slice(0, 100) };
}

const listed = (headings: readonly string[]): string => {
  const named = headings.filter((heading) => heading !== '');
  return named.length > 8 ? `${named.slice(0, 8).join(', ')} and ${named.length - 8} more` : named.join(', ');
};
