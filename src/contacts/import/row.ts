/** One row of a sheet as a contact, or why it is none. */
import type { ContactChange } from '../../ports/store.ts';
import { contactBounds, emailAddress, languageTag } from '../../shared/contact-bounds.ts';
import { betweenNumbers } from '../../shared/csv.ts';
import { readNumber } from '../../shared/number/written.ts';
import type { Column, Columns } from './columns.ts';
import type { Known, ReadContact, Rejected, Row } from './file.ts';

export interface RowRead {
  readonly contact?: ReadContact;
  readonly rejected: readonly Rejected[];
  /** It is a contact that no one can call: no mistake in an address book, but nothing for us either. */
  readonly withoutNumber?: true;
}

export function readRow(row: Row, columns: Columns, known: Known): RowRead {
  const rejected: Rejected[] = [];
  const refuse = (message: string, column?: Column): undefined => {
    rejected.push({ line: row.line, ...(column && { column: column.heading }), message, row: row.text });
    return undefined;
  };
  const cell = (column: Column | undefined): string => (column && row.cells[column.at]) || '';

  if (row.cells.length > columns.width && row.cells.slice(columns.width).some(Boolean)) {
    refuse(`${row.cells.length} fields, but ${columns.width} columns`);
    return { rejected };
  }
  const numbers = readNumbers();
  const before = rejected.length;
  const change = readChange();
  const [number, ...more] = numbers;
  if (number === undefined) {
    if (rejected.length === 0 && columns.kind === 'address book') return { rejected, withoutNumber: true };
    if (rejected.length === 0) refuse('no number', columns.numbers[0]);
    return { rejected };
  }
  // A wrong number beside right ones is told; a wrong name or note would spoil the contact.
  if (rejected.length > before) return { rejected };
  return {
    contact: {
      line: row.line,
      number,
      change: { ...change, ...(more.length > 0 && { numbers: more.slice(0, contactBounds.numbers) }) },
    },
    rejected,
  };

  function readNumbers(): string[] {
    const found = columns.numbers.flatMap((column) => {
      const written = cell(column);
      const each = written.split(betweenNumbers.trim());
      return each.flatMap((one) => {
        if (one.trim() === '') return [];
        const read = readNumber(one, known.country);
        if (read.ok) return [read.number];
        const hint = read.hint === undefined ? '' : ` (${read.hint})`;
        refuse(`"${one.trim()}": ${read.because}${hint}`, column);
        return [];
      });
    });
    return [...new Set(found)];
  }

  function readChange(): ContactChange {
    const name =
      oneLine(columns.name.map(cell).filter(Boolean).join(' '), columns.name[0]) ||
      oneLine(cell(columns.company), columns.company);
    const language = cell(columns.language);
    const tags = tagsIn(cell(columns.tags), columns.kind);
    const notes = cell(columns.notes);
    const agent = cell(columns.agent);
    const email = emailIn(cell(columns.email));
    if (name.length > contactBounds.name)
      refuse(`it is longer than ${contactBounds.name} characters`, columns.name[0]);
    if (language && !languageTag.test(language))
      refuse(`"${language}" is not a language tag such as en, de or pt-BR`, columns.language);
    if (tags.length > contactBounds.tags)
      refuse(`there are more than ${contactBounds.tags} tags`, columns.tags);
    const long = tags.find((tag) => tag.length > contactBounds.tag);
    if (long !== undefined)
      refuse(`the tag "${long.slice(0, 50)}" is longer than ${contactBounds.tag} characters`, columns.tags);
    if (notes.length > contactBounds.notes)
      refuse(`it is longer than ${contactBounds.notes} characters`, columns.notes);
    if (email && !emailAddress.test(email))
      refuse(`"${email.slice(0, 100)}" is not an e-mail address`, columns.email);
    if (agent && !known.agents.includes(agent)) refuse(`the plan has no agent ${agent}`, columns.agent);
    return {
      ...(name && { name }),
      ...(language && { language }),
      ...(tags.length > 0 && { tags }),
      ...(notes && { notes }),
      ...(email && { email }),
      ...(agent && { preferredAgent: agent }),
    };
  }

  /** A line break in a name is most often the end of a row whose quote was not closed. */
  function oneLine(text: string, column: Column | undefined): string {
    if (/\p{Cc}/u.test(text)) refuse('it contains a line break or another control character', column);
    if (text.includes('\uFFFD')) refuse('a character in it was lost before (\uFFFD)', column);
    return text.normalize('NFC');
  }
}

/** An address book may have several in one cell: the first counts. */
const emailIn = (text: string): string => text.split(/:::|[;,\n]/)[0]?.trim() ?? '';

/** Google marks its own groups with a star: they are no tags. */
function tagsIn(text: string, kind: Columns['kind']): string[] {
  const parts =
    kind === 'own'
      ? text.split(/[\s;]+/)
      : text.split(/:::|;/).flatMap((label) => {
          const trimmed = label.trim();
          return trimmed.startsWith('*') ? [] : [trimmed.replaceAll(/\s+/g, '-')];
        });
  return [...new Set(parts.filter(Boolean))];
}
