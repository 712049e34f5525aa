import { type Call, isAbsent, queueSearchOf } from '../../call/kept/call.ts';
import type { CallbackView } from '../../contract/callback.ts';
import type { Instant } from '../../shared/time.ts';
import { callerView } from '../calls/view.ts';
import { iso, ms } from '../times.ts';

export function callbackView(call: Call, now: Instant): CallbackView[] {
  const { callback, phase } = call;
  const search = queueSearchOf(call);
  if (!callback || !isAbsent(call) || !search) return [];
  const { byResult } = callback;
  return [
    {
      call: call.id,
      bookedBy: callback.bookedBy,
      bookedAt: iso(callback.bookedAt),
      queue: search.queue,
      number: callback.number,
      caller: callerView(call.caller),
      phase: phase.name,
      since: iso(search.since),
      waitedMs: ms(Math.max(0, now - search.since)),
      notBefore: iso(callback.notBefore),
      attempts: { made: callback.rung, most: callback.attempts },
      first: callback.first,
      over: callback.over,
      ...(byResult && { byResult: { agent: byResult.agent, result: byResult.result } }),
    },
  ];
}
