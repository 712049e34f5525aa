/** What people look for among calls. It goes by what a list shows of a call. */
import type { CallQuery, CallSummary } from '../../contract/call.ts';

export type CallFilter = Pick<CallQuery, 'queue' | 'agent' | 'outcome' | 'find'> & {
  readonly from?: number;
  readonly to?: number;
};

export function fits(call: CallSummary, { queue, agent, outcome, find, from, to }: CallFilter): boolean {
  const arrived = Date.parse(call.arrivedAt);
  if (from !== undefined && arrived < from) return false;
  if (to !== undefined && arrived >= to) return false;
  if (queue !== undefined && call.queue !== queue) return false;
  if (agent !== undefined && call.with !== agent) return false;
  if (outcome !== undefined && call.outcome !== outcome) return false;
  return find === undefined || isFound(call, find);
}

/** `030 1234` finds +49301234: numbers are kept in international form, and people type them with a zero and spaces. */
function isFound({ caller: { name, number }, dialled, with: other }: CallSummary, find: string): boolean {
  const text = find.trim().toLowerCase();
  const digits = /^[\d\s()/.+-]+$/.test(text) ? text.replaceAll(/\D/g, '').replace(/^0+/, '') : '';
  const texts = [name, number, dialled, other].filter((each) => each !== undefined);
  return texts.some(
    (each) =>
      each.toLowerCase().includes(text) || (digits !== '' && each.replaceAll(/\D/g, '').includes(digits)),
  );
}
