/**
 * Asides: a call that an agent makes beside the one they are in, to ask somebody or to fetch them, with one line only. The
 * agent's leg is in one of the two at a time (`Aside.hasLeg`, `lentTo`).
 *
 * ```
 *   call 1042   caller ── anna (aside 1043, lent to it)        the caller hears music
 *   call 1043   anna ── boris                                   caller of this one: anna's leg
 * ```
 *
 * Here is what becomes of one of the two when the other ends; what is asked for on purpose is in `conversation/aside.ts`.
 */
import { besideNothing } from '../../agents/board.ts';
import type { CallId } from '../../shared/ids.ts';
import { type Aside, type Call, type CallIn, recordingIn } from '../kept/call.ts';
import type { ConsultOutcome, WarmTransferStage } from '../kept/journal/conversation.ts';
import { hasRoom, legsInRoom, type OtherParty, othersIn, withParty } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { changeAgent } from './change-agent.ts';
import { rearrange } from './room.ts';
import { silence } from './sound.ts';

/** The talk that the aside was made for, with the agent who made it; none: it is over. */
export interface Lender {
  readonly call: CallIn<'talking'>;
  readonly party: OtherParty;
}

export function lenderOf(turn: Turn, { id, aside }: Call): Lender | undefined {
  const call = aside && turn.call(aside.of);
  if (call?.phase.name !== 'talking') return undefined;
  const party = othersIn(call.phase.conversation).find((each) => each.aside === id);
  return party && { call: { ...call, phase: call.phase }, party };
}

/** How an aside ended, in the journal of the call that it was made for. */
export function noteAside(
  turn: Turn,
  of: CallId,
  aside: Call & { readonly aside: Aside },
  how: ConsultOutcome,
  by: string,
): void {
  const { callingAgent: agent = '', dialled: to } = aside;
  if (aside.aside.onAnswer === 'talk') {
    turn.journal({ type: 'consultEnded', call: of, aside: aside.id, agent, outcome: how, by });
    return;
  }
  const stage = stageOf[how];
  turn.journal({ type: 'warmTransfer', call: of, aside: aside.id, agent, to, stage, by });
}

/** Whoever asks somebody is put through to another call, and goes on asking for its caller. */
export function asksForOther(turn: Turn, own: Call & { readonly aside: Aside }, to: CallId): void {
  const { id, aside, callingAgent: agent = '', dialled } = own;
  const { onAnswer, by, of } = aside;
  noteAside(turn, of, own, 'ended', `goes on in call ${to}`);
  turn.put({ ...own, aside: { ...aside, of: to } });
  if (onAnswer === 'talk')
    turn.journal({ type: 'consultBegan', call: to, aside: id, agent, to: dialled, by });
  else turn.journal({ type: 'warmTransfer', call: to, aside: id, agent, to: dialled, stage: 'started', by });
  if (onAnswer === 'talk' && !aside.hasLeg)
    turn.journal({ type: 'consultSwapped', call: to, aside: id, agent, with: 'caller', by });
}

/** Of somebody who is fetched while the agent talks with the caller. */
export function noteRinging(
  turn: Turn,
  { of, by }: Aside,
  { id, callingAgent: agent = '', dialled: to }: Call,
): void {
  turn.journal({ type: 'warmTransfer', call: of, aside: id, agent, to, stage: 'ringing', by });
}

const stageOf: Readonly<Record<ConsultOutcome, WarmTransferStage>> = {
  completed: 'handed_over',
  merged: 'joined',
  cancelled: 'rolled_back',
  not_reached: 'failed',
  ended: 'rolled_back',
};

/** The agent goes back to the caller for whose sake the aside was made. Without such a caller nothing happens. */
export function giveBack(turn: Turn, aside: Call, how: ConsultOutcome, by: string): Call {
  const lender = lenderOf(turn, aside);
  if (!lender || !aside.aside) return aside;
  const { phase } = aside;
  if (aside.aside.hasLeg && 'playback' in phase && phase.playback)
    turn.command({ do: 'stopPlaying', call: aside.id, playback: phase.playback });
  const silent = silence(turn, aside);
  const alone = { ...silent, aside: { ...aside.aside, hasLeg: false } };
  turn.put(alone);
  noteAside(turn, lender.call.id, alone, how, by);
  const { call, party } = lender;
  const back = withParty(call.phase.conversation, party.leg, {
    aside: undefined,
    lentTo: undefined,
    muted: mutedAfter(party, aside),
  });
  unmuteFor(turn, lender, aside);
  rearrange(turn, call, back);
  return alone;
}

/** Whether they are muted once they are back: a restart repeats what it finds here. */
export function mutedAfter(party: OtherParty, { phase }: Call): boolean | undefined {
  const there = phase.name === 'talking' ? phase.conversation.parties[0].muted : undefined;
  return party.muted ?? (there === undefined ? undefined : false);
}

/** Whom they asked did not hear them; their caller shall. */
export function unmuteFor(turn: Turn, { call, party }: Lender, { phase }: Call): void {
  const agent = phase.name === 'talking' ? phase.conversation.parties[0] : undefined;
  if (agent?.muted && agent.lentTo === undefined && !party.muted)
    turn.command({ do: 'mute', call: call.id, leg: agent.leg, muted: false });
}

/**
 * The agent leaves the talk for which the aside was made. With whom they ask they go on talking, if they are still there;
 * else the aside ends. Whether their leg stays.
 */
export function leaveToAside(turn: Turn, { id }: Call, party: OtherParty, isDown: boolean): boolean {
  const aside = party.aside === undefined ? undefined : turn.call(party.aside);
  if (!aside?.aside) return false;
  if (recordingIn(aside) !== undefined && !isDown) {
    // They go on leaving their message.
    noteAside(turn, id, { ...aside, aside: aside.aside }, 'ended', 'the caller has gone');
    turn.put(ownCall(aside));
    return true;
  }
  if (aside.phase.name !== 'talking' || isDown) {
    const agent = turn.agent(aside.callingAgent ?? '');
    if (agent) changeAgent(turn, besideNothing(agent));
    const because = isDown ? `${aside.callingAgent} has gone` : 'the caller has gone';
    noteAside(turn, id, { ...aside, aside: aside.aside }, 'ended', because);
    turn.endAside(aside.id);
    return false;
  }
  noteAside(turn, id, { ...aside, aside: aside.aside }, 'ended', 'the caller has gone');
  const own = ownCall(aside);
  if (party.muted && party.lentTo === undefined)
    turn.command({ do: 'mute', call: aside.id, leg: party.leg, muted: false });
  const [{ muted = party.muted === undefined ? undefined : false }] = aside.phase.conversation.parties;
  const conversation = withParty(aside.phase.conversation, aside.leg, { lentTo: undefined, muted });
  rearrange(turn, { ...own, phase: aside.phase }, conversation);
  return true;
}

/** An aside that is for no other call any more. */
export function ownCall({ aside: _, ...own }: Call): Call {
  return own;
}

/** The agent's leg leaves the room of the one call for the other. In the lane of the other, which goes on with it. */
export function lend(turn: Turn, call: CallIn<'talking'>, party: OtherParty, to: CallId): void {
  const { conversation } = call.phase;
  if (hasRoom(conversation) && legsInRoom(conversation).includes(party.leg))
    turn.command({ do: 'leaveBridge', call: to, bridge: conversation.room, leg: party.leg });
}
