/** Where a call continues after a `ring` step without an answer: the next step, unless the plan names another exit. */
import type { RingExits } from '../../plan/model.ts';
import type { Call, OfferOutcome, Search } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { ringPlace, startSearch } from './start-search.ts';

/** Somebody to whom the caller was transferred can't be had either: they go on where they came from. */
export function leave(
  turn: Turn,
  call: Call,
  { on, back }: Exclude<Search, { for: 'queue' }>,
  exit: keyof RingExits,
): void {
  const flow = on[exit];
  if (back) goBack(turn, call, back, 'the transfer reached no one');
  else if (flow === undefined) turn.next(call);
  else turn.goTo(call, { flow, step: 0 });
}

/** A person who declines is one who does not answer. */
export function exitFor(outcome: OfferOutcome): keyof RingExits {
  if (outcome === 'busy') return 'busy';
  const never = outcome === 'unreachable' || outcome === 'refused' || outcome === 'failed';
  return never ? 'unreachable' : 'noAnswer';
}

/** The caller goes on with the search in which they were found before. */
export function goBack(turn: Turn, call: Call, back: Search, because: string): void {
  const anew = { ...call, askedBefore: {} };
  if (back.for === 'place') ringPlace(turn, anew, back);
  else if (back.for === 'queue' || back.patience === undefined) startSearch(turn, anew, back, because);
  else startSearch(turn, anew, { ...back, patientUntil: turn.now + back.patience }, because);
}
