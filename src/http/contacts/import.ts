/**
 * Contacts from a CSV file. The first row names the columns, in any order: `number` (needed), `name`, `language`,
 * `tags` (several separated by blanks or `;`), `notes`, `agent` (who takes their calls if possible). Pure; what cannot be
 * taken over comes back as it stood.
 */
import type { ContactChange } from '../../ports/store.ts';
import { parseCsv } from './csv.ts';
import { contactChange, type ImportResult } from '../../contract/contact.ts';

export interface ContactImport {
  readonly contacts: readonly {
    readonly line: number;
    readonly number: string;
    readonly change: ContactChange;
  }[];
  readonly rejected: ImportResult['rejected'];
}

const COLUMNS = ['number', 'name', 'language', 'tags', 'notes', 'agent'] as const;
type Column = (typeof COLUMNS)[number];

/** What a cell may name. */
export interface Known {
  /** As it is kept; none: no number. */
  readonly number: (text: string) => string | undefined;
  readonly isAgent: (name: string) => boolean;
}

/** @returns why the whole text is not such a file, if it is not */
export function readContacts(text: string, known: Known): ContactImport | { readonly unreadable: string } {
  const [head, ...rows] = parseCsv(text);
  if (!head) return { unreadable: 'there is nothing in it' };
  const columns = head.fields.map((name) => name.toLowerCase());
  const unknown = columns.filter((name) => !COLUMNS.some((column) => column === name));
  const expected = `the first row has to name the columns, out of ${COLUMNS.join(', ')}`;
  if (unknown.length > 0) return { unreadable: `line 1: no such column: ${unknown.join(', ')}; ${expected}` };
  if (!columns.includes('number')) return { unreadable: `line 1: there is no column "number"; ${expected}` };

  const contacts: ContactImport['contacts'][number][] = [];
  const rejected: ImportResult['rejected'] = [];
  for (const { line, text: row, fields } of rows) {
    const read =
      fields.length > columns.length ? tooMany(fields, columns) : readRow(cells(columns, fields), known);
    if ('message' in read) rejected.push({ line, message: read.message, row });
    else contacts.push({ line, ...read });
  }
  return { contacts, rejected };
}

const tooMany = (fields: readonly string[], columns: readonly string[]) => ({
  message: `${fields.length} fields, but ${columns.length} columns`,
});

function cells(columns: readonly string[], fields: readonly string[]): Partial<Record<Column, string>> {
  return Object.fromEntries(columns.map((column, i) => [column, fields[i] ?? '']));
}

function readRow(cell: Partial<Record<Column, string>>, known: Known) {
  const number = cell.number ? known.number(cell.number) : undefined;
  if (number === undefined)
    return { message: cell.number ? `"${cell.number}" is not a number` : 'no number' };
  if (cell.agent && !known.isAgent(cell.agent)) return { message: `there is no agent ${cell.agent}` };
  const change = contactChange.safeParse({
    ...(cell.name && { name: cell.name }),
    ...(cell.language && { language: cell.language }),
    ...(cell.tags && { tags: cell.tags.split(/[\s;]+/).filter(Boolean) }),
    ...(cell.notes && { notes: cell.notes }),
    ...(cell.agent && { preferredAgent: cell.agent }),
  });
  if (change.success) return { number, change: change.data };
  return {
    message: change.error.issues
      .map(({ path, message }) => `${String(path[0] ?? 'row')}: ${message}`)
      .join('; '),
  };
}
