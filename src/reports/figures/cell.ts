/**
 * Figures that add up: a **cell** holds the sums of one subject (a queue, an agent, a number, ...) for one hour or day.
 * Cells of longer times are the sums of the cells of shorter ones, so a day may be stored and still be added to: by a call
 * that ends on a later day, or by an entry that comes late.
 *
 * Waits are counted by whole seconds, rounded up, so that a service level can be computed for any threshold afterwards:
 * a wait of 19,400 ms counts as 20, and is "within 20 seconds".
 */
import type { Duration, Instant } from '../../shared/time.ts';

/** By the name of the figure. Names that begin with `longest` are no sums: the larger one counts. */
export type Cell = Record<string, number>;

/** `queue sales`, `agent anna`, `number +49301234`, `tag vip`, `calls outside`, `prompt menu main`, `result sales: sold`, `survey service: friendly`, `quality service: greeting`. */
export type Subject = `${SubjectKind} ${string}`;
export const subjectKinds = [
  'calls',
  'number',
  'tag',
  'queue',
  'agent',
  'prompt',
  'result',
  'survey',
  'quality',
] as const;
export type SubjectKind = (typeof subjectKinds)[number];

export const kindOf = (subject: Subject): SubjectKind =>
  subject.slice(0, subject.indexOf(' ')) as SubjectKind;
export const nameIn = (subject: Subject): string => subject.slice(subject.indexOf(' ') + 1);

/** What the name of a survey has at its end, in the figures of those who were asked by e-mail. */
export const answeredByEmail = ' (email)';
/** Figures of a queue or an agent that a survey adds when it is answered by e-mail, perhaps weeks after its hour. */
export const lateFigures = 'mail_';
/** A whole subject of such figures. */
export const isByEmail = (subject: string): boolean =>
  subject.startsWith('survey ') && subject.split(': ', 1)[0]?.endsWith(answeredByEmail) === true;

/** Scores of reviews have one decimal, and are added up as whole numbers. */
export const reviewUnit = 10;

/** By the beginning of the hour, or day. */
export type Cells = Map<Instant, Map<Subject, Cell>>;

const isLargest = (name: string): boolean => name.startsWith('longest');

export function addTo(cell: Cell, name: string, value: number): void {
  const before = cell[name];
  if (before === undefined) cell[name] = value;
  else cell[name] = isLargest(name) ? Math.max(before, value) : before + value;
}

export function addAll(into: Cell, from: Cell): void {
  for (const name in from) addTo(into, name, from[name] ?? 0);
}

export function cellIn(cells: Cells, at: Instant, subject: Subject): Cell {
  let subjects = cells.get(at);
  if (!subjects) cells.set(at, (subjects = new Map<Subject, Cell>()));
  let cell = subjects.get(subject);
  if (!cell) subjects.set(subject, (cell = Object.create(null) as Cell));
  return cell;
}

export const secondsUp = (wait: Duration): number => Math.ceil(Math.max(0, wait) / 1000);

/** The figures whose names begin so, by the rest of their names. */
export function* withPrefix(cell: Cell, prefix: string): Generator<readonly [rest: string, value: number]> {
  for (const name in cell) if (name.startsWith(prefix)) yield [name.slice(prefix.length), cell[name] ?? 0];
}

export const figure = (cell: Cell, name: string): number => cell[name] ?? 0;
