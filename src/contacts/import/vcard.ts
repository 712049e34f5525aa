/**
 * Contacts as vCards (versions 2.1, 3.0 and 4.0: RFC 2426, RFC 6350), brought into the shape of a sheet. Of a card the
 * name, the telephone numbers, the first e-mail address, the categories and the note are read.
 */
import { betweenNumbers } from '../../shared/csv.ts';
import { mostRows, type Row, type Sheet, Unreadable } from './file.ts';

interface Property {
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
}

const headings = ['Name', 'Phone 1 - Value', 'Labels', 'Notes', 'Organization Name', 'E-mail 1 - Value'];

/** @throws {Unreadable} with the line */
export function readVcards(text: string): Sheet {
  const rows: Row[] = [];
  let card: { line: number; text: string[]; properties: Property[] } | undefined;
  for (const { line, text: written } of unfolded(text)) {
    if (written.trim() === '') continue;
    const property = propertyOf(written, line);
    const isCard = property.value.trim().toUpperCase() === 'VCARD';
    if (property.name === 'BEGIN' && isCard) {
      if (card)
        throw new Unreadable(`line ${line}: a card begins before the one on line ${card.line} has ended`);
      card = { line, text: [], properties: [] };
    } else if (!card)
      throw new Unreadable(`line ${line} is not within a vCard`, 'a card begins with BEGIN:VCARD');
    else if (property.name === 'END' && isCard) {
      if (rows.length >= mostRows)
        throw new Unreadable(`there are more than ${mostRows} cards`, 'split the file');
      rows.push({ line: card.line, text: card.text.join('\n'), cells: cellsOf(card.properties) });
      card = undefined;
    } else {
      card.text.push(written);
      card.properties.push(property);
    }
  }
  if (card) throw new Unreadable(`the card on line ${card.line} has no end`, 'a card ends with END:VCARD');
  if (rows.length === 0) throw new Unreadable('the file contains no vCard');
  return { head: { line: 1, text: '', cells: headings }, rows };
}

function cellsOf(properties: readonly Property[]): string[] {
  const all = (name: string) => properties.filter((one) => one.name === name);
  const first = (name: string) => all(name)[0];
  const full = first('FN');
  const parts = first('N');
  const organisation = first('ORG');
  return [
    full ? unescaped(full.value) : parts ? nameOf(parts.value) : '',
    all('TEL')
      .filter(({ parameters }) => !/\b(fax|pager|modem)\b/i.test(parameters))
      // RFC 6350 writes a number as a URI.
      .map(({ value }) => unescaped(value).replace(/^tel:/i, '').replace(/;.*$/, ''))
      .join(betweenNumbers),
    all('CATEGORIES')
      .map(({ value }) => unescaped(value.replaceAll(/(?<!\\),/g, ';')))
      .join(';'),
    all('NOTE')
      .map(({ value }) => unescaped(value))
      .join('\n'),
    organisation ? unescaped(organisation.value.split(/(?<!\\);/)[0] ?? '') : '',
    unescaped(first('EMAIL')?.value ?? '').replace(/^mailto:/i, ''),
  ].map((cell) => cell.trim());
}

/** `Family;Given;Additional;Prefix;Suffix` */
function nameOf(value: string): string {
  const [family = '', given = '', more = '', before = '', after = ''] = value
    .split(/(?<!\\);/)
    .map((part) => unescaped(part).trim());
  return [before, given, more, family, after].filter(Boolean).join(' ');
}

const unescaped = (value: string): string =>
  value.replaceAll(/\\([nN,;:\\])/g, (_, char: string) => (char.toLowerCase() === 'n' ? '\n' : char));

/** A line that begins with a blank goes on with the one before; version 2.1 ends quoted-printable lines with `=`. */
function unfolded(text: string): { line: number; text: string }[] {
  const lines: { line: number; text: string }[] = [];
  text.split(/\r\n|\r|\n/).forEach((written, at) => {
    const last = lines.at(-1);
    if (last && /^[ \t]/.test(written)) last.text += written.slice(1);
    else if (last && /quoted-printable/i.test(last.text.split(':', 1)[0] ?? '') && last.text.endsWith('='))
      last.text = last.text.slice(0, -1) + written;
    else lines.push({ line: at + 1, text: written });
  });
  return lines;
}

function propertyOf(written: string, line: number): Property {
  const found = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:[^":]|"[^"]*")*)?):([\s\S]*)$/.exec(written);
  if (!found) throw new Unreadable(`line ${line} is not a vCard line`);
  const [, name = '', parameters = '', raw = ''] = found;
  return { name: name.toUpperCase(), parameters, value: decoded(raw, parameters, line) };
}

function decoded(value: string, parameters: string, line: number): string {
  if (!/quoted-printable/i.test(parameters)) return value;
  const charset = /charset="?([\w-]+)/i.exec(parameters)?.[1] ?? 'utf-8';
  const bytes = Uint8Array.from(value.match(/=[0-9A-Fa-f]{2}|[\s\S]/g) ?? [], (piece) =>
    piece.length === 3 ? Number.parseInt(piece.slice(1), 16) : piece.charCodeAt(0),
  );
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Unreadable(`line ${line}: the text is not in ${charset}`, undefined, error);
  }
}
