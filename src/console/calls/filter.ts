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
}

export type Field = keyof Filter;
const fields = ['state', 'outcome', 'queue', 'agent', 'find'] as const satisfies readonly Field[];

export function filterFrom(search: string): Filter {
  const given = new URLSearchParams(search);
  const of = (field: Field): string => given.get(field) ?? '';
  return {
    state: of('state'),
    outcome: of('outcome'),
    queue: of('queue'),
    agent: of('agent'),
    find: of('find'),
  };
}

export function searchOf(filter: Filter): string {
  const given = fields.filter((field) => filter[field] !== '').map((field) => [field, filter[field]]);
  return given.length > 0 ? `?${new URLSearchParams(given).toString()}` : '';
}

/** By more than the state, which the engine filters by itself. */
export const narrows = (filter: Filter): boolean =>
  fields.some((field) => field !== 'state' && filter[field] !== '');

type Matched = Pick<CallSummary, 'caller' | 'dialled' | 'outcome' | 'queue' | 'with'>;

export function matches(call: Matched, { outcome, queue, agent, find }: Filter): boolean {
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
