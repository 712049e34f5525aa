/**
 * Hold: a party hears music because another party asked for it. Between two, Asterisk plays it by itself when a phone says so
 * (re-INVITE); if an operator or a key asks, and among three, whoever holds leaves the room (`actions/room.ts`). Here it is
 * noted who holds whom, since when, and for how long in all. The button and the engine add up: a hold ends with both.
 *
 * After a gap in the events it is unknown whether a hold goes on: Asterisk keeps no such state that can be asked for. It
 * is then assumed to, until the next word of it, and told as assumed.
 */

import type { CallId, LegId } from '../../shared/ids.ts';
import { noteResumed } from '../actions/hold-ends.ts';
import { nameOf } from '../actions/offers.ts';
import { remind } from '../actions/remind.ts';
import { rearrange } from '../actions/room.ts';
import { sayTo } from '../actions/sound.ts';
import type { CallIn } from '../kept/call.ts';
import {
  type Hold,
  isHere,
  isParted,
  type OtherParty,
  othersIn,
  type Party,
  partyOn,
  withHold,
} from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';

/** The button of their phone. Said once for each hold: of one that is believed to last already, the end was missed. */
export function holdBegins(turn: Turn, call: CallIn<'talking'>, leg: LegId): void {
  const { conversation } = call.phase;
  const party = partyOn(conversation, leg);
  if (!party) return;
  const { holds } = party;
  if (holds?.by === 'engine') return put(turn, call, leg, { ...holds, by: 'both' });
  if (holds?.certain) return;
  if (holds?.by === 'both') return put(turn, call, leg, { ...holds, certain: true });
  noteResumed(turn, call, party, 'its end was not recorded');
  begins(turn, call, party, { since: turn.now, certain: true });
}

export function holdEnds(turn: Turn, call: CallIn<'talking'>, leg: LegId): void {
  const party = partyOn(call.phase.conversation, leg);
  if (!party?.holds || party.holds.by === 'engine') return;
  if (party.holds.by === 'both') return put(turn, call, leg, { ...party.holds, certain: true, by: 'engine' });
  ends(turn, call, party);
}

/** `askedBy`: an operator, or the agent by a key. What the phone's button has begun goes on until both have ended it. */
export function hold(turn: Turn, call: CallIn<'talking'>, party: OtherParty, askedBy: string): void {
  const { holds, leg } = party;
  if (holds?.by !== undefined) return;
  if (holds) return put(turn, call, leg, { since: holds.since, certain: holds.certain, by: 'both' });
  begins(turn, call, party, { since: turn.now, certain: true, by: 'engine' }, askedBy);
}

export function unhold(turn: Turn, call: CallIn<'talking'>, party: OtherParty): void {
  const { holds, leg } = party;
  // An assumed one ends whole: whether the button is still pressed nobody knows.
  if (holds && (holds.by === 'engine' || !holds.certain)) return ends(turn, call, party);
  if (holds?.by !== 'both') return;
  // Out of the room for the engine's sake, they stay so for their own.
  put(turn, call, leg, { since: holds.since, certain: holds.certain, apart: true });
}

function begins(turn: Turn, call: CallIn<'talking'>, party: Party, holds: Hold, askedBy?: string): void {
  const { leg } = party;
  const who = party.role === 'caller' ? 'caller' : nameOf(party.who);
  turn.journal({
    type: 'held',
    call: call.id,
    leg,
    who,
    ...(askedBy === undefined ? {} : { askedBy }),
  });
  put(turn, call, leg, holds);
  if (party.role !== 'caller') remindOfHold(turn, call.id);
}

function ends(turn: Turn, call: CallIn<'talking'>, party: Party): void {
  noteResumed(turn, call, party, 'resumed');
  put(turn, call, party.leg, undefined);
  if (party.role !== 'caller') remindOfHold(turn, call.id);
}

/** Noted once for each hold. */
export function holdLasts(turn: Turn, call: CallIn<'talking'>): void {
  for (const party of othersIn(call.phase.conversation)) {
    const { leg, who, holds } = party;
    if (!holds) continue;
    const { since, certain } = holds;
    // They hear a beep; what a phone plays while its own button is pressed is its affair.
    if (who.kind === 'agent' && isHere(party)) {
      sayTo(turn, call.id, leg, { [turn.plan.language]: [{ kind: 'sound', name: 'beep' }] });
      if (isParted(party)) turn.command({ do: 'startSilence', call: call.id, leg });
    }
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
      // What was asked of us is known.
      if (!holds?.certain || holds.by === 'engine' || now?.phase.name !== 'talking') continue;
      const conversation = withHold(now.phase.conversation, leg, { ...holds, certain: false });
      turn.put({ ...now, phase: { ...now.phase, conversation } });
    }
  }
}

function put(turn: Turn, call: CallIn<'talking'>, leg: LegId, holds: Hold | undefined): void {
  rearrange(turn, call, withHold(call.phase.conversation, leg, holds));
}
