/** A reminder timer, of which a call has at most one. */
import type { Instant } from '../../shared/time.ts';
import type { Call, CallTimerKind } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';

/** At most one timer of the kind, at that moment; undefined: no timer. A call that has it already stays as it is. */
export function remind<C extends Call>(turn: Turn, call: C, what: CallTimerKind, at: Instant | undefined): C {
  const before = call.timers.filter((timer) => timer.what === what);
  if (before.length === (at === undefined ? 0 : 1) && before.every((timer) => timer.at === at)) return call;
  const without: Call = { ...call, timers: call.timers.filter((timer) => timer.what !== what) };
  const reminded = (at === undefined ? without : turn.timer(without, { what, at })) as C;
  turn.put(reminded);
  return reminded;
}
