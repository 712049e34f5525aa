/**
 * Keys in talk: what an agent presses while they talk with a caller, a star and a digit of the plan's. The exchange keeps
 * them from the others. After `transfer` and `consult` comes a number, which ends with `#`.
 */
import type { KeyInTalk } from '../../plan/model.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import { nameOf } from '../actions/offers.ts';
import { freeSlot } from '../actions/parked.ts';
import { remind } from '../actions/remind.ts';
import { sayTo, together } from '../actions/sound.ts';
import { type CallIn, inTalk } from '../kept/call.ts';
import type { TalkAction } from '../kept/events.ts';
import { type OtherParty, withParty } from '../kept/parties.ts';
import { pauseRecording, resumeRecording } from '../recording/pausing.ts';
import type { Turn } from '../turn/turn.ts';
import { passOn } from './pass-on.ts';
import { doInTalk, whyNot } from './talk-actions.ts';
import { whyNoTargetNow } from './transfer.ts';

/** Who stops for so long begins anew. */
const betweenKeys: Duration = seconds(8);

/** Whether the key was one of ours, and not for whom they talk with. */
export function pressInTalk(turn: Turn, call: CallIn<'talking'>, party: OtherParty, digit: string): boolean {
  const keys = turn.plan.keysInTalk;
  if (!keys || party.who.kind !== 'agent') return false;
  const { typed } = party;
  const before = typed && turn.now - typed.at < betweenKeys ? typed.keys : '';
  if (before === '' && digit !== '*') return false;
  const pressed = digit === '*' ? digit : before + digit;
  const key = keys[pressed.slice(0, 2)];
  const isOver = pressed.length === 2 && (key === undefined || !asksNumber(key));
  const isNumberOver = digit === '#' && pressed.length > 2;
  const next = isOver || isNumberOver ? undefined : { keys: pressed, at: turn.now };
  turn.put({
    ...call,
    phase: { ...call.phase, conversation: withParty(call.phase.conversation, party.leg, { typed: next }) },
  });
  if (next) return true;
  const done = key !== undefined && act(turn, call, party, key, pressed.slice(2).replace('#', ''));
  if (!done) sayTo(turn, call.id, party.leg, turn.plan.spoken['wrong key']);
  return true;
}

/** To which they transfer, as far as they have come; undefined: they are not about to. */
export function numberKeyedIn(turn: Turn, { typed }: OtherParty): string | undefined {
  if (!typed || turn.now - typed.at >= betweenKeys) return undefined;
  const key = turn.plan.keysInTalk?.[typed.keys.slice(0, 2)];
  return key?.do === 'transfer' && typed.keys.length > 2 ? typed.keys.slice(2) : undefined;
}

const asksNumber = (key: KeyInTalk): boolean =>
  key.do === 'transfer' || (key.do === 'consult' && key.to === undefined);

/** Whether it could be done. */
function act(
  turn: Turn,
  { id }: CallIn<'talking'>,
  { leg }: OtherParty,
  key: KeyInTalk,
  number: string,
): boolean {
  const talk = inTalk(turn.call(id));
  if (!talk) return false;
  const party = talk.phase.conversation.parties.find(
    (each): each is OtherParty => each.leg === leg && each.role !== 'caller',
  );
  if (!party) return false;
  const by = `${nameOf(party.who)} by key`;
  switch (key.do) {
    case 'hold':
      return ask(turn, talk, party, { do: endsByKey(party) ? 'unhold' : 'hold' }, by);
    case 'pause recording':
      return talk.phase.conversation.recording?.paused
        ? resumeRecording(turn, talk, by)
        : pauseRecording(turn, talk, by);
    case 'transfer':
      if (party.role !== 'serving' || whyNoTargetNow(turn, talk, number) !== undefined) return false;
      passOn(turn, talk, party, number, by);
      return true;
    case 'consult':
      return ask(turn, talk, party, { do: 'consult', to: key.to ?? number }, by);
    case 'park':
      return saySlotAndPark(turn, talk, party, by);
    case 'fetch':
      return ask(turn, talk, party, { do: 'join', to: key.to, onAnswer: 'join' }, by);
    case 'hand over':
      return ask(turn, talk, party, { do: 'join', to: key.to, onAnswer: 'hand_over' }, by);
    case 'swap':
    case 'complete':
    case 'merge':
    case 'cancel':
      return ask(turn, talk, party, { do: key.do }, by);
  }
}

/** So long the slot takes to be said. */
const slotIsSaid: Duration = seconds(4);

/** Whoever parks has to know where: they hear it before they leave. The caller hears nothing of it. */
function saySlotAndPark(turn: Turn, call: CallIn<'talking'>, party: OtherParty, by: string): boolean {
  const { conversation } = call.phase;
  const slot = freeSlot(turn);
  if (slot === undefined || conversation.parking || whyNot(turn, call.id, { do: 'park' }, party.leg))
    return false;
  const words = together(turn.plan.spoken['parked at'], { kind: 'digits', digits: slot });
  const parking = { slot, leg: party.leg, by };
  const reserved = { ...call, phase: { ...call.phase, conversation: { ...conversation, parking } } };
  turn.put(reserved);
  sayTo(turn, reserved.id, party.leg, words);
  const now = turn.call(call.id);
  if (now) remind(turn, now, 'parkDue', turn.now + slotIsSaid);
  return true;
}

/** What we were asked for ends by a second press, and so does what is only assumed to last. */
const endsByKey = ({ holds }: OtherParty): boolean =>
  holds !== undefined && (holds.by !== undefined || !holds.certain);

function ask(
  turn: Turn,
  { id }: CallIn<'talking'>,
  { leg }: OtherParty,
  action: TalkAction,
  by: string,
): boolean {
  if (whyNot(turn, id, action, leg)) return false;
  doInTalk(turn, id, action, by, leg);
  return true;
}
