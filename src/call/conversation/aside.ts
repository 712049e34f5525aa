/**
 * What an agent may ask for while they talk: to ask somebody while the caller hears music (`consult`), or to fetch somebody
 * while they go on talking (`join`). Both are an aside (`actions/asides.ts`): a call of the agent's own.
 *
 * ```
 *              answers              swap                complete: the caller goes to whom was asked
 *   consult ──────────► talk there ◄────► talk here     merge: all three talk
 *   join    ──────────► all three, or the next one instead of the agent
 *               nobody: back with the caller, and a word for the agent
 * ```
 *
 * Whoever hangs up while they ask has completed: the caller goes on with whom was asked, or looks for them.
 */
import { besideNothing, calling, movedTo, talked } from '../../agents/board.ts';
import { phonesOf } from '../../agents/phones.ts';
import type { AgentName } from '../../plan/model.ts';
import { defined } from '../../shared/defined.ts';
import { callId } from '../../shared/ids.ts';
import type { Duration, Instant } from '../../shared/time.ts';
import {
  asksForOther,
  giveBack,
  leaveToAside,
  lend,
  lenderOf,
  mutedAfter,
  noteAside,
  ownCall,
  unmuteFor,
} from '../actions/asides.ts';
import { changeAgent } from '../actions/change-agent.ts';
import { endAsJoined, endCall } from '../actions/ending.ts';
import { noteResumed } from '../actions/hold-ends.ts';
import { partyLeaves } from '../actions/leaving.ts';
import { moveTo } from '../actions/move.ts';
import { atItsBegin } from '../actions/new-call.ts';
import { nameOf, withdrawAll } from '../actions/offers.ts';
import { noteTalkOutside } from '../actions/outside.ts';
import { rearrange } from '../actions/room.ts';
import { musicOf, playMusic, sayTo, silence, wordsTo } from '../actions/sound.ts';
import { type Aside, type Call, type CallIn, nowhere, recordingIn, type Search } from '../kept/call.ts';
import {
  aloneIn,
  awayTime,
  type Hold,
  isParted,
  type JoinedParty,
  type OtherParty,
  othersIn,
  type ServingParty,
  withJoined,
  withoutAside,
  withParty,
} from '../kept/parties.ts';
import { pauseComesOver } from '../recording/keeping-pause.ts';
import { endsWithMessage, goesBackAfterMessage } from '../self-service/message.ts';
import type { Turn } from '../turn/turn.ts';
import { forNotTooLong } from '../waiting/start-search.ts';
import { firstBackTo, foundBefore } from './back-to-agent.ts';
import { bringTo, targetNow, transfer } from './transfer.ts';

export function beginAside(
  turn: Turn,
  call: CallIn<'talking'>,
  party: OtherParty,
  to: string,
  onAnswer: Aside['onAnswer'],
  by: string,
): void {
  if (party.who.kind !== 'agent') return;
  const { agent } = party.who;
  const target = targetNow(turn, call, to);
  const hasLeg = onAnswer === 'talk';
  const id = callId(turn.takeCallNumber());
  const title = turn.plan.agents[agent]?.title ?? agent;
  const aside: Call = {
    id,
    leg: party.leg,
    node: party.node,
    via: { kind: 'phone', name: phoneOf(turn, agent) },
    callingAgent: agent,
    dialled: to,
    caller: { name: title, isNew: false, tags: [] },
    language: turn.plan.language,
    ...atItsBegin(turn),
    answeredAt: turn.now,
    planVersion: turn.version,
    at: { flow: nowhere, step: 0 },
    askedBefore: {},
    aside: { of: call.id, onAnswer, hasLeg, by },
    idsUsed: 0,
    ...(party.muted === undefined ? {} : { unmuted: true }),
  };
  const { caller, via, planVersion } = aside;
  turn.put(aside);
  turn.journal({
    type: 'callArrived',
    call: id,
    via,
    dialled: to,
    caller,
    beside: call.id,
    agent,
    planVersion,
  });
  if (onAnswer === 'talk') turn.journal({ type: 'consultBegan', call: call.id, aside: id, agent, to, by });
  else turn.journal({ type: 'warmTransfer', call: call.id, aside: id, agent, to, stage: 'started', by });
  const state = turn.agent(agent);
  if (state) changeAgent(turn, calling(state, id, party.leg));
  if (hasLeg) {
    // A prompt may still be played to them: Asterisk adds no leg to a room meanwhile.
    for (const playback of wordsTo((other) => turn.call(other), call, [party.leg]))
      if (playback !== call.phase.playback) turn.command({ do: 'stopPlaying', call: call.id, playback });
    lend(turn, call, party, id);
  }
  const { holds } = party;
  if (hasLeg && holds?.by === 'engine') noteResumed(turn, call, party, 'asks somebody');
  rearrange(
    turn,
    call,
    withParty(call.phase.conversation, party.leg, {
      aside: id,
      ...(hasLeg ? { lentTo: id, holds: holds && withoutEngine(holds) } : {}),
    }),
  );
  bringTo(turn, aside, target, party.who);
}

/** What is left of a hold when the agent goes to ask somebody: only the button of their phone is still pressed. */
function withoutEngine({ by, ...button }: Hold): Hold | undefined {
  return by === 'engine' ? undefined : button;
}

/** Nobody whom the agent looked for can be had. */
export function asideReachesNobody(turn: Turn, aside: Call): void {
  const lender = lenderOf(turn, aside);
  const alone = withdrawAll(turn, aside, 'step_time_over');
  endCall(turn, giveBack(turn, alone, 'not_reached', 'plan'), {
    outcome: 'not_reached',
    by: 'plan',
    cause: 'normal',
  });
  if (!lender) return;
  sayTo(turn, lender.call.id, lender.party.leg, turn.plan.spoken['nobody was reached']);
}

/** Whoever was fetched has answered. */
export function asideIsAnswered(turn: Turn, aside: Call): void {
  const lender = lenderOf(turn, aside);
  if (!lender || !aside.aside || aside.phase.name !== 'talking') return;
  const there = { ...aside, phase: aside.phase };
  const { by, onAnswer } = aside.aside;
  if (onAnswer === 'hand_over') handOver(turn, lender.call, lender.party, there, false, by);
  else merge(turn, lender.call, lender.party, there, by);
}

export function swap(turn: Turn, call: CallIn<'talking'>, party: OtherParty, aside: Call, by: string): void {
  if (aside.phase.name !== 'talking' || !aside.aside) return;
  const hasLeg = !aside.aside.hasLeg;
  const agent = aside.callingAgent ?? '';
  turn.journal({
    type: 'consultSwapped',
    call: call.id,
    aside: aside.id,
    agent,
    with: hasLeg ? 'consulted' : 'caller',
    by,
  });
  const { playback, ...silent } = aside.phase;
  // Words for an agent who is alone there: Asterisk would bring them to their caller only when these are over.
  if (playback !== undefined && !hasLeg) turn.command({ do: 'stopPlaying', call: aside.id, playback });
  // So would music, if all others hold: it would go on over the voices there.
  if (hasLeg && aloneIn(call.phase.conversation) === party.leg)
    turn.command({ do: 'stopMusic', call: call.id, leg: party.leg });
  const quiet = hasLeg ? aside : silence(turn, aside);
  const other = { ...quiet, phase: hasLeg ? aside.phase : silent, aside: { ...aside.aside, hasLeg } };
  const here = (): unknown =>
    rearrange(
      turn,
      call,
      withParty(call.phase.conversation, party.leg, { lentTo: hasLeg ? aside.id : undefined }),
    );
  const there = (): unknown =>
    rearrange(
      turn,
      other,
      withParty(other.phase.conversation, aside.leg, { lentTo: hasLeg ? undefined : call.id }),
    );
  // First whom they go to.
  for (const each of hasLeg ? [there, here] : [here, there]) each();
}

export function cancel(turn: Turn, aside: Call, by: string): void {
  if (isSecondLine(aside) ? endsWithMessage(turn, aside) : goesBackAfterMessage(turn, aside, by)) return;
  const outcome = aside.phase.name === 'talking' ? 'answered' : 'not_reached';
  const alone = withdrawAll(turn, aside, 'call_ended');
  endCall(turn, giveBack(turn, alone, 'cancelled', by), { outcome, by, cause: 'normal' });
}

/** The caller goes on with whom the agent asks, or looks for them; the agent leaves. */
export function complete(
  turn: Turn,
  call: CallIn<'talking'>,
  party: OtherParty,
  aside: Call,
  isDown: boolean,
  by: string,
): void {
  // Of two whom they asked, on a line each, the caller goes to one; the other has nobody any more.
  if (party.aside !== aside.id) leaveToAside(turn, call, party, true);
  if (aside.phase.name === 'talking')
    return handOver(turn, call, party, { ...aside, phase: aside.phase }, isDown, by);
  const searching = aside.phase.name === 'waiting' || aside.phase.name === 'ringing';
  // Where no one is looked for (a menu, a greeting), the caller goes there by a transfer, which is noted as such.
  const how = searching ? 'completed' : 'ended';
  if (aside.aside) noteAside(turn, call.id, { ...aside, aside: aside.aside }, how, by);
  const alone = withoutAside(party);
  const found = foundBefore(turn, call.phase.search, party.since);
  const back = firstBackTo(turn, party.who, found);
  const goesOn = searching ? { ...aside, phase: aside.phase } : undefined;
  const conversation = withParty(call.phase.conversation, party.leg, { aside: undefined, lentTo: undefined });
  const talk = { ...call, phase: { ...call.phase, conversation } };
  if (!goesOn) {
    if (!isSecondLine(aside) && recordingIn(aside) !== undefined) {
      // Their leg is hung up with the talk: its end ends the message, as that of any caller.
      turn.put(ownCall(aside));
    } else if (!isSecondLine(aside) || !endsWithMessage(turn, aside)) {
      freeOfAside(turn, aside);
      endJoined(turn, aside, call.id, by);
    }
    return transfer(turn, talk, alone, aside.dialled, by, isDown);
  }
  noteTalkOutside(turn, call);
  freeOfAside(turn, aside);
  for (const other of othersIn(conversation))
    partyLeaves(turn, talk, other, isDown && other.leg === party.leg);
  takeOverSearch(turn, talk, goesOn, back, by);
}

/** The phones that ring for the agent ring for the caller from now on. */
function takeOverSearch(
  turn: Turn,
  call: CallIn<'talking'>,
  aside: CallIn<'waiting' | 'ringing'>,
  back: Search,
  by: string,
): void {
  const { phase, offers, timers } = aside;
  turn.journal({ type: 'callsJoined', call: call.id, other: aside.id, by });
  if (phase.playback && aside.aside?.hasLeg)
    turn.command({ do: 'stopPlaying', call: aside.id, playback: phase.playback });
  turn.put({ ...aside, offers: [], timers: [] });
  const { agents } = turn.world;
  for (const { id, to } of offers) {
    const agent = to.kind === 'agent' && agents.has(to.agent) ? turn.agent(to.agent) : undefined;
    if (agent?.activity.kind === 'offered')
      changeAgent(turn, { ...agent, activity: { ...agent.activity, call: call.id, offer: id } });
  }
  endJoined(turn, { ...aside, offers: [], timers: [] }, call.id, by);
  const search: Search = { ...phase.search, back };
  const name = offers.length > 0 ? 'ringing' : 'waiting';
  const alone = moveTo(turn, call, { name, search }, `transferred by ${by}`);
  const heard = playMusic(turn, alone, musicOf(turn, alone));
  const looking = timers
    // The caller may wait for longer; unless the call is an aside itself.
    .filter(({ what }) => (what !== 'asideRanOut' || call.aside) && what !== 'keyWaitRanOut')
    .reduce<Call>(
      (rest, { what, at, offer }) =>
        turn.timer(rest, { what, at, ...(offer === undefined ? {} : { offer }) }),
      { ...heard, offers, askedBefore: aside.askedBefore },
    );
  // A second line of a phone has no such end; who asks, and their caller, wait for it from now on.
  const ending = forNotTooLong(turn, looking);
  turn.put(ending);
  if (offers.length === 0) turn.seek(ending);
}

/** Whom the agent asks has the call from now on. */
function handOver(
  turn: Turn,
  callBefore: CallIn<'talking'>,
  party: OtherParty,
  aside: CallIn<'talking'>,
  isDown: boolean,
  by: string,
): void {
  const call = pauseComesOver(turn, callBefore, aside);
  noteTalkOutside(turn, call);
  if (aside.aside) noteAside(turn, call.id, { ...aside, aside: aside.aside }, 'completed', by);
  const [next, ...more] = comeOver(turn, call, aside, by);
  if (!next) return;
  const { conversation } = call.phase;
  const left = withoutAside(party);
  const because = `took over from ${nameOf(party.who)}`;
  turn.journal({
    type: 'partyJoined',
    call: call.id,
    leg: next.leg,
    who: nameOf(next.who),
    role: 'serving',
    because,
  });
  noteJoined(turn, call, more, because);
  noteAway(turn, call, [next, ...more]);
  noteLeft(turn, call, left, 'handed the call over');
  const [caller, serving, ...joined] = conversation.parties;
  const others = joined.filter(({ leg }) => leg !== party.leg);
  const isServing = serving.leg === party.leg;
  if (isServing)
    turn.journal({
      type: 'servingPassed',
      call: call.id,
      leg: next.leg,
      who: nameOf(next.who),
      from: nameOf(party.who),
    });
  const server: ServingParty = isServing ? { ...next, role: 'serving' } : serving;
  const came = isServing ? more : [next, ...more];
  freeOfAside(turn, aside);
  noteResumed(turn, call, left, 'handed the call over');
  // Music that a holder leaves behind never ends by itself.
  if (left.holds && !isParted(left)) turn.command({ do: 'stopMusic', call: call.id, leg: call.leg });
  const arranged = rearrange(turn, call, { ...conversation, parties: [caller, server, ...others, ...came] });
  partyLeaves(turn, { ...arranged, phase: call.phase }, left, isDown, { inTurn: true });
  endJoined(turn, aside, call.id, by);
}

/** All of them talk. */
export function merge(
  turn: Turn,
  callBefore: CallIn<'talking'>,
  party: OtherParty,
  aside: CallIn<'talking'>,
  by: string,
): void {
  const call = pauseComesOver(turn, callBefore, aside);
  if (aside.aside) noteAside(turn, call.id, { ...aside, aside: aside.aside }, 'merged', by);
  const came = comeOver(turn, call, aside, by);
  noteJoined(turn, call, came, `fetched by ${nameOf(party.who)}`);
  noteAway(turn, call, came);
  const here = withParty(call.phase.conversation, party.leg, {
    aside: undefined,
    lentTo: undefined,
    muted: mutedAfter(party, aside),
  });
  unmuteFor(turn, { call, party }, aside);
  rearrange(turn, call, withJoined(here, came));
  freeOfAside(turn, aside);
  endJoined(turn, aside, call.id, by);
}

/** Everybody but the agent goes from the aside into the call. */
function comeOver(turn: Turn, call: CallIn<'talking'>, aside: CallIn<'talking'>, by: string): JoinedParty[] {
  const { conversation, playback } = aside.phase;
  // Said to the agent who was alone there, or to one who looked for somebody else meanwhile.
  const came = othersIn(conversation).map(({ leg }) => leg);
  for (const said of new Set([playback, ...wordsTo((other) => turn.call(other), aside, came)]))
    if (said) turn.command({ do: 'stopPlaying', call: aside.id, playback: said });
  noteTalkOutside(turn, aside);
  turn.journal({ type: 'callsJoined', call: call.id, other: aside.id, by });
  turn.journal({ type: 'callsJoined', call: aside.id, other: call.id, by });
  return othersIn(conversation).map((other): JoinedParty => {
    // For how long their page was away there is nothing of this talk.
    const { who, leg, holds, away, awayFor: _, notice: __, ...rest } = other;
    // They may ask somebody themselves, who is asked for this call from now on.
    const own = other.aside === undefined ? undefined : turn.call(other.aside);
    if (own?.aside) asksForOther(turn, { ...own, aside: own.aside }, call.id);
    const agent = who.kind === 'agent' ? turn.agent(who.agent) : undefined;
    // What they were asked until now was work, too.
    if (agent)
      changeAgent(turn, movedTo(talked(agent, talkedIn(other, turn.now), agent.idleSince), call.id, leg));
    // Asterisk's own music for a phone that holds does not end with their room.
    const [asks] = conversation.parties;
    if (aloneIn(conversation) === leg || (asks.holds && !isParted(asks)))
      turn.command({ do: 'stopMusic', call: call.id, leg });
    // What was asked of us goes on as such: else nobody could end it.
    const held: Hold | undefined = holds && {
      since: turn.now,
      certain: holds.certain,
      ...(holds.by ? { by: holds.by } : { apart: true }),
    };
    if (held) turn.journal({ type: 'held', call: call.id, leg, who: nameOf(who) });
    const role = other.role === 'supervising' ? 'supervising' : 'joined';
    // Of this talk they are missing from now on.
    const missing = away && { ...away, since: turn.now };
    return { ...rest, who, leg, role, since: turn.now, ...defined({ holds: held, away: missing }) };
  });
}

const talkedIn = (party: OtherParty, now: Instant): Duration => now - party.since - awayTime(party, now);

/** Of those who come without their page. */
function noteAway(turn: Turn, { id }: Call, parties: readonly OtherParty[]): void {
  for (const { leg, who, role, away } of parties)
    if (away) turn.journal({ type: 'pageGone', call: id, leg, who: nameOf(who), role, until: away.until });
}

function noteJoined(turn: Turn, { id }: Call, parties: readonly JoinedParty[], because: string): void {
  for (const { leg, who, role } of parties)
    turn.journal({ type: 'partyJoined', call: id, leg, who: nameOf(who), role, because });
}

function noteLeft(turn: Turn, { id }: Call, { leg, who, role }: OtherParty, because: string): void {
  turn.journal({ type: 'partyLeft', call: id, leg, who: nameOf(who), role, because });
}

/** The agent has one call only from now on. */
function freeOfAside(turn: Turn, { callingAgent, id }: Call): void {
  const agent = callingAgent === undefined ? undefined : turn.agent(callingAgent);
  if (agent?.activity.kind === 'talking' && agent.activity.beside?.call === id)
    changeAgent(turn, besideNothing(agent));
}

/** Of which the leg is not that of the talk, and can be hung up. */
const isSecondLine = ({ aside }: Call): boolean => aside === undefined;

/** The aside goes on in the other call; of a second line of the phone, the leg is not needed any more. */
function endJoined(turn: Turn, aside: Call, into: Call['id'], by: string): void {
  const talked = aside.phase.name === 'talking' ? turn.now - aside.phase.conversation.since : 0;
  if (!aside.aside) turn.command({ do: 'hangUp', call: aside.id, leg: aside.leg, cause: 'normal' });
  else if (aside.hears === 'music' && aside.aside.hasLeg)
    turn.command({ do: 'stopMusic', call: aside.id, leg: aside.leg });
  endAsJoined(turn, aside, into, by, talked);
}

function phoneOf(turn: Turn, name: AgentName): string {
  const agent = turn.agent(name);
  return (agent && (agent.at ?? phonesOf(agent, turn.plan)[0])) ?? name;
}
