/**
 * Callbacks that an agent promises: a result of the plan books one (`call back after`), due later. The call that it is about
 * may be over; so what is needed of its caller stands in the agent's wrap-up, and later comes from the journal.
 *
 * It is a callback like any other, one per number and queue. Before it is due it waits for nothing, and time does not count.
 */
import type { GivenResult, ServedCaller } from '../../agents/agent.ts';
import type { Plan, QueueName } from '../../plan/model.ts';
import { flowFor } from '../../plan/rules/dialled.ts';
import { allOf, isAnything } from '../../plan/rules/expression.ts';
import { defined } from '../../shared/defined.ts';
import { type CallId, callId, offerId, onlyNode } from '../../shared/ids.ts';
import { callerNeeds, callerPoints } from '../actions/caller-rules.ts';
import { atItsBegin } from '../actions/new-call.ts';
import { servedCaller } from '../actions/served-caller.ts';
import { type BookedByResult, type Call, type QueueSearch, queueSearchOf } from '../kept/call.ts';
import type { ResultGiven } from '../kept/events.ts';
import type { Judgement } from '../turn/judgement.ts';
import type { Turn } from '../turn/turn.ts';
import { waitsAt } from '../turn/waiting-list.ts';
import { callable } from './callback-number.ts';
import { cancelCallback, rest, settle, waitingCallback } from './callbacks.ts';

/** @param kept what the agent's wrap-up knows of the caller */
export function callbackFollows(
  turn: Turn,
  given: ResultGiven,
  before: GivenResult | undefined,
  kept: ServedCaller | undefined,
): void {
  const { call: id, agent, result, queue, by } = given;
  // The same again: what follows from it has followed.
  if (before?.result === result) return;
  if (before) withdraw(turn, id, agent, by === 'phone' ? agent : by);
  const after = turn.plan.results?.[result]?.effects?.callBackAfter;
  if (after === undefined) return;
  const call = turn.call(id);
  const caller = (call && servedCaller(call)) ?? kept ?? given.caller;
  const none = (because: string, code?: Extract<Judgement['refused'], object>['code']): void =>
    turn.journal({ type: 'callbackNotBooked', call: id, agent, result, because, ...defined({ code }) });
  if (queue === undefined) return none('the call came from no queue');
  if (!turn.plan.queues[queue]?.callback) return none(`queue ${queue} has no callbacks`);
  const { number: written } = caller ?? {};
  if (!caller || written === undefined) return none('the number is withheld', 'number_withheld');
  const { number, refused } = turn.judge(() => judge(turn.plan, id, written));
  if (number === undefined) return none(refused?.because ?? 'it cannot be called', refused?.code);
  // Asked for before this talk: it would be settled with it.
  if (call) settle(turn, call, queue);
  book(turn, given, caller, { queue, number, byResult: { agent, result, dueAt: turn.now + after } });
}

/** What is not international by now is an extension, or nothing that we could ring. */
function judge(plan: Plan, call: CallId, written: string): Judgement {
  const judged = callable(written.startsWith('+') ? written : '', plan);
  if (judged.ok) return { call, number: judged.number };
  const { code, because } = judged;
  return { call, refused: { code, because } };
}

/** What that agent's result of that call has booked; once its caller is reached it goes on. */
function withdraw(turn: Turn, call: CallId, agent: string, by: string): void {
  for (const { id, callback } of turn.world.calls.values()) {
    if (callback?.bookedBy !== call || callback.byResult?.agent !== agent) continue;
    const booked = turn.call(id);
    if (booked) cancelCallback(turn, booked, by);
  }
}

interface Booking {
  readonly queue: QueueName;
  readonly number: string;
  readonly byResult: BookedByResult;
}

function book(turn: Turn, given: ResultGiven, caller: ServedCaller, booking: Booking): void {
  const { queue, number, byResult } = booking;
  const { dueAt, agent } = byResult;
  const place = turn.waitingFor(queue, (other) => waitsAt(other, dueAt)).length + 1;
  const booked = { type: 'callbackBooked', call: given.call, number, queue, place, byResult } as const;
  const other = waitingCallback(turn, number, (each) => queueSearchOf(each)?.queue === queue);
  if (other) return turn.journal({ ...booked, callback: other.id, before: true });
  const callback = callbackFor(turn, given, caller, booking);
  turn.journal({ ...booked, callback: callback.id, before: false });
  const { id, via, dialled, planVersion } = callback;
  turn.journal({ type: 'callArrived', call: id, via, dialled, caller: callback.caller, planVersion, queue });
  const because = `booked by the result of ${agent} in call ${given.call}`;
  rest(turn, callback, searchFor(turn, callback, booking), because, dueAt);
}

/** As if the caller came when it is due. */
function searchFor(turn: Turn, callback: Call, { queue, byResult: { dueAt } }: Booking): QueueSearch {
  const { flow, step: at } = callback.at;
  const step = turn.plan.flows[flow]?.steps[at];
  const needs = allOf([callerNeeds(turn.plan, callback), step?.do === 'queue' ? step.needs : undefined]);
  const points = callerPoints(turn.plan, callback);
  return {
    for: 'queue',
    queue,
    since: dueAt,
    nobodyFreeSaid: false,
    ...(isAnything(needs) ? {} : { needs }),
    ...(points === 0 ? {} : { points }),
  };
}

function callbackFor(turn: Turn, given: ResultGiven, caller: ServedCaller, booking: Booking): Call {
  const { plan } = turn;
  const { queue, number, byResult } = booking;
  const terms = plan.queues[queue]?.callback;
  if (!terms) throw new Error(`queue ${queue} has no callbacks`);
  const { key: _key, offerAfter: _after, offerFromWait: _from, say: _say, ...how } = terms;
  const { tags, dialled, over, language = plan.language } = caller;
  const id = callId(turn.takeCallNumber());
  return {
    id,
    leg: offerId(id, 1),
    node: onlyNode,
    via: { kind: 'callback', name: given.call },
    dialled,
    caller: {
      ...defined({ number: caller.number, name: caller.name, contact: given.contact }),
      isNew: false,
      tags,
    },
    language: plan.languages.includes(language) ? language : plan.language,
    ...atItsBegin(turn),
    planVersion: turn.version,
    at: stepOf(plan, dialled, queue),
    askedBefore: {},
    idsUsed: 1,
    callback: {
      ...how,
      number,
      over: terms.trunk ?? over,
      bookedBy: given.call,
      bookedAt: turn.now,
      rung: 0,
      notBefore: byResult.dueAt,
      reached: false,
      byResult,
    },
  };
}

/** Where the number that they had dialled leads to the queue; else after its last step. The call itself walked an older plan, perhaps. */
function stepOf(plan: Plan, dialled: string, queue: QueueName): Call['at'] {
  const flow = flowFor(plan, dialled);
  const steps = plan.flows[flow]?.steps ?? [];
  const step = steps.findIndex((each) => each.do === 'queue' && each.queue === queue);
  return { flow, step: step < 0 ? steps.length : step };
}
