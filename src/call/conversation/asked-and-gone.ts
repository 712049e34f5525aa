/**
 * An agent has asked by keys that the caller goes elsewhere, and hangs up before that is done: in the middle of the slot that is
 * said to them, or in place of the `#` behind a number. The caller goes where the agent wanted them to be.
 */
import { nameOf } from '../actions/offers.ts';
import type { CallIn } from '../kept/call.ts';
import type { OtherParty } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { numberKeyedIn } from './keys.ts';
import { transfer, whyNoTargetNow } from './transfer.ts';

/** False: nothing of the kind. `isDown`: their leg has ended. */
export function goesWhereAsked(
  turn: Turn,
  call: CallIn<'talking'>,
  party: OtherParty,
  isDown: boolean,
): boolean {
  const { parking, ...conversation } = call.phase.conversation;
  if (parking?.leg === party.leg) {
    const talk = { ...call, phase: { ...call.phase, conversation } };
    turn.put(talk);
    transfer(turn, talk, party, parking.slot, parking.by, isDown);
    return true;
  }
  const number = numberKeyedIn(turn, party);
  if (number === undefined || whyNoTargetNow(turn, call, number) !== undefined) return false;
  transfer(turn, call, party, number, `${nameOf(party.who)} by key`, isDown);
  return true;
}
