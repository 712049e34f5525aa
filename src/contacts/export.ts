/** Contacts as a file that `contacts import`, Excel and phones read. Pure. */
import type { Contact } from '../ports/store.ts';
import { betweenNumbers, csvCells } from '../shared/csv.ts';

export const csvHead = 'number,name,language,tags,notes,agent,email\r\n';

export function csvRow({ numbers, name, language, tags, notes, preferredAgent, email }: Contact): string {
  const cells = [numbers.join(betweenNumbers), name, language, tags.join(';'), notes, preferredAgent, email];
  return `${csvCells(cells)}\r\n`;
}

/** vCard 3.0 (RFC 2426): what phones and address books read without asking. */
export function vcard({ numbers, name, tags, notes, language, email }: Contact): string {
  const shown = name ?? numbers[0] ?? '';
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escaped(shown)}`,
    `N:${escaped(shown)};;;;`,
    ...numbers.map((number) => `TEL;TYPE=VOICE:${escaped(number)}`),
    ...(email === undefined ? [] : [`EMAIL:${escaped(email)}`]),
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
