/**
 * Whoever serves transfers the caller and leaves. If a colleague is in the talk too, the others talk on: the colleague serves
 * the caller, and whoever was named is rung meanwhile and comes in, as if the colleague had fetched them. A caller who is
 * parked goes alone.
 */
import { inSentence } from '../../shared/number/in-sentences.ts';
import { leaveToAside } from '../actions/asides.ts';
import { nameOf } from '../actions/offers.ts';
import { type Call, type CallIn, inTalk } from '../kept/call.ts';
import {
  type OtherParty,
  othersIn,
  type ServingParty,
  servingIn,
  successorIn,
  withoutAside,
} from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { beginAside, complete } from './aside.ts';
import { othersTalkOn } from './others-talk-on.ts';
import { isSlot } from './parking.ts';
import { noteTransfer, targetNow, transfer } from './transfer.ts';

/** `askedBy`: an operator, or the agent by a key of theirs; if omitted: the phone does. */
export function passOn(
  turn: Turn,
  call: CallIn<'talking'>,
  party: OtherParty,
  to: string,
  askedBy?: string,
): void {
  const successor = successorIn(call.phase.conversation, call);
  if (!successor || isSlot(turn, to)) return transfer(turn, call, party, to, askedBy);
  const target = targetNow(turn, call, to);
  noteTransfer(turn, call, party, { to, target, otherwise: nameOf(successor.who), askedBy });
  const isNobody = target.kind === 'nobody';
  const because = `transferred the call to ${inSentence(to)}${isNobody ? `, where no one can be reached: ${target.because}` : ''}`;
  othersTalkOn(turn, call, party, false, because);
  const now = inTalk(turn.call(call.id));
  if (!now || isNobody) return;
  const serving = servingIn(now.phase.conversation);
  if (!isThere(turn, now.phase.conversation, to) && canFetch(turn, serving))
    beginAside(turn, now, serving, to, 'join', nameOf(party.who));
}

/**
 * A party who asks somebody leaves the talk to them. If that somebody is not reached yet and others are in the talk, these talk on
 * by themselves; the phone that rings stops.
 */
export function leaveTo(
  turn: Turn,
  call: CallIn<'talking'>,
  party: OtherParty,
  aside: Call,
  isDown: boolean,
  by: string,
): void {
  const othersStay = party.role !== 'serving' || successorIn(call.phase.conversation, call) !== undefined;
  if (aside.phase.name === 'talking' || !othersStay) return complete(turn, call, party, aside, isDown, by);
  leaveToAside(turn, call, party, true);
  othersTalkOn(
    turn,
    call,
    withoutAside(party),
    isDown,
    `left while ${inSentence(aside.dialled)} was not reached yet`,
  );
}

const isThere = (turn: Turn, conversation: CallIn<'talking'>['phase']['conversation'], to: string): boolean =>
  othersIn(conversation).some(
    ({ who }) => nameOf(who) === to || turn.plan.agents[nameOf(who)]?.number === to,
  );

/** Who asks somebody already, or whose page is gone, fetches no one. */
function canFetch(turn: Turn, { who, aside, away }: ServingParty): boolean {
  const agent = who.kind === 'agent' ? turn.agent(who.agent) : undefined;
  if (agent?.activity.kind !== 'talking' || away) return false;
  return aside === undefined && agent.activity.beside === undefined;
}
