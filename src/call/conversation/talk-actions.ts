/** What is asked for within a talk: who may, what stands against it, and where it is done. */
import type { RequestFailureCode } from '../../shared/failures/requests.ts';
import type { CallId, LegId } from '../../shared/ids.ts';
import { nameOf } from '../actions/offers.ts';
import { freeSlot } from '../actions/parked.ts';
import { rearrange } from '../actions/room.ts';
import type { Call, CallIn } from '../kept/call.ts';
import type { TalkAction } from '../kept/events.ts';
import { type OtherParty, otherOn, othersIn, servingIn, successorIn, withParty } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { beginAside, cancel, merge, swap } from './aside.ts';
import { hold, unhold } from './holding.ts';
import { othersTalkOn } from './others-talk-on.ts';
import { anySlot, isSlot } from './parking.ts';
import { leaveTo } from './pass-on.ts';
import { transfer, whyNoTargetNow } from './transfer.ts';

export interface Objection {
  readonly code: RequestFailureCode;
  readonly because: string;
}

type Talk = { readonly call: CallIn<'talking'>; readonly party: OtherParty };

/** What stands against it now; none: nothing. `leg`: of who asks; if omitted, whoever serves the caller. */
export function whyNot(turn: Turn, id: CallId, action: TalkAction, leg?: LegId): Objection | undefined {
  const call = turn.call(id);
  if (!call) return { code: 'no_such_call', because: `call ${id} is not in progress` };
  const talk = talkOf(call, leg);
  if (!talk) return { code: 'no_talk', because: `the caller of call ${id} does not talk with an agent` };
  switch (action.do) {
    case 'hold':
      return undefined;
    case 'unhold':
      // One that is only assumed to last may be over; no button might ever end it.
      return talk.party.holds?.certain && talk.party.holds.by !== 'engine'
        ? {
            code: 'held_by_phone',
            because: `${nameOf(talk.party.who)} has put the call on hold with the button of their phone`,
          }
        : undefined;
    case 'consult':
    case 'join':
      return whyNoAside(turn, talk, action.to);
    case 'swap':
      return asideOf(turn, talk)?.aside ? whyNobodyThere(turn, talk) : noConsultation(talk);
    case 'merge':
      return whyNobodyThere(turn, talk);
    case 'complete':
    case 'cancel':
      return asideOf(turn, talk) ? undefined : noConsultation(talk);
    case 'park':
      return whyNoParking(turn, talk);
    case 'drop':
    case 'mute':
      return whyNoParty(talk, action);
  }
}

export function doInTalk(turn: Turn, id: CallId, action: TalkAction, by: string, leg?: LegId): void {
  const call = turn.call(id);
  const talk = call && talkOf(call, leg);
  if (!talk || whyNot(turn, id, action, leg)) return;
  const { party } = talk;
  const aside = asideOf(turn, talk);
  switch (action.do) {
    case 'hold':
      return hold(turn, talk.call, party, by);
    case 'unhold':
      return unhold(turn, talk.call, party);
    case 'consult':
      return beginAside(turn, talk.call, party, action.to, 'talk', by);
    case 'join':
      return beginAside(turn, talk.call, party, action.to, action.onAnswer, by);
    case 'swap':
      return aside && swap(turn, talk.call, party, aside, by);
    case 'complete':
      return aside && leaveTo(turn, talk.call, party, aside, false, by);
    case 'merge':
      if (aside?.phase.name === 'talking')
        merge(turn, talk.call, party, { ...aside, phase: aside.phase }, by);
      return;
    case 'cancel':
      return aside && cancel(turn, aside, by);
    case 'park':
      return transfer(turn, talk.call, party, anySlot, by);
    case 'drop': {
      const other = partyNamed(talk, action.who);
      return other && othersTalkOn(turn, talk.call, other, false, `taken out by ${by}`);
    }
    case 'mute':
      return mute(turn, talk, action, by);
  }
}

/** Only agents: somebody outside might be the emergency services. */
function talkOf(call: Call, leg?: LegId): Talk | undefined {
  if (call.phase.name !== 'talking') return undefined;
  const { conversation } = call.phase;
  const party = leg === undefined ? servingIn(conversation) : otherOn(conversation, leg);
  // Whose page is gone can do nothing until they are back.
  if (party?.who.kind !== 'agent' || party.away) return undefined;
  return { call: { ...call, phase: call.phase }, party };
}

/** The second call of the agent's, on the line of their talk or on another of their phone's. */
function asideOf(turn: Turn, { party }: Talk): Call | undefined {
  const agent = party.who.kind === 'agent' ? turn.agent(party.who.agent) : undefined;
  const beside = agent?.activity.kind === 'talking' ? agent.activity.beside : undefined;
  const id = party.aside ?? beside?.call;
  return id === undefined ? undefined : turn.call(id);
}

const noConsultation = ({ party }: Talk): Objection => ({
  code: 'no_consultation',
  because: `${nameOf(party.who)} has no consultation`,
});

function whyNobodyThere(turn: Turn, talk: Talk): Objection | undefined {
  const aside = asideOf(turn, talk);
  if (!aside) return noConsultation(talk);
  return aside.phase.name === 'talking'
    ? undefined
    : { code: 'no_consultation', because: `call ${aside.id} has not been answered yet` };
}

function whyNoParking(turn: Turn, { call, party }: Talk): Objection | undefined {
  // Whom they talk with is an agent, for whom a caller waits.
  if (call.aside) return { code: 'no_talk', because: `call ${call.id} is a consultation` };
  if (party.role !== 'serving')
    return { code: 'no_talk', because: `${nameOf(party.who)} does not serve the caller` };
  if (asideOf(turn, { call, party }))
    return { code: 'has_second_call', because: `${nameOf(party.who)} has a second call` };
  if (freeSlot(turn) !== undefined) return undefined;
  const because = turn.plan.parking ? 'all parking slots are taken' : 'the plan has no parking slots';
  return { code: 'no_such_target', because };
}

function whyNoAside(turn: Turn, talk: Talk, to: string): Objection | undefined {
  const { party, call } = talk;
  const name = nameOf(party.who);
  const second = asideOf(turn, talk);
  if (second) return { code: 'has_second_call', because: `${name} is in call ${second.id} as well` };
  if (to === name || turn.plan.agents[name]?.number === to)
    return { code: 'no_such_target', because: `${name} is in the call already` };
  // In a slot there is nobody to ask.
  const because = isSlot(turn, to) ? `${to} is a parking slot` : whyNoTargetNow(turn, call, to);
  return because === undefined ? undefined : { code: 'no_such_target', because };
}

function whyNoParty(talk: Talk, action: Extract<TalkAction, { do: 'drop' | 'mute' }>): Objection | undefined {
  if (action.do === 'mute' && action.who === 'caller') return undefined;
  const party = partyNamed(talk, action.who);
  if (!party) return { code: 'no_such_party', because: `${action.who} is not in call ${talk.call.id}` };
  if (
    action.do === 'mute' ||
    party.role !== 'serving' ||
    successorIn(talk.call.phase.conversation, talk.call)
  )
    return undefined;
  return { code: 'last_to_serve', because: `only ${action.who} serves the caller` };
}

const partyNamed = ({ call }: Talk, name: string): OtherParty | undefined =>
  othersIn(call.phase.conversation).find(({ who }) => nameOf(who) === name);

function mute(turn: Turn, { call }: Talk, action: Extract<TalkAction, { do: 'mute' }>, by: string): void {
  const { who, muted } = action;
  const party = who === 'caller' ? undefined : partyNamed({ call } as Talk, who);
  const leg = party?.leg ?? call.leg;
  turn.command({ do: 'mute', call: call.id, leg, muted });
  turn.journal({ type: 'partyMuted', call: call.id, leg, who, muted, by });
  rearrange(turn, call, withParty(call.phase.conversation, leg, { muted }));
}
