/** What a person looks for among calls. It stands in the address, so that a link shows the same list and Back keeps it. */
import type { CallSummary } from '../../contract/call.ts';
import { isPartOf } from '../../shared/number-or-name.ts';

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
  return find === '' || isPartOf([call.caller.name, call.caller.number, call.dialled, call.with], find);
}
