/** Contacts as a file that `contacts import`, Excel and phones read. Pure. */
import type { Contact } from '../ports/store.ts';

/** As Google's export writes several numbers in one cell, and the import reads them. */
const between = ' ::: ';

export const csvHead = 'number,name,language,tags,notes,agent\r\n';

export function csvRow({ numbers, name, language, tags, notes, preferredAgent }: Contact): string {
  const cells = [numbers.join(between), name, language, tags.join(';'), notes, preferredAgent];
  return `${cells.map((cell) => quoted(cell ?? '')).join(',')}\r\n`;
}

/** A cell that begins like a formula is made text for a spreadsheet; one that holds numbers alone begins with `+`. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) && !/^\+\d+( ::: \+?\d+)*$/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** vCard 3.0 (RFC 2426): what phones and address books read without asking. */
export function vcard({ numbers, name, tags, notes, language }: Contact): string {
  const shown = name ?? numbers[0] ?? '';
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escaped(shown)}`,
    `N:${escaped(shown)};;;;`,
    ...numbers.map((number) => `TEL;TYPE=VOICE:${escaped(number)}`),
    ...(tags.length > 0 ? [`CATEGORIES:${tags.map(escaped).join(',')}`] : []),
    ...(notes === undefined ? [] : [`NOTE:${escaped(notes)}`]),
    ...(language === undefined ? [] : [`X-LANGUAGE:${escaped(language)}`]),
    'END:VCARD',
  ];
  return `${lines.flatMap(folded).join('\r\n')}\r\n`;
}

const escaped = (text: string): string => text.replaceAll(/[\\,;]/g, '\\$&').replaceAll(/\r\n?|\n/g, '\\n');

/** No line is longer than 75 bytes; what follows begins with a blank. */
function folded(line: string): string[] {
  const parts: string[] = [];
  let [part, size] = ['', 0];
  for (const letter of line) {
    const bytes = Buffer.byteLength(letter);
    if (size + bytes > 74) {
      parts.push(part);
      [part, size] = [' ', 1];
    }
    part += letter;
    size += bytes;
  }
  return [...parts, part];
}
