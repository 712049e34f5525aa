/** Caller and serving party hear each other, until the caller hangs up, or no party is left who can serve them. */
import { hangingUp, talking as talkingAgent } from '../../agents/board.ts';
import { type BridgeId, bridgeId } from '../../shared/ids.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import { dayOf, wallAt } from '../../shared/wall-time.ts';
import { leaveToAside } from '../actions/asides.ts';
import { changeAgent } from '../actions/change-agent.ts';
import { callerShown } from '../actions/displays.ts';
import { type EndsCallersLeg, endCall } from '../actions/ending.ts';
import { moveTo } from '../actions/move.ts';
import { nameOf, withdrawAll, withoutOffer } from '../actions/offers.ts';
import { isDialledOutside } from '../actions/outside.ts';
import { keysFrom } from '../actions/room.ts';
import { answer, defaultMusic, holdMusicOf, playMusic, saidTo, silence } from '../actions/sound.ts';
import { hasCallback, settle } from '../callbacks/callbacks.ts';
import { type Call, type CallIn, legsIn, type Offer, type OfferLeg, type Search } from '../kept/call.ts';
import type { CommandOutcome } from '../kept/events.ts';
import {
  type Conversation,
  hasRoom,
  legsInRoom,
  type OtherParty,
  othersIn,
  type ServingParty,
  servingIn,
  successorIn,
  withoutAside,
} from '../kept/parties.ts';
import { resumeRecording } from '../recording/pausing.ts';
import { calledAnswers, calledHasHeard, ruleToTell, tellCalled } from '../recording/telling-called.ts';
import { survey } from '../self-service/survey.ts';
import type { Turn } from '../turn/turn.ts';
import { startSearch } from '../waiting/start-search.ts';
import { goesWhereAsked } from './asked-and-gone.ts';
import { goesOnWithout, heardThatLineIsLost, patienceIsOver } from './away.ts';
import { holdLasts } from './holding.ts';
import { othersTalkOn } from './others-talk-on.ts';
import { leaveTo, passOn } from './pass-on.ts';
import { answeredInVain, servingVanished } from './serving-lost.ts';
import { transfer, whyNoTargetNow } from './transfer.ts';
import { turnRound } from './turn-round.ts';

/** `answered`: the leg of the offer that was picked up; its other phones stop. */
export function talk(turn: Turn, call: Call, offer: Offer, search: Search, answered: OfferLeg): void {
  for (const { id } of legsIn(offer)) {
    if (id === answered.id) continue;
    turn.command({ do: 'hangUp', call: call.id, leg: id, cause: 'answered_elsewhere' });
  }
  const alone = withoutOffer(call, offer.id);
  const others = withdrawAll(turn, alone, 'answered_elsewhere', 'answered_elsewhere');
  const heard = silence(turn, answer(turn, others));
  const idsUsed = heard.idsUsed + 1;
  const rule = ruleToTell(turn, call, search, offer.to);
  const conversation = conversationOf(turn, call, offer, answered, bridgeId(call.id, idsUsed));
  const holdMusic = holdMusicOf(turn, call, search);
  const to = nameOf(offer.to);
  turn.journal({
    type: 'offerEnded',
    call: call.id,
    offer: offer.id,
    to,
    outcome: 'answered',
    because: 'answered',
    rangFor: turn.now - offer.madeAt,
  });
  if (offer.to.kind === 'agent') {
    const agent = turn.agent(offer.to.agent);
    if (agent)
      changeAgent(
        turn,
        talkingAgent(agent, call.id, answered.id, dayOf(wallAt(turn.plan.timeZone, turn.now))),
      );
  }
  const phase = { name: 'talking', conversation, search } as const;
  const begun = {
    ...heard,
    idsUsed,
    ...(holdMusic === defaultMusic && !call.holdMusic ? {} : { holdMusic }),
    // Of several who were asked for the key, theirs is the question that a kill at this moment may leave playing.
    ...(answered.asked === undefined ? {} : { said: { ...heard.said, [answered.id]: answered.asked } }),
  };
  const told = rule && tellCalled(turn, { ...begun, phase }, rule);
  const talks = moveTo(
    turn,
    told ? playMusic(turn, { ...begun, ...told, phase: call.phase }, holdMusic) : begun,
    told?.phase ?? phase,
    `${to} answered`,
  );
  // After the prompt was stopped: Asterisk adds no leg to a room while a prompt is played to it.
  // Whoever was fetched by an agent who talks meanwhile comes into their room.
  if (hasRoom(conversation) && !rule) {
    // Both are at phones of ours: an agent asks a colleague, or a caller who was called from a phone was passed on.
    const tells = call.calledBy !== undefined || call.aside !== undefined;
    if (tells) for (const shown of callerShown(call)) turn.command(shown);
    for (const playback of saidTo((other) => turn.call(other), call, legsInRoom(conversation)))
      turn.command({ do: 'stopPlaying', call: call.id, playback });
    turn.command({
      do: 'connect',
      call: call.id,
      bridge: conversation.room,
      legs: legsInRoom(conversation),
      ...(tells ? { tells } : {}),
      ...keysFrom(turn.plan, call, conversation, legsInRoom(conversation)),
      ...(holdMusic === (call.holdMusic ?? defaultMusic)
        ? {}
        : { holdMusic: { leg: call.leg, music: holdMusic } }),
    });
  }
  if (call.aside && call.aside.onAnswer !== 'talk') turn.join(talks);
  if (search.for === 'queue' && hasCallback(turn, call, search.queue))
    turn.put(turn.timer(talks, { what: 'callbackSettles', at: turn.now + aMoment }));
  const { contact } = call.caller;
  turn.journal({
    type: 'connected',
    call: call.id,
    offer: offer.id,
    to,
    waited: turn.now - search.since,
    ...(answered.outside === undefined ? {} : { over: answered.outside.trunk }),
    ...(offer.to.kind === 'agent' ? { agent: offer.to.agent } : {}),
    ...(search.for === 'queue' ? { queue: search.queue } : {}),
    ...(contact === undefined ? {} : { contact }),
  });
  // Behind all else: the agent serves whom they have called.
  const now = turn.call(call.id);
  if (isDialledOutside(call) && now?.phase.name === 'talking') turnRound(turn, { ...now, phase: now.phase });
}

function conversationOf(
  turn: Turn,
  { leg, node, aside, unmuted }: Call,
  offer: Offer,
  answered: OfferLeg,
  room: BridgeId,
): Conversation {
  const since = turn.now;
  return {
    room,
    since,
    parties: [
      {
        role: 'caller',
        leg,
        node,
        since,
        ...(aside && !aside.hasLeg ? { lentTo: aside.of } : {}),
        ...(unmuted ? { muted: false } : {}),
      },
      {
        role: 'serving',
        leg: answered.id,
        node: answered.node,
        since,
        who: offer.to,
        offer: offer.id,
        ...overOf(answered),
        rang: turn.now - offer.madeAt,
      },
    ],
  };
}

/** The trunk; legs that an earlier version rang know it only where a key was asked for. */
function overOf({ outside, trunk = outside?.trunk }: OfferLeg): Pick<ServingParty, 'over'> {
  return trunk === undefined ? {} : { over: trunk };
}

/**
 * An agent who hangs up so soon after picking it up has talked to no one: a pocket picked up, a finger slipped, or
 * Asterisk ended the leg because it could make nothing of the answer.
 */
export const aMoment: Duration = seconds(1);

export const talking = {
  /** The call is over when no one is left who can serve the caller. */
  partyHungUp(turn: Turn, call: CallIn<'talking'>, party: OtherParty): void {
    const { conversation, search } = call.phase;
    const aside = party.aside === undefined ? undefined : turn.call(party.aside);
    if (aside) return leaveTo(turn, call, party, aside, true, nameOf(party.who));
    if (party.role !== 'serving' || successorIn(conversation, call))
      return othersTalkOn(turn, call, party, true, 'hung up');
    // Of who took over, not of the talk: the caller has lost whom they had, and has nobody yet. Who has made the call ends it.
    if (turn.now - party.since < aMoment && !hasCalled(call, party)) {
      answeredInVain(turn, call);
      return;
    }
    settleCallback(turn, call, search);
    if (goesWhereAsked(turn, call, party, true)) return;
    const { who, leg } = party;
    if (survey(turn, call, party, leg)) return;
    endCall(turn, call, {
      outcome: talkOutcome(call),
      by: who.kind === 'agent' ? `agent ${who.agent}` : nameOf(who),
      gone: leg,
      cause: 'normal',
    });
  },

  partyVanished(turn: Turn, call: CallIn<'talking'>, party: OtherParty, silentFor: Duration): void {
    const isLast = party.role === 'serving' && !successorIn(call.phase.conversation, call);
    if (isLast) return servingVanished(turn, call, party, silentFor);
    // They talk on with nobody whom they ask, either.
    leaveToAside(turn, call, party, true);
    othersTalkOn(turn, call, withoutAside(party), false, 'their phone has vanished');
  },

  /** A party who only joined or listens has no one to pass on. */
  transferAsked(turn: Turn, call: CallIn<'talking'>, party: OtherParty, to: string, by?: string): void {
    if (party.role !== 'serving') return;
    // A phone has been told by now that all is well; an operator can be refused, and the talk goes on.
    if (by !== undefined && whyNoTargetNow(turn, call, to) !== undefined) return;
    settleCallback(turn, call, call.phase.search);
    passOn(turn, call, party, to, by);
  },

  rejoinRanOut(turn: Turn, call: CallIn<'talking'>): void {
    patienceIsOver(turn, call, (there, party) => {
      const isLast = party.role === 'serving' && !successorIn(there.phase.conversation, there);
      if (isLast) servingVanished(turn, there, party, turn.now - (party.away?.since ?? turn.now));
      else goesOnWithout(turn, there, party);
    });
  },

  promptEnded(turn: Turn, call: CallIn<'talking'>): void {
    if (!calledHasHeard(turn, call)) heardThatLineIsLost(turn, call);
  },

  /** Of who was called by an agent, and is asked whether they may be recorded. */
  digitPressed(turn: Turn, call: CallIn<'talking'>, digit: string): void {
    if (call.phase.conversation.parties[0].notice) calledAnswers(turn, call, digit);
  },

  keyWaitRanOut(turn: Turn, call: CallIn<'talking'>): void {
    calledAnswers(turn, call, undefined);
  },

  holdIsLong(turn: Turn, call: CallIn<'talking'>): void {
    holdLasts(turn, call);
  },

  /** Unless they have left meanwhile, or asked for something else. */
  parkDue(turn: Turn, call: CallIn<'talking'>): void {
    const { parking, ...conversation } = call.phase.conversation;
    const party = othersIn(conversation).find(({ leg }) => leg === parking?.leg);
    const talk = { ...call, phase: { ...call.phase, conversation } };
    turn.put(talk);
    if (!parking || party?.role !== 'serving' || party.aside !== undefined) return;
    settleCallback(turn, talk, talk.phase.search);
    transfer(turn, talk, party, parking.slot, parking.by);
  },

  recordingResumes(turn: Turn, call: CallIn<'talking'>): void {
    resumeRecording(turn, call, 'time');
  },

  callbackSettles(turn: Turn, call: CallIn<'talking'>): void {
    settleCallback(turn, call, call.phase.search);
  },

  /** They have talked, so the call is answered even if the exchange cut them off. */
  callerHungUp(turn: Turn, call: CallIn<'talking'>, by: EndsCallersLeg): void {
    settleCallback(turn, call, call.phase.search);
    endCall(turn, call, { outcome: talkOutcome(call), by, gone: call.leg, cause: 'normal' });
  },
};

const hasCalled = ({ calledBy }: Call, { who }: OtherParty): boolean =>
  who.kind === 'agent' && who.agent === calledBy;

/** The caller has talked to somebody of the queue: they need not be called back any more. */
function settleCallback(turn: Turn, call: Call, search: Search): void {
  if (search.for === 'queue') settle(turn, call, search.queue);
}

/**
 * The two could not be brought together. If either has hung up, the exchange says so; else the caller goes on looking,
 * with the time they have waited, and the agent is let go.
 */
export function connectionFailed(
  turn: Turn,
  call: CallIn<'talking'>,
  outcome: Exclude<CommandOutcome, 'done'>,
): void {
  if (outcome === 'gone') return;
  const { conversation, search } = call.phase;
  for (const party of othersIn(conversation)) {
    const { leg, who } = party;
    leaveToAside(turn, call, party, true);
    turn.command({ do: 'hangUp', call: call.id, leg, cause: 'normal' });
    const agent = who.kind === 'agent' ? turn.agent(who.agent) : undefined;
    if (agent) changeAgent(turn, hangingUp(agent, [leg], turn.now));
  }
  startSearch(turn, call, search, 'the two could not be connected');
  // After the end of the talk, with which the music of a hold ends.
  const waiting = turn.call(call.id);
  if (waiting) turn.put(playMusic(turn, waiting, defaultMusic));
}

/** An echo is no person. */
export function talkOutcome(call: CallIn<'talking'>): 'answered' | 'served' {
  const { who } = servingIn(call.phase.conversation);
  return who.kind === 'place' && who.place.kind === 'echo' ? 'served' : 'answered';
}
