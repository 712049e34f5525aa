/** The end of a hold, for the journal: it was resumed, or the party that held has left. */
import type { CallIn } from '../kept/call.ts';
import type { Party } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { nameOf } from './offers.ts';

export function noteResumed(turn: Turn, call: CallIn<'talking'>, party: Party, because: string): void {
  const { leg, holds } = party;
  if (!holds) return;
  const who = party.role === 'caller' ? 'caller' : nameOf(party.who);
  const heldFor = turn.now - holds.since;
  turn.journal({ type: 'resumed', call: call.id, leg, who, heldFor, certain: holds.certain, because });
}
