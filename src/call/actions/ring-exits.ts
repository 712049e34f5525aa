/** Where a call goes whose `ring` step brought it to nobody: to the next step, unless the plan says another way. */
import type { RingExits } from '../../plan/model.ts';
import type { Call, OfferOutcome } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';

export function leave(turn: Turn, call: Call, on: RingExits, exit: keyof RingExits): void {
  const flow = on[exit];
  if (flow === undefined) turn.next(call);
  else turn.goTo(call, { flow, step: 0 });
}

/** A person who declines is one who does not answer. */
export function exitFor(outcome: OfferOutcome): keyof RingExits {
  if (outcome === 'busy') return 'busy';
  const never = outcome === 'unreachable' || outcome === 'refused' || outcome === 'failed';
  return never ? 'unreachable' : 'noAnswer';
}
