/** Rows of a CSV file, as spreadsheets write it: quotes, doubled quotes within them, commas or semicolons between fields. */
export function readCsv(text: string): string[][] {
  const clean = text.replace(/^\uFEFF/, '');
  const [head = ''] = clean.split('\n');
  // German spreadsheets write semicolons, which also part several roles in one field.
  const mark = head.includes(',') ? ',' : head.includes('\t') ? '\t' : ';';
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let i = 0; i < clean.length; i += 1) {
    const letter = clean[i] ?? '';
    if (isQuoted) {
      if (letter !== '"') field += letter;
      else if (clean[i + 1] === '"') {
        field += '"';
        i += 1;
      } else isQuoted = false;
    } else if (letter === '"' && field === '') isQuoted = true;
    else if (letter === mark || letter === '\n') {
      row.push(field.trim());
      field = '';
      if (letter === '\n') {
        rows.push(row);
        row = [];
      }
    } else field += letter;
  }
  rows.push([...row, field.trim()]);
  return rows.filter((each) => each.some((one) => one !== ''));
}

const columns = ['name', 'display name', 'roles', 'agent', 'queues', 'teams', 'language'] as const;

export interface SeatRow {
  /** In the file, from 1. */
  readonly row: number;
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export type Seats = { readonly rows: readonly SeatRow[] } | { readonly unknown: readonly string[] };

/** As `cordboard people import` reads it. */
export function seatsIn(text: string): Seats {
  const [head = [], ...rows] = readCsv(text);
  const names = head.map((one) => one.toLowerCase());
  const unknown = names.filter((name) => !(columns as readonly string[]).includes(name));
  if (unknown.length > 0 || !names.includes('name')) return { unknown: unknown.length > 0 ? unknown : names };
  return {
    rows: rows.map((row, i) => {
      const one = (column: (typeof columns)[number]): string | undefined =>
        row[names.indexOf(column)] || undefined;
      const several = (column: (typeof columns)[number]): string[] | undefined =>
        one(column)?.split(/\s*;\s*/);
      const fields = {
        displayName: one('display name'),
        roles: several('roles') ?? ['agent'],
        agent: one('agent'),
        queues: several('queues'),
        teams: several('teams'),
        language: one('language'),
      };
      return {
        row: i + 2,
        name: (one('name') ?? '').toLowerCase(),
        fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
      };
    }),
  };
}
