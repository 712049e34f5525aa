/**
 * Supervisors follow the talk. As for recordings, it is looked at once at the end of each turn, for the calls that the turn
 * has changed: whom they hear, and in which room they are, follows from the talk.
 *
 * ```
 *  asked ──► ringing ──answers──► on: hears the talk ◄──transfer──► on: nothing to hear
 *               │                        │
 *               └── no answer            └── hangs up, asked to end, or the call is over ──► gone
 * ```
 */
import { callOf, type SupervisionId, supervisionId } from '../../shared/ids.ts';
import { callerShown } from '../actions/displays.ts';
import { nameOf } from '../actions/offers.ts';
import type { Call } from '../kept/call.ts';
import type { Event } from '../kept/events.ts';
import { hasRoom, isHere, servingIn } from '../kept/parties.ts';
import type { Supervision, SupervisionMode, SupervisorPlace } from '../kept/supervision.ts';
import type { Turn } from '../turn/turn.ts';

type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

/** Asked again by who listens already, it changes the mode. */
export function superviseIsAsked(turn: Turn, asked: EventOf<'superviseAsked'>): void {
  const { call: id, who, mode, phone, by } = asked;
  const call = turn.call(id);
  const before = call?.supervisions?.find((each) => each.who === who);
  if (!call) return;
  if (mode === 'end') return before && ends(turn, call, before, `ended by ${by}`);
  if (before) return turn.put(replaced(call, { ...before, mode }));
  const idsUsed = call.idsUsed + 1;
  const supervision: Supervision = {
    id: supervisionId(id, idsUsed),
    who,
    mode,
    state: 'ringing',
    since: turn.now,
  };
  turn.journal({ type: 'supervisionAsked', call: id, supervision: supervision.id, who, mode, by });
  turn.command({
    do: 'ringSupervisor',
    call: id,
    supervision: supervision.id,
    phone,
    showName: `call ${id}`,
  });
  turn.put({ ...call, idsUsed, supervisions: [...(call.supervisions ?? []), supervision] });
}

export function supervisorAnswers(turn: Turn, { supervision }: EventOf<'supervisorAnswered'>): void {
  const found = supervisionIn(turn, supervision);
  if (!found) return endedAnyway(turn, supervision);
  if (found.one.state === 'ringing')
    turn.put(replaced(found.call, { ...found.one, state: 'on', since: turn.now }));
}

export function supervisorIsGone(turn: Turn, { supervision }: EventOf<'supervisorGone'>): void {
  const found = supervisionIn(turn, supervision);
  if (!found) return;
  const { call, one } = found;
  journalEnd(turn, call, one, one.state === 'on' ? 'hung up' : 'did not answer');
  turn.put(without(call, one));
}

/** The room of a talk is about to end or the call has: what the exchange has to do for supervisors. */
export function supervisorsFollow(turn: Turn): void {
  for (const id of turn.changedCalls()) {
    const before = turn.world.calls.get(id);
    const call = turn.call(id);
    if (!call)
      for (const one of before?.supervisions ?? []) sendAway(turn, before as Call, one, 'the call is over');
    for (const one of call?.supervisions ?? []) follow(turn, id, one);
  }
}

function follow(turn: Turn, id: Call['id'], one: Supervision): void {
  const call = turn.call(id);
  if (!call || one.state !== 'on') return;
  const place = placeFor(call, one.mode);
  if (samePlace(one.placed, place)) return;
  const { placed: before, ...rest } = one;
  const heardSince = place ? (one.heardSince ?? turn.now) : one.heardSince;
  turn.put(
    replaced(call, {
      ...rest,
      ...(place && { placed: place }),
      ...(heardSince !== undefined && { heardSince }),
    }),
  );
  if (!place) return;
  // When they leave, Asterisk shows the agent the caller once more.
  if (place.mode === 'barge') for (const shown of callerShown(call)) turn.command(shown);
  const tellAgent = before?.leg !== place.leg && turn.plan.supervision?.tellAgents === true;
  turn.command({
    do: 'placeSupervisor',
    call: id,
    supervision: one.id,
    ...place,
    ...(tellAgent && { tellAgent }),
  });
  if (before?.leg === place.leg && before.mode === place.mode) return;
  const on = call.phase.name === 'talking' ? nameOf(servingIn(call.phase.conversation).who) : '';
  turn.journal({ type: 'supervised', call: id, supervision: one.id, who: one.who, mode: place.mode, on });
}

/** None: nobody talks whom they could hear. They whisper to agents only, and hear others through no one. */
export function placeFor({ phase }: Call, mode: SupervisionMode): SupervisorPlace | undefined {
  if (phase.name !== 'talking') return undefined;
  const { conversation } = phase;
  const serving = servingIn(conversation);
  if (serving.who.kind !== 'agent' || !isHere(serving)) return undefined;
  const { leg } = serving;
  return mode === 'barge' && hasRoom(conversation)
    ? { leg, mode, room: conversation.room }
    : { leg, mode: mode === 'barge' ? 'listen' : mode };
}

export const samePlace = (a: SupervisorPlace | undefined, b: SupervisorPlace | undefined): boolean =>
  a?.leg === b?.leg && a?.mode === b?.mode && a?.room === b?.room;

function ends(turn: Turn, call: Call, one: Supervision, because: string): void {
  sendAway(turn, call, one, because);
  turn.put(without(call, one));
}

function sendAway(turn: Turn, call: Call, one: Supervision, because: string): void {
  turn.command({ do: 'endSupervision', call: call.id, supervision: one.id });
  journalEnd(turn, call, one, because);
}

function journalEnd(
  turn: Turn,
  { id }: Call,
  { id: supervision, who, since, state, heardSince }: Supervision,
  because: string,
): void {
  const lasted = state === 'on' ? turn.now - since : 0;
  turn.journal({
    type: 'supervisionEnded',
    call: id,
    supervision,
    who,
    lasted,
    ...(heardSince !== undefined && { heardFor: turn.now - heardSince }),
    because,
  });
}

/** Somebody picked up whom nobody wants any more. */
function endedAnyway(turn: Turn, supervision: SupervisionId): void {
  const call = callOf(supervision);
  if (call !== undefined) turn.command({ do: 'endSupervision', call, supervision });
}

function supervisionIn(turn: Turn, id: SupervisionId): { call: Call; one: Supervision } | undefined {
  const ofCall = callOf(id);
  const call = ofCall === undefined ? undefined : turn.call(ofCall);
  const one = call?.supervisions?.find((each) => each.id === id);
  return call && one && { call, one };
}

const replaced = (call: Call, one: Supervision): Call => ({
  ...call,
  supervisions: (call.supervisions ?? []).map((each) => (each.id === one.id ? one : each)),
});

function without({ supervisions = [], ...call }: Call, one: Supervision): Call {
  const others = supervisions.filter(({ id }) => id !== one.id);
  return others.length === 0 ? call : { ...call, supervisions: others };
}
