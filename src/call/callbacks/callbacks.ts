/**
 * Callbacks: booked, waiting for their turn, taken over, given up. `callbacks/calling-back.ts` connects the two
 * parties.
 *
 * The caller's own call ends with the outcome `callback booked`. A separate call then waits at the same place of the
 * same queue, one per number. A caller who calls again and reaches the same queue gets that place; while they are on
 * the line they are not called back, and when they talk to an agent the callback is cancelled.
 */

import type { CallbackTerms, ScheduleName } from '../../plan/model.ts';
import { openingAt } from '../../plan/rules/schedule.ts';
import { callId, offerId } from '../../shared/ids.ts';
import { type Duration, type Instant, seconds } from '../../shared/time.ts';
import { endCall } from '../actions/ending.ts';
import { moveTo } from '../actions/move.ts';
import { atItsBegin } from '../actions/new-call.ts';
import { withdrawAll } from '../actions/offers.ts';
import { opennessOf } from '../actions/schedules.ts';
import {
  type Call,
  type CallIn,
  type CallOutcome,
  isAbsent,
  type QueueSearch,
  queueSearchOf,
} from '../kept/call.ts';
import { sayGoodbye } from '../self-service/goodbye.ts';
import type { Turn } from '../turn/turn.ts';

/** Time to hear the goodbye, and to put the phone down. */
const graceFor: Duration = seconds(10);

export function book(
  turn: Turn,
  call: CallIn<'waiting' | 'ringing'>,
  search: QueueSearch,
  terms: CallbackTerms,
  number: string,
): void {
  const { spoken } = turn.planOf(call);
  const place = turn.waitingFor(search.queue).findIndex(({ id }) => id === call.id) + 1;
  const booked = { type: 'callbackBooked', call: call.id, number, queue: search.queue, place } as const;
  const alone = withdrawAll(turn, call, 'caller_left_queue');
  const before = waitingCallback(turn, number);
  if (before) {
    turn.journal({ ...booked, callback: before.id, before: true });
    sayGoodbye(turn, alone, spoken['callback booked before'], 'callback_booked');
    return;
  }
  const callback = callbackFor(turn, call, terms, number);
  turn.journal({ ...booked, callback: callback.id, before: false });
  sayGoodbye(turn, alone, spoken['callback booked'], 'callback_booked');
  const { id, via, dialled, caller, planVersion } = callback;
  const { queue } = search;
  turn.journal({ type: 'callArrived', call: id, via, dialled, caller, planVersion, queue });
  const { until: _, told: __, callbackOffered: ___, moreFrom: ____, ...kept } = search;
  rest(turn, callback, { ...kept, nobodyFreeSaid: false }, `booked in call ${call.id}`, turn.now + graceFor);
}

/** That the number has, and whose caller has not been reached. */
export const waitingCallback = (
  turn: Turn,
  number: string,
  which: (call: Call) => boolean = () => true,
): Call | undefined =>
  first(
    turn.callsWith(number),
    (other): other is Call => isAbsent(other) && other.callback?.number === number && which(other),
  );

function callbackFor(turn: Turn, call: Call, terms: CallbackTerms, number: string): Call {
  const { answeredAt: _, callback: __, holdMusic: ___, ...kept } = call;
  const { key: _key, offerAfter: _after, offerFromWait: _from, say: _say, ...how } = terms;
  const id = callId(turn.takeCallNumber());
  return {
    ...kept,
    id,
    leg: offerId(id, 1),
    via: { kind: 'callback', name: call.id },
    ...atItsBegin(turn),
    idsUsed: 1,
    callback: {
      ...how,
      number,
      over: terms.trunk ?? call.via.name,
      bookedBy: call.id,
      bookedAt: turn.now,
      rung: 0,
      notBefore: turn.now,
      reached: false,
    },
  };
}

/** The callback waits for its turn, not before a certain time; or, if its time is over, it ends. */
export function rest(turn: Turn, call: Call, search: QueueSearch, because: string, notBefore: Instant): void {
  const { callback } = call;
  if (!callback) throw new Error(`call ${call.id} is no callback`);
  const expires = (callback.byResult?.dueAt ?? callback.bookedAt) + callback.giveUpAfter;
  if (turn.now >= expires) return giveUp(turn, call, 'callback_expired', 'plan');
  const resting = moveTo(
    turn,
    { ...call, callback: { ...callback, notBefore } },
    { name: 'awaiting_callback', search },
    because,
  );
  const due = turn.timer(resting, { what: 'callbackDue', at: notBefore });
  const isTimed = due.timers.some(({ what }) => what === 'callbackExpired');
  turn.put(isTimed ? due : turn.timer(due, { what: 'callbackExpired', at: expires }));
  turn.seek(resting);
}

/** Its turn may have come; where there is a window, it is asked again when that opens or closes. */
export function comesDue(turn: Turn, call: CallIn<'awaiting_callback'>): void {
  const schedule = turn.plan.schedules[call.callback?.window ?? ''];
  const until = schedule && openingAt(schedule, turn.wall).until;
  if (until !== undefined)
    turn.put(turn.timer(call, { what: 'callbackDue', at: until - turn.world.wallAhead }));
  turn.seek(call);
}

/** Somebody has opened or closed by hand. */
export function windowIsSet(turn: Turn, schedule: ScheduleName): void {
  for (const call of turn.world.calls.values()) {
    if (call.phase.name === 'awaiting_callback' && call.callback?.window === schedule) turn.seek(call);
  }
}

/** What a callback depends on, besides agents. */
export interface CallbackContext {
  readonly now: Instant;
  readonly isOpen: (schedule: ScheduleName) => boolean;
  readonly callsWith: (number: string) => Iterable<Call>;
}

export const callbackContext = (turn: Turn, call: Call): CallbackContext => ({
  now: turn.now,
  isOpen: (schedule) => turn.plan.schedules[schedule] === undefined || opennessOf(turn, schedule, call).open,
  callsWith: (number) => turn.callsWith(number),
});

/** Whether nothing speaks against ringing the caller at this moment. */
export function mayBeCalled(call: Call, { now, isOpen, callsWith }: CallbackContext): boolean {
  const { callback } = call;
  if (!callback || now < callback.notBefore) return false;
  if (callback.window !== undefined && !isOpen(callback.window)) return false;
  const isThere = (other: Call): other is Call => other.id !== call.id && !isAbsent(other);
  return ![callback.number, call.caller.number].some(
    (number) => number !== undefined && first(callsWith(number), isThere),
  );
}

/**
 * The caller has called again, and is about to wait in a queue: since when their callback stands there, if it does.
 * No one calls them while they are on the line. The callback is off when they talk to somebody; should they hang up
 * before, it is still theirs.
 */
export function takeOver(turn: Turn, call: Call, queue: string): Instant | undefined {
  const callback = callbackOf(turn, call, queue);
  if (!callback) return undefined;
  const { search } = callback.phase;
  // One that is not due yet waits from now on.
  const since = Math.min(search.since, turn.now);
  turn.journal({ type: 'placeTakenOver', call: call.id, from: callback.id, since });
  if (callback.phase.name !== 'awaiting_callback') standBack(turn, callback, search, callback.phase.name);
  return since;
}

/** Whether the caller also waits to be called back by the queue. */
export const hasCallback = (turn: Turn, call: Call, queue: string): boolean =>
  callbackOf(turn, call, queue) !== undefined;

/**
 * The caller talks to somebody of the queue: they need not be called back any more, but for what the agent of this very
 * call has promised.
 */
export function settle(turn: Turn, call: Call, queue: string): void {
  const callback = callbackOf(turn, call, queue);
  if (callback && callback.callback?.bookedBy !== call.id)
    giveUp(turn, callback, 'callback_cancelled', `call ${call.id}`);
}

type Absent = CallIn<'awaiting_callback' | 'ringing' | 'calling_back'> & {
  readonly phase: { readonly search: QueueSearch };
};

function callbackOf(turn: Turn, { id, caller: { number } }: Call, queue: string): Absent | undefined {
  const isTheirs = (other: Call): other is Absent =>
    other.id !== id && isAbsent(other) && queueSearchOf(other)?.queue === queue;
  return number === undefined ? undefined : first(turn.callsWith(number), isTheirs);
}

function first<Found extends Call>(
  calls: Iterable<Call>,
  is: (call: Call) => call is Found,
): Found | undefined {
  for (const call of calls) if (is(call)) return call;
  return undefined;
}

/** Releases agents who were about to be connected with the caller. */
function standBack(turn: Turn, callback: Call, search: QueueSearch, phase: string): void {
  const because = 'the caller is calling in';
  const alone = withdrawAll(turn, callback, 'caller_calls_again');
  if (phase !== 'calling_back') return rest(turn, alone, search, because, turn.now);
  turn.command({ do: 'hangUp', call: callback.id, leg: callback.leg, cause: 'normal' });
  rest(turn, withFreshLeg(alone), search, because, turn.now);
}

/** Whatever is still heard of the leg that rang in vain comes too late. */
export function withFreshLeg(call: Call): Call {
  const idsUsed = call.idsUsed + 1;
  return { ...call, idsUsed, leg: offerId(call.id, idsUsed) };
}

/** Somebody takes it off the list. One that has reached its caller is a call like any other. */
export function cancelCallback(turn: Turn, call: Call, by: string): void {
  if (isAbsent(call)) giveUp(turn, call, 'callback_cancelled', by);
}

export function giveUp(turn: Turn, call: Call, outcome: CallOutcome, by: string): void {
  endCall(turn, call, { outcome, by, cause: 'normal' });
}
