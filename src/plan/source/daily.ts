/** What of a plan changes from day to day, as it is written: opening hours, holidays, who serves which queue, skills, phones. */
import { parseDocument } from 'yaml';
import { defined } from '../../shared/defined.ts';

export interface DailyThings {
  readonly schedules: readonly {
    readonly name: string;
    readonly hours: Readonly<Record<string, string>>;
    readonly holidays: readonly string[];
    readonly exceptions: Readonly<Record<string, string>>;
  }[];
  /** Lists of holidays that schedules share. */
  readonly holidays: readonly { readonly name: string; readonly days: readonly string[] }[];
  readonly queues: readonly {
    readonly name: string;
    readonly title: string;
    readonly agents: readonly string[];
    /** Of the sound library. */
    readonly music?: string;
    readonly musicClass?: string;
  }[];
  readonly agents: readonly {
    readonly name: string;
    readonly title: string;
    /** Their own; without any in the plan, the one of their name. */
    readonly phones: readonly string[];
    readonly skills: Readonly<Record<string, number>>;
  }[];
}

/** @returns undefined: it is no YAML mapping */
export function dailyThings(planText: string): DailyThings | undefined {
  const document = parseDocument(planText, { version: '1.2', schema: 'core' });
  if (document.errors.length > 0) return undefined;
  const plan: unknown = document.toJS({ maxAliasCount: 0 });
  if (!isTable(plan)) return undefined;
  return {
    schedules: entries(plan['schedules']).map(([name, one]) => ({
      name,
      hours: texts(one['hours']),
      holidays: list(one['holidays']),
      exceptions: texts(one['exceptions']),
    })),
    holidays: Object.entries(table(plan['holidays'])).map(([name, days]) => ({ name, days: list(days) })),
    queues: entries(plan['queues']).map(([name, one]) => ({
      name,
      title: text(one['title']) ?? name,
      agents: list(one['agents']),
      ...defined({ music: text(table(one['music'])['library']), musicClass: text(one['music']) }),
    })),
    agents: entries(plan['agents']).map(([name, one]) => ({
      name,
      title: text(one['name']) ?? name,
      phones: phonesOf(name, one),
      skills: Object.fromEntries(
        Object.entries(table(one['skills'])).filter(
          (each): each is [string, number] => typeof each[1] === 'number',
        ),
      ),
    })),
  };
}

function phonesOf(name: string, agent: Table): string[] {
  const phones = list(agent['phones'] ?? agent['phone']);
  return phones.length > 0 ? phones : [name];
}

type Table = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const table = (value: unknown): Table => (isTable(value) ? value : {});
const entries = (value: unknown): [string, Table][] =>
  Object.entries(table(value)).map(([name, one]) => [name, table(one)]);
const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
const list = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).map(text).filter((one) => one !== undefined);
/** Several hours of one day stand in one field, with commas: as the plan takes them, too. */
const texts = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(table(value)).map(([key, one]) => [key, list(one).join(', ')]));
