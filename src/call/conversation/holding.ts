/**
 * Hold: a party hears music because another party asked for it. Asterisk plays it by itself when a phone says so
 * (re-INVITE); here it is noted who holds whom, since when, and for how long in all.
 *
 * After a gap in the events nobody can say whether a hold goes on: Asterisk keeps no such state that can be asked for. It
 * is then assumed to, until the next word of it, and told as assumed.
 */
import { noteResumed } from '../actions/hold-ends.ts';
import { remind } from '../actions/remind.ts';
import type { CallIn } from '../kept/call.ts';
import { nameOf } from '../actions/offers.ts';
import { othersIn, partyOn, withHold } from '../kept/parties.ts';
import type { CallId, LegId } from '../../shared/ids.ts';
import type { Turn } from '../turn/turn.ts';

/** Said once for each hold: of one that is believed to last already, the end was missed. */
export function holdBegins(turn: Turn, call: CallIn<'talking'>, leg: LegId): void {
  const party = partyOn(call.phase.conversation, leg);
  if (!party || party.holds?.certain) return;
  noteResumed(turn, call, party, 'its end was not recorded');
  const who = party.role === 'caller' ? 'caller' : nameOf(party.who);
  turn.journal({ type: 'held', call: call.id, leg, who });
  put(turn, call, leg, { since: turn.now, certain: true });
  if (party.role !== 'caller') remindOfHold(turn, call.id);
}

export function holdEnds(turn: Turn, call: CallIn<'talking'>, leg: LegId): void {
  const party = partyOn(call.phase.conversation, leg);
  if (!party?.holds) return;
  noteResumed(turn, call, party, 'resumed');
  put(turn, call, leg, undefined);
  if (party.role !== 'caller') remindOfHold(turn, call.id);
}

/** Noted once for each hold. */
export function holdLasts(turn: Turn, call: CallIn<'talking'>): void {
  for (const { leg, who, holds } of othersIn(call.phase.conversation)) {
    if (!holds) continue;
    const { since, certain } = holds;
    turn.journal({
      type: 'holdIsLong',
      call: call.id,
      leg,
      who: nameOf(who),
      heldFor: turn.now - since,
      certain,
    });
  }
}

/** Of two who hold at once the later counts. Callers may hold as long as they like. */
function remindOfHold(turn: Turn, id: CallId): void {
  const call = turn.call(id);
  if (call?.phase.name !== 'talking') return;
  const { search, conversation } = call.phase;
  const after = search.for === 'queue' ? turn.queue(search.queue, call)?.holdReminder : undefined;
  if (after === undefined) return;
  const since = othersIn(conversation).flatMap(({ holds }) => holds?.since ?? []);
  remind(turn, call, 'holdIsLong', since.length === 0 ? undefined : Math.max(...since) + after);
}

/** Events have been missed: what was held may have been resumed meanwhile. */
export function holdsAreUncertain(turn: Turn): void {
  for (const { id } of turn.world.calls.values()) {
    const call = turn.call(id);
    if (call?.phase.name !== 'talking') continue;
    for (const { leg, holds } of call.phase.conversation.parties) {
      const now = turn.call(id);
      if (holds?.certain && now?.phase.name === 'talking')
        put(turn, { ...now, phase: now.phase }, leg, { ...holds, certain: false });
    }
  }
}

function put(turn: Turn, call: CallIn<'talking'>, leg: LegId, holds: Parameters<typeof withHold>[2]): void {
  const conversation = withHold(call.phase.conversation, leg, holds);
  turn.put({ ...call, phase: { ...call.phase, conversation } });
}
