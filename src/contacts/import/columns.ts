/**
 * What the columns of a sheet hold, by their headings: our own, or those of an address book that Google Contacts or
 * Outlook has exported.
 */
import { type Sheet, Unreadable } from './file.ts';

export const fields = ['number', 'name', 'language', 'tags', 'notes', 'agent', 'email'] as const;
export type Field = (typeof fields)[number];

export interface Column {
  readonly heading: string;
  readonly at: number;
}

export interface Columns {
  readonly kind: 'own' | 'address book';
  /** How many there are. */
  readonly width: number;
  /** Columns whose cells hold numbers. */
  readonly numbers: readonly Column[];
  /** Parts of a name, in order. */
  readonly name: readonly Column[];
  /** Used as the name if the contact has none: the company. */
  readonly company?: Column;
  readonly language?: Column;
  readonly tags?: Column;
  readonly notes?: Column;
  readonly agent?: Column;
  readonly email?: Column;
  /** Not read. */
  readonly unused: readonly string[];
}

const addressBook = {
  name: [
    'name',
    'full name',
    'file as',
    'name prefix',
    'title',
    'first name',
    'given name',
    'middle name',
    'additional name',
    'last name',
    'family name',
    'name suffix',
    'suffix',
  ],
  company: ['organization name', 'organization 1 - name', 'company'],
  tags: ['labels', 'group membership', 'categories'],
  notes: ['notes'],
  email: ['e-mail 1 - value', 'e-mail address', 'email'],
};
/** Google: `Phone 1 - Value`; Outlook: `Mobile Phone`, `Business Phone 2`; not their fax and pager columns. */
const phoneHeading =
  /^(phone \d+ - value|(mobile|business|home|other|primary|company main|car) phone( \d+)?)$/;

/** @throws {Unreadable} */
export function columnsOf({ head }: Sheet): Columns {
  const all = head.cells.map((heading, at) => ({ heading, at }));
  const keyed = all.map((column) => ({
    ...column,
    key: column.heading.toLowerCase().replaceAll(/\s+/g, ' '),
  }));
  const phones = keyed.filter(({ key }) => phoneHeading.test(key));
  return phones.length > 0 ? addressBookColumns(keyed, phones) : ownColumns(keyed, head.line);
}

type Keyed = Column & { readonly key: string };

function ownColumns(keyed: readonly Keyed[], line: number): Columns {
  const expected = `the first row must name the columns: ${fields.join(', ')}`;
  const unknown = keyed.filter(({ key }) => key !== '' && !fields.some((field) => field === key));
  if (unknown.length > 0)
    throw new Unreadable(
      `line ${line}: no such column: ${unknown.map(({ heading }) => heading).join(', ')}`,
      expected,
    );
  const of = (field: Field): Column | undefined => {
    const found = keyed.filter(({ key }) => key === field);
    if (found.length > 1)
      throw new Unreadable(
        `line ${line}: there are ${found.length} columns "${field}" (${found.map(({ at }) => at + 1).join(' and ')})`,
        'keep only one of them',
      );
    return found[0];
  };
  const number = of('number');
  if (!number) throw new Unreadable(`line ${line}: there is no column "number"`, expected);
  const name = of('name');
  const one = (field: 'language' | 'tags' | 'notes' | 'agent' | 'email') => {
    const column = of(field);
    return column ? { [field]: column } : {};
  };
  return {
    kind: 'own',
    width: keyed.length,
    numbers: [number],
    name: name ? [name] : [],
    ...one('language'),
    ...one('tags'),
    ...one('notes'),
    ...one('agent'),
    ...one('email'),
    unused: [],
  };
}

function addressBookColumns(keyed: readonly Keyed[], numbers: readonly Keyed[]): Columns {
  const first = (names: readonly string[]) => {
    for (const name of names) {
      const found = keyed.filter(({ key }) => key === name);
      // Of two with one heading no one knows which is meant.
      if (found.length === 1) return found[0];
    }
    return undefined;
  };
  const whole = first(['name', 'full name']);
  const parts = addressBook.name.flatMap((name) => first([name]) ?? []);
  const name = whole ? [whole] : parts.filter(({ key }) => key !== 'file as');
  const [company, tags, notes, email] = [
    first(addressBook.company),
    first(addressBook.tags),
    first(addressBook.notes),
    first(addressBook.email),
  ];
  const used = new Set<Column | undefined>([...numbers, ...name, company, tags, notes, email]);
  return {
    kind: 'address book',
    width: keyed.length,
    numbers,
    name,
    ...(company && { company }),
    ...(tags && { tags }),
    ...(notes && { notes }),
    ...(email && { email }),
    unused: keyed.filter((column) => !used.has(column)).map(({ heading }) => heading),
  };
}
