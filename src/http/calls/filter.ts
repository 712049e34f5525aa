/** What people look for among calls. It goes by what a list shows of a call. */
import type { CallQuery, CallSummary } from '../../contract/call.ts';
import { isPartOf } from '../../shared/number-or-name.ts';

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
  return (
    find === undefined || isPartOf([call.caller.name, call.caller.number, call.dialled, call.with], find)
  );
}
