/**
 * The room of a conversation. Who is in it is derived from its members (`legsInRoom`); here the exchange is told what has
 * changed. Whoever joins comes in before anybody leaves.
 *
 * ```
 *   two or more     hear each other in the room
 *   one             hears music; the room is removed, and the next one has a new id: Asterisk takes none twice
 *   who holds       is out of the room and hears silence, so that their phone goes on receiving sound
 *   who is lent     is with another call, whose affair they are
 * ```
 */

import type { Plan } from '../../plan/model.ts';
import { bridgeId, type CallId, type LegId } from '../../shared/ids.ts';
import type { Call, CallIn } from '../kept/call.ts';
import {
  aloneIn,
  type Conversation,
  hasRoom,
  isHere,
  isParted,
  legsInRoom,
  noticedIn,
  othersIn,
  partyOn,
} from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { callerShown, othersShown } from './displays.ts';
import { remind } from './remind.ts';
import { holdMusicOf, playMusic, silence, wordsTo } from './sound.ts';

/** The conversation has these members from now on. */
export function rearrange(turn: Turn, call: CallIn<'talking'>, members: Conversation): CallIn<'talking'> {
  const before = call.phase.conversation;
  const after = apart(members);
  const { id } = call;
  const stays = (leg: LegId): boolean => {
    const party = partyOn(after, leg);
    return party !== undefined && isHere(party);
  };
  const [held, holds] = [partedIn(before), partedIn(after)];
  for (const leg of held) {
    const to = partyOn(after, leg)?.lentTo;
    if (to !== undefined) turn.command({ do: 'stopSilence', call: to, leg });
    else if (stays(leg) && !holds.includes(leg)) turn.command({ do: 'stopSilence', call: id, leg });
  }
  muteWhoComesAndGoes(turn, id, before, after);
  const [wasAlone, isAlone] = [aloneIn(before), aloneIn(after)];
  const ends = wasAlone !== undefined && wasAlone !== isAlone && stays(wasAlone);
  if (ends && wasAlone !== call.leg) turn.command({ do: 'stopMusic', call: id, leg: wasAlone });
  const heard = wasAlone === call.leg && wasAlone !== isAlone ? afterMusic(turn, call, ends) : call;
  // First: Asterisk adds no leg to a room while a prompt is played to it.
  const spoken = spokenTo(turn, call, isAlone, after);
  const conversation = walk(turn, call, before, after, stays);
  if (!haveSameLegs(legsInRoom(before), legsInRoom(conversation)))
    for (const shown of othersShown(turn.plan, call, conversation)) turn.command(shown);
  for (const leg of holds) if (!held.includes(leg)) turn.command({ do: 'startSilence', call: id, leg });
  const begins = isAlone !== undefined && wasAlone !== isAlone;
  const music = holdMusicOf(turn, call, call.phase.search);
  if (begins && isAlone !== call.leg) turn.command({ do: 'startMusic', call: id, leg: isAlone, music });
  // Whether they have a leg to hear it on is said by the members from now on: their page may just be back.
  const here = { ...heard, phase: { ...heard.phase, conversation: after } };
  const told = begins && isAlone === call.leg ? playMusic(turn, here, music) : heard;
  const idsUsed = conversation.room === before.room ? told.idsUsed : told.idsUsed + 1;
  const arranged = { ...told, idsUsed, phase: { ...spoken, conversation } };
  turn.put(arranged);
  return waitForWhoIsAway(turn, arranged);
}

/** Of one whose page is gone, the music has ended with their leg. */
const afterMusic = (turn: Turn, call: CallIn<'talking'>, isHere: boolean): Call =>
  isHere ? silence(turn, call) : { ...call, hears: 'nothing' };

/** One timer for all of them. Also for those who come from another call without their page. */
export function waitForWhoIsAway(turn: Turn, call: CallIn<'talking'>): CallIn<'talking'> {
  const ends = othersIn(call.phase.conversation).flatMap(({ away }) => away?.until ?? []);
  return remind(turn, call, 'rejoinRanOut', ends.length === 0 ? undefined : Math.min(...ends));
}

/** What is said to a caller who is alone ends when somebody comes back. */
function spokenTo(
  turn: Turn,
  { id, leg, phase }: CallIn<'talking'>,
  isAlone: LegId | undefined,
  after: Conversation,
): Omit<CallIn<'talking'>['phase'], 'conversation'> {
  const { playback, ...silent } = phase;
  if (playback === undefined || isAlone === leg || noticedIn(after)) return phase;
  turn.command({ do: 'stopPlaying', call: id, playback });
  return silent;
}

/** Whoever is muted here is so only while their leg is here. */
function muteWhoComesAndGoes(turn: Turn, id: CallId, before: Conversation, after: Conversation): void {
  for (const { leg, lentTo, muted } of after.parties) {
    const was = partyOn(before, leg);
    if (!muted || !was || was.lentTo === lentTo) continue;
    if (lentTo === undefined) turn.command({ do: 'mute', call: id, leg, muted: true });
    else if (!isMutedIn(turn.call(lentTo), leg))
      turn.command({ do: 'mute', call: lentTo, leg, muted: false });
  }
}

function isMutedIn(call: Call | undefined, leg: LegId): boolean {
  return call?.phase.name === 'talking' && partyOn(call.phase.conversation, leg)?.muted === true;
}

/** In and out of the room, for those who are not there yet or any more. */
function walk(
  turn: Turn,
  call: CallIn<'talking'>,
  before: Conversation,
  after: Conversation,
  stays: (leg: LegId) => boolean,
): Conversation {
  const { id, idsUsed } = call;
  const [had, has] = [hasRoom(before), hasRoom(after)];
  const [was, is] = [legsInRoom(before), legsInRoom(after)];
  const bridge = before.room;
  if (had && !has) {
    turn.command({ do: 'removeBridge', call: id, bridge });
    return { ...after, room: bridgeId(id, idsUsed + 1) };
  }
  if (!has) return after;
  const joins = had ? is.filter((leg) => !was.includes(leg)) : is;
  if (joins.length > 0) {
    // Asterisk would bring them in only when it is over. A notice is for who stays out; all else of the phase has ended by now.
    for (const playback of wordsTo((other) => turn.call(other), call, joins))
      if (playback !== call.phase.playback) turn.command({ do: 'stopPlaying', call: id, playback });
    for (const shown of callerShown(call)) turn.command(shown);
    turn.command({
      do: 'connect',
      call: id,
      bridge,
      legs: joins,
      tells: true,
      ...keysFrom(turn.plan, call, after, joins),
    });
  }
  const two = had && onlyTwoAreLeft(was, is);
  // Whose successor does not come in stays.
  const order = two && joins.length > 0 ? { inTurn: true as const } : {};
  const leaves = had ? was.filter((leg) => !is.includes(leg)) : [];
  for (const leg of leaves) {
    // Also who is hung up on, or goes into another room: that takes its time, and until then three are mixed.
    if (two || stays(leg)) turn.command({ do: 'leaveBridge', call: id, bridge, leg, ...order });
    // What Asterisk plays for a phone that holds does not end when that phone is taken out.
    if (stays(leg)) for (const other of is) turn.command({ do: 'stopMusic', call: id, leg: other });
  }
  if (two)
    turn.command({
      do: 'reenterBridge',
      call: id,
      bridge,
      legs: is,
      ...keysFrom(turn.plan, call, after, is),
      ...order,
    });
  return after;
}

/**
 * Three or more are mixed by Asterisk, and each leg has a translator for what was mixed. When two are left, a packet that is
 * just on its way may go to one of them by this translator, which keeps its number. Later it takes everything that has no
 * number for late: music for a caller on hold, and what is mixed when a third comes. That person hears nothing any more.
 * Who comes in again has no translator. Also where one takes the place of another: for a moment there are three.
 */
export const onlyTwoAreLeft = (before: readonly LegId[], after: readonly LegId[]): boolean =>
  after.length === 2 && new Set([...before, ...after]).size > 2;

/**
 * Whose keys are for us, where the plan has keys for agents in a talk. Not if somebody outside is in it: the agent
 * may want to press keys for a machine there, which are then heard by both.
 */
export function keysFrom(
  { keysInTalk }: Pick<Plan, 'keysInTalk'>,
  { leg, aside, over, callingAgent }: Pick<Call, 'leg' | 'aside' | 'over' | 'callingAgent'>,
  conversation: Conversation,
  legs: readonly LegId[],
): { readonly absorb?: readonly LegId[] } {
  if (!keysInTalk) return {};
  const others = othersIn(conversation);
  const isOutside = over ?? others.find(({ who }) => who.kind === 'place' && who.place.kind === 'outside');
  if (isOutside !== undefined) return { absorb: [] };
  const agents = others.flatMap((party) => (party.who.kind === 'agent' ? [party.leg] : []));
  const ours = aside || callingAgent !== undefined ? [leg, ...agents] : agents;
  return { absorb: legs.filter((each) => ours.includes(each)) };
}

const haveSameLegs = (some: readonly LegId[], others: readonly LegId[]): boolean =>
  some.length === others.length && some.every((leg) => others.includes(leg));

const partedIn = ({ parties }: Conversation): readonly LegId[] =>
  parties.filter((party) => isParted(party) && isHere(party)).map(({ leg }) => leg);

/** Among three, whoever holds with their phone's button leaves the room. */
function apart(conversation: Conversation): Conversation {
  if (legsInRoom(conversation).length < 3) return conversation;
  const leave = <P extends Conversation['parties'][number]>(party: P): P =>
    party.holds && !isParted(party) ? { ...party, holds: { ...party.holds, apart: true } } : party;
  const [caller, serving, ...joined] = conversation.parties;
  return { ...conversation, parties: [leave(caller), leave(serving), ...joined.map(leave)] };
}
