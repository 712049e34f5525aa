/**
 * Admission control: whether a new call is accepted. More calls than the machine or a trunk can carry would harm the
 * calls in progress, so a call over a limit is rejected at once. Agents at their own phones are always accepted.
 */
import type { CallLimits } from '../../plan/model.ts';
import { endCall } from '../actions/ending.ts';
import type { Call } from '../kept/call.ts';
import type { CallArrived, Load } from '../kept/events.ts';
import { sayGoodbye } from '../self-service/goodbye.ts';
import type { Turn } from '../turn/turn.ts';

/** So many events that wait for their turn are more than a busy moment. */
const mostBacklog = 2000;
/** To speak to a caller costs more than to turn them away; so many at a time hear why. */
const mostBeingTold = 20;

export interface Overload {
  /** The limit, in words. */
  readonly because: string;
  /** The engine itself is at its end, and has no time for words. */
  readonly ofTheEngine: boolean;
}

export function overloadedBy(turn: Turn, { via }: CallArrived, load: Load): Overload | undefined {
  if (via.kind === 'phone') return undefined;
  const { limits, trunks } = turn.plan;
  if (load.late > limits.engineLate)
    return { because: `the engine is ${Math.round(load.late)} ms late`, ofTheEngine: true };
  if (load.backlog > mostBacklog) return { because: `${load.backlog} events wait`, ofTheEngine: true };
  const { name } = via;
  const own = via.kind === 'trunk' ? (trunks[name]?.limits ?? {}) : limits.eachLine;
  const because = beyond(turn, limits, 'in all') ?? beyond(turn, own, `on ${via.kind} ${name}`, via);
  return because === undefined ? undefined : { because, ofTheEngine: false };
}

function beyond(turn: Turn, limits: CallLimits, where: string, via?: CallArrived['via']): string | undefined {
  const { admitted } = turn.world;
  const { callsAtOnce, newCallsASecond } = limits;
  if (callsAtOnce !== undefined && admitted.inProgress(via) >= callsAtOnce)
    return `there are ${callsAtOnce} calls at once ${where}`;
  if (newCallsASecond !== undefined && admitted.lately(turn.now, via) >= newCallsASecond)
    return `there were ${newCallsASecond} new calls within a second ${where}`;
  return undefined;
}

export function turnAwayForNow(turn: Turn, call: Call, { because, ofTheEngine }: Overload): void {
  turn.journal({ type: 'turnedAway', call: call.id, code: 'overload', because });
  const { prompt } = turn.plan.limits;
  if (prompt && !ofTheEngine && turn.world.admitted.beingTold < mostBeingTold) {
    sayGoodbye(turn, call, prompt, 'overload');
    return;
  }
  endCall(turn, call, { outcome: 'overload', by: 'plan', cause: 'congestion' });
}
