/** What a person looks for among calls. It stands in the address, so that a link shows the same list and Back keeps it. */
import type { CallSummary } from '../../contract/call.ts';

export const states = ['live', 'ended'] as const;

export interface Filter {
  /** Empty: any; of all fields. */
  readonly state: string;
  readonly outcome: string;
  readonly queue: string;
  readonly agent: string;
  /** A part of a name or of a number. */
  readonly find: string;
  /** Days of arrival, by the person's clock: `2026-11-29`. */
  readonly from: string;
  readonly to: string;
}

export type Field = keyof Filter;
const fields = [
  'state',
  'outcome',
  'queue',
  'agent',
  'find',
  'from',
  'to',
] as const satisfies readonly Field[];

export function filterFrom(search: string): Filter {
  const given = new URLSearchParams(search);
  const of = (field: Field): string => given.get(field) ?? '';
  return {
    state: of('state'),
    outcome: of('outcome'),
    queue: of('queue'),
    agent: of('agent'),
    find: of('find'),
    from: of('from'),
    to: of('to'),
  };
}

export function searchOf(filter: Filter): string {
  const given = fields.filter((field) => filter[field] !== '').map((field) => [field, filter[field]]);
  return given.length > 0 ? `?${new URLSearchParams(given).toString()}` : '';
}

/** As the engine takes it. */
export function questionOf({ state: _, from, to, ...words }: Filter): Record<string, string | undefined> {
  const given = Object.entries(words).map(([field, value]) => [field, value.trim() || undefined]);
  return { ...Object.fromEntries(given), from: dayOf(from, 0), to: dayOf(to, 1) };
}

function dayOf(day: string, more: number): string | undefined {
  const start = new Date(`${day}T00:00`);
  if (day === '' || Number.isNaN(start.getTime())) return undefined;
  start.setDate(start.getDate() + more);
  return start.toISOString();
}

/** Of calls in progress: those that have ended the engine looks through. */
type Matched = Pick<CallSummary, 'caller' | 'dialled' | 'outcome' | 'queue' | 'with' | 'arrivedAt'>;

export function matches(call: Matched, { outcome, queue, agent, find, from, to }: Filter): boolean {
  const [start, end] = [dayOf(from, 0), dayOf(to, 1)];
  if (start !== undefined && call.arrivedAt < start) return false;
  if (end !== undefined && call.arrivedAt >= end) return false;
  if (outcome !== '' && call.outcome !== outcome) return false;
  if (queue !== '' && call.queue !== queue) return false;
  if (agent !== '' && call.with !== agent) return false;
  return find === '' || isFound(call, find);
}

/** `030 1234` finds +49301234: numbers are kept in international form, and people type them with a zero and spaces. */
function isFound({ caller: { name, number }, dialled, with: other }: Matched, find: string): boolean {
  const text = find.trim().toLowerCase();
  const digits = /^[\d\s()/.+-]+$/.test(text) ? text.replaceAll(/\D/g, '').replace(/^0+/, '') : '';
  const texts = [name, number, dialled, other].filter((each) => each !== undefined);
  return texts.some(
    (each) =>
      each.toLowerCase().includes(text) || (digits !== '' && each.replaceAll(/\D/g, '').includes(digits)),
  );
}
