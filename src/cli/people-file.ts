/** People from a CSV file: a header, then a row for each. */
import { parse } from 'csv-parse/sync';
import { defined } from '../shared/defined.ts';
import { exit, Failure, reasonOf } from './failure.ts';

const columns = ['name', 'display name', 'roles', 'agent', 'queues', 'teams', 'language'] as const;
type Column = (typeof columns)[number];

export interface PersonRow {
  readonly name: string;
  readonly fields: {
    readonly displayName?: string;
    readonly roles: readonly string[];
    readonly agent?: string;
    readonly queues?: readonly string[];
    readonly teams?: readonly string[];
    readonly language?: string;
  };
}

/** @throws Failure, where it is no such file */
export function peopleIn(text: string): PersonRow[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
    });
  } catch (error) {
    throw new Failure(exit.wrongUsage, `this is not CSV: ${reasonOf(error)}`, undefined, error);
  }
  const unknown = Object.keys(rows[0] ?? {}).filter((name) => !columns.includes(name as Column));
  if (unknown.length > 0)
    throw new Failure(
      exit.wrongUsage,
      `unknown columns: ${unknown.join(', ')}`,
      `use: ${columns.join(', ')}; several values in one cell are separated by ;`,
    );
  return rows.map((row) => rowOf(row));
}

function rowOf(row: Partial<Record<Column, string>>): PersonRow {
  const one = (column: Column): string | undefined => (row[column] === '' ? undefined : row[column]);
  const several = (column: Column): string[] | undefined => one(column)?.split(/\s*;\s*/);
  return {
    name: row.name ?? '',
    fields: {
      roles: several('roles') ?? ['agent'],
      ...defined({
        displayName: one('display name'),
        agent: one('agent'),
        queues: several('queues'),
        teams: several('teams'),
        language: one('language'),
      }),
    },
  };
}
