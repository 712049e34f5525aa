/**
 * Writes the journal of a call that the safety net served while the engine was down, with its real times, so that
 * journal, reports, voicemail and `why` need no second kind of call. The engine never controlled this call: there are
 * no commands and no reservations, and its wrap-up is over or not wanted.
 */
import { taken, talked } from '../../agents/board.ts';
import { callId, offerId } from '../../shared/ids.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import { valueInWords } from '../../shared/value-in-words.ts';
import { dayOf, wallAt } from '../../shared/wall-time.ts';
import { changeAgent } from '../actions/change-agent.ts';
import type { CallOutcome, PhaseName } from '../kept/call.ts';
import type { Caller, ServedCall } from '../kept/events.ts';
import type { Turn } from '../turn/turn.ts';

/** As voicemails are named in a plan; the net knows nothing of the plan's. */
const voicemail = 'safety net';
/** A caller who hangs up at the beep has left no message. */
const shortestMessage: Duration = seconds(1);

export function callWasServed(turn: Turn, served: ServedCall, caller: Caller): void {
  const { leg, via, dialled, routingNumber, arrivedAt, behindOthers, endedAt } = served;
  if (turn.world.callOnLeg(leg) !== undefined) return;
  const call = callId(turn.takeCallNumber());
  const enter = (phase: PhaseName, at: number, because: string): void =>
    turn.journalLate(at, { type: 'phaseEntered', call, phase, because });
  turn.journalLate(arrivedAt, {
    type: 'callArrived',
    call,
    via,
    dialled,
    ...(routingNumber === undefined ? {} : { routingNumber }),
    caller,
    planVersion: turn.version,
    leg,
    servedBy: 'safety_net',
  });
  const behind =
    behindOthers === true ? ', after the callers who were already waiting, for a minute at most' : '';
  enter('waiting', arrivedAt, `the engine was not running, so the safety net served the call${behind}`);
  let talk: { readonly since: number; readonly to: string } | undefined;
  for (const [index, { phone, at, until, outcome }] of served.rung.entries()) {
    const agent = turn.world.agentAtPhone(phone) ?? turn.world.ownerOfPhone(phone);
    const to = agent ?? phone;
    const offer = offerId(call, index + 1);
    const isAnswered = outcome === 'answered';
    turn.journalLate(at, { type: 'offerMade', call, offer, to });
    enter('ringing', at, `the safety net rings ${to}`);
    const because = isAnswered ? 'answered' : 'according to Asterisk';
    turn.journalLate(until, { type: 'offerEnded', call, offer, to, outcome, because, rangFor: until - at });
    if (!isAnswered) {
      if (until < endedAt) enter('waiting', until, `${to}: ${outcome}`);
      continue;
    }
    talk = { since: until, to };
    enter('talking', until, `${to} answered`);
    turn.journalLate(until, {
      type: 'connected',
      call,
      offer,
      to,
      waited: until - arrivedAt,
      ...(agent === undefined ? {} : { agent }),
      ...(caller.contact === undefined ? {} : { contact: caller.contact }),
    });
    const state = agent === undefined ? undefined : turn.agent(agent);
    if (state) {
      const rested = talked(state, endedAt - until, Math.max(state.idleSince, Math.min(endedAt, turn.now)));
      changeAgent(turn, taken(rested, dayOf(wallAt(turn.plan.timeZone, until))));
    }
  }
  const message = served.message && served.message.lasted >= shortestMessage ? served.message : undefined;
  if (served.message) enter('leaving_message', served.message.since, `voicemail ${voicemail}`);
  if (message) {
    const { recording, lasted } = message;
    turn.journalLate(endedAt, { type: 'messageLeft', call, voicemail, recording, lasted });
  }
  const outcome = outcomeOf(served, talk !== undefined, message !== undefined);
  enter('ended', endedAt, valueInWords(outcome));
  turn.journalLate(endedAt, {
    type: 'callEnded',
    call,
    outcome,
    by: endedBy(served, talk?.to),
    lasted: endedAt - arrivedAt,
    talked: talk === undefined ? 0 : endedAt - talk.since,
  });
}

/**
 * An agent who could not do anything at their phone was failed by us; a caller that no one had was lost, by their own
 * doing unless the exchange died under the call.
 */
function outcomeOf({ via, endedBy: by }: ServedCall, isAnswered: boolean, hasMessage: boolean): CallOutcome {
  if (isAnswered) return 'answered';
  if (hasMessage) return 'voicemail';
  if (via.kind === 'phone') return 'failed';
  return by === 'unknown' ? 'exchange_restarted' : 'abandoned';
}

function endedBy({ endedBy: by }: ServedCall, talkedTo: string | undefined): string {
  if (by === 'far_end') return talkedTo === undefined ? 'safety net' : `agent ${talkedTo}`;
  return by === 'unknown' ? 'exchange' : 'caller';
}
