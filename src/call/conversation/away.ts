/**
 * An agent whose page is gone in the middle of a talk: it was reloaded, or crashed. Their leg is dead, their place in the talk is
 * kept, and as soon as a page has registered again it is rung, and answers by itself.
 *
 * ```
 *            legLost              pageCame                 legAnswered
 *   talking ─────────► away ────────────────► away, rings ─────────────► talking, on another leg
 *                       │                         │
 *                       └───────── rejoinRanOut ──┘──► as a phone that has vanished: others talk on, or the caller goes first in line
 * ```
 *
 * A caller who is left alone hears that the line was lost, and then music. Who is on hold, or consults, comes back to that.
 */
import { onLeg } from '../../agents/board.ts';
import { type LegId, offerId } from '../../shared/ids.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import { changeAgent } from '../actions/change-agent.ts';
import { noteResumed } from '../actions/hold-ends.ts';
import { nameOf, ringPage } from '../actions/offers.ts';
import { rearrange, waitForWhoIsAway } from '../actions/room.ts';
import { musicOf, playMusic, speak } from '../actions/sound.ts';
import { type Call, type CallIn, inTalk } from '../kept/call.ts';
import {
  type Away,
  aloneIn,
  awayTime,
  type Hold,
  isParted,
  noticedIn,
  type OtherParty,
  otherOn,
  othersIn,
  withLeg,
  withParty,
} from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { cancel } from './aside.ts';
import { othersTalkOn } from './others-talk-on.ts';

const usualPatience: Duration = seconds(15);

export function goesAway(turn: Turn, call: CallIn<'talking'>, { leg }: OtherParty, phone: string): void {
  const there = withoutUnansweredAside(turn, call, leg);
  const party = there && otherOn(there.phase.conversation, leg);
  if (!there || !party || party.away) return;
  const until = turn.now + (turn.plan.rejoinWithin ?? usualPatience);
  const { role, who } = party;
  turn.journal({ type: 'pageGone', call: call.id, leg, who: nameOf(who), role, until });
  const wasAlone = aloneIn(there.phase.conversation);
  const away: Away = { since: turn.now, until, phone };
  const holds = holdWithoutButton(turn, there, party);
  const arranged = rearrange(turn, there, withParty(there.phase.conversation, leg, { away, holds }));
  besideToo(turn, arranged, party, { away });
  turn.command({ do: 'hangUp', call: call.id, leg, cause: 'normal' });
  if (wasAlone === undefined) sayThatLineIsLost(turn, call.id);
}

/** A page has registered as that phone: it is rung for the talk that it has lost. */
export function ringsBack(turn: Turn, call: CallIn<'talking'>, party: OtherParty): void {
  const { away, offer, leg } = party;
  if (!away || away.ringing !== undefined) return;
  const idsUsed = call.idsUsed + 1;
  const ringing = offerId(call.id, idsUsed);
  ringPage(turn, call, party.who, { leg: ringing, phone: away.phone, offer, ringFor: away.until - turn.now });
  const conversation = withParty(call.phase.conversation, leg, { away: { ...away, ringing } });
  turn.put({ ...call, idsUsed, phase: { ...call.phase, conversation } });
}

/** What rang for them has ended unanswered; a page that registers anew is rung again. */
export function ringingEnds(turn: Turn, call: CallIn<'talking'>, party: OtherParty): void {
  if (!party.away) return;
  const { ringing: _, ...away } = party.away;
  const conversation = withParty(call.phase.conversation, party.leg, { away });
  turn.put({ ...call, phase: { ...call.phase, conversation } });
}

export function comesBack(turn: Turn, call: CallIn<'talking'>, party: OtherParty, leg: LegId): void {
  if (!party.away) return;
  const { who, role, muted, lentTo } = party;
  turn.journal({
    type: 'rejoined',
    call: call.id,
    leg,
    who: nameOf(who),
    role,
    awayFor: turn.now - party.away.since,
  });
  const agent = who.kind === 'agent' ? turn.agent(who.agent) : undefined;
  if (agent) changeAgent(turn, onLeg(agent, party.leg, leg));
  const { playback, ...silent } = call.phase;
  const isNotice = noticedIn(silent.conversation) !== undefined;
  const phase = isNotice ? call.phase : silent;
  if (playback && !isNotice) turn.command({ do: 'stopPlaying', call: call.id, playback });
  const awayFor = awayTime(party, turn.now);
  const back = withLeg(phase.conversation, party.leg, leg, { away: undefined, awayFor });
  if (muted && lentTo === undefined) turn.command({ do: 'mute', call: call.id, leg, muted });
  const arranged = rearrange(turn, { ...call, phase }, back);
  besideToo(turn, arranged, party, { leg, away: undefined });
}

/** The talk has waited for them long enough. `isLast`: nobody else is left who serves the caller. */
export function patienceIsOver(
  turn: Turn,
  call: CallIn<'talking'>,
  giveUp: (call: CallIn<'talking'>, party: OtherParty) => void,
): void {
  const due = othersIn(call.phase.conversation).find(({ away }) => away && away.until <= turn.now);
  if (!due) {
    waitForWhoIsAway(turn, call);
    return;
  }
  giveUp(call, due);
  const rest = inTalk(turn.call(call.id));
  if (rest) patienceIsOver(turn, rest, giveUp);
}

/** Others are in the talk: it goes on with them. */
export function goesOnWithout(turn: Turn, call: CallIn<'talking'>, party: OtherParty): void {
  othersTalkOn(turn, call, party, true, 'their page was not opened again');
}

/** The end of what has been said to the caller meanwhile. */
export function heardThatLineIsLost(turn: Turn, call: CallIn<'talking'>): void {
  const { playback: _, ...phase } = call.phase;
  const silent = { ...call, phase };
  turn.put(
    aloneIn(phase.conversation) === call.leg ? playMusic(turn, silent, musicOf(turn, silent)) : silent,
  );
}

function sayThatLineIsLost(turn: Turn, id: Call['id']): void {
  const call = inTalk(turn.call(id));
  if (!call || aloneIn(call.phase.conversation) !== call.leg) return;
  const { call: spokenTo, playback } = speak(turn, call, turn.planOf(call).spoken['the line was lost']);
  turn.put({ ...spokenTo, phase: { ...call.phase, playback } });
}

/** Whom they ask has not answered: they are not rung for somebody who is not there. */
function withoutUnansweredAside(
  turn: Turn,
  call: CallIn<'talking'>,
  leg: LegId,
): CallIn<'talking'> | undefined {
  const id = otherOn(call.phase.conversation, leg)?.aside;
  const aside = id === undefined ? undefined : turn.call(id);
  if (aside && aside.phase.name !== 'talking') cancel(turn, aside, 'engine');
  return inTalk(turn.call(call.id));
}

/** A hold of the button ends with the leg, and leaves its music behind; one that was asked of us goes on. */
function holdWithoutButton(turn: Turn, call: CallIn<'talking'>, party: OtherParty): Hold | undefined {
  const { holds } = party;
  if (!holds || holds.by === 'engine') return holds;
  if (holds.by === 'both') return { ...holds, by: 'engine' };
  noteResumed(turn, call, party, 'the page is gone');
  if (!isParted(party)) turn.command({ do: 'stopMusic', call: call.id, leg: call.leg });
  return undefined;
}

/** Their leg is that of the caller in what they ask somebody. */
function besideToo(
  turn: Turn,
  call: Call,
  { aside: id, leg: before }: OtherParty,
  { leg = before, away }: { readonly leg?: LegId; readonly away: Away | undefined },
): void {
  const aside = inTalk(id === undefined ? undefined : turn.call(id));
  if (!aside?.aside || aside.leg !== before) return;
  const conversation = withLeg(aside.phase.conversation, before, leg, { away });
  if (conversation.parties[0].muted && aside.aside.hasLeg && !away)
    turn.command({ do: 'mute', call: call.id, leg, muted: true });
  rearrange(turn, { ...aside, leg }, conversation);
}
