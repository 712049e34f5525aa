import type { OnCallView } from '../../contract/on-call.ts';
import type { OnCallRotaNow } from '../../ports/operations.ts';
import { defined } from '../../shared/defined.ts';
import { iso } from '../times.ts';

export function onCallView({ rota, now, next }: OnCallRotaNow): OnCallView {
  const { agent, planned, until, swap } = now;
  return {
    name: rota.name,
    ...defined({ agent, planned }),
    until: iso(until),
    ...defined({ next }),
    ...(swap ? { swap: { agent: swap.agent, since: iso(swap.since), by: swap.by } } : {}),
  };
}
