/** What a waiting call waits for at this moment: the decision as it would be taken now. Changes nothing. */
import type { Decision } from '../../routing/decision.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { isSearching } from '../kept/call.ts';
import { Turn } from '../turn/turn.ts';
import type { World } from '../turn/world.ts';
import { decisionFor } from './routing-question.ts';

export interface WaitingExplained {
  readonly at: Instant;
  readonly decision: Decision;
  /** Callers ahead in the same queue. */
  readonly ahead: number;
}

/** Undefined: the call does not wait for anyone. */
export function explainWaiting(world: World, id: CallId, now: Instant): WaitingExplained | undefined {
  const call = world.calls.get(id);
  if (!call || call.phase.name !== 'waiting' || !isSearching(call)) return undefined;
  const { search } = call.phase;
  if (search.for !== 'queue') return undefined;
  return {
    at: now,
    decision: decisionFor(new Turn(world, now), call, search),
    ahead: Math.max(0, world.waitingLists.of(search.queue).indexOf(call)),
  };
}
