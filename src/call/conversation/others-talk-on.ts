/** One of several leaves the talk; if they had the call, it passes to another who is in it. */
import { noteResumed } from '../actions/hold-ends.ts';
import { partyLeaves } from '../actions/leaving.ts';
import { nameOf } from '../actions/offers.ts';
import { rearrange } from '../actions/room.ts';
import type { CallIn } from '../kept/call.ts';
import { isParted, type OtherParty, successorIn, withoutParty, withServing } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';

export function othersTalkOn(
  turn: Turn,
  call: CallIn<'talking'>,
  party: OtherParty,
  isDown: boolean,
  because: string,
): void {
  const { conversation } = call.phase;
  const { leg, who, role } = party;
  noteResumed(turn, call, party, 'left while holding');
  // Music that a holder leaves behind never ends by itself.
  if (party.holds && !isParted(party)) turn.command({ do: 'stopMusic', call: call.id, leg: call.leg });
  turn.journal({ type: 'partyLeft', call: call.id, leg, who: nameOf(who), role, because });
  const next = role === 'serving' ? successorIn(conversation, call) : undefined;
  if (next)
    turn.journal({
      type: 'servingPassed',
      call: call.id,
      leg: next.leg,
      who: nameOf(next.who),
      from: nameOf(who),
    });
  rearrange(turn, call, next ? withServing(conversation, next) : withoutParty(conversation, leg));
  partyLeaves(turn, call, party, isDown);
}
