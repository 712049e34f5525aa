/**
 * What the phone of an agent shows. When a leg rings, it is asked for what it shows (`offers.ts`). When two are brought
 * together later, Asterisk shows each phone of ours the caller ID of the other leg; that of a caller is what was sent, so
 * it is made what the contact book says before. Lines and trunks are never shown anything.
 *
 * Among three or more Asterisk shows nothing by itself, so each phone of ours is sent the names of all others, after they are in
 * the room, and nothing waits for it. When two are left, Asterisk shows them each other again.
 */
import type { Plan } from '../../plan/model.ts';
import type { Call } from '../kept/call.ts';
import type { Command } from '../kept/commands.ts';
import { type Conversation, legsInRoom, type Party } from '../kept/parties.ts';
import { nameOf } from './offers.ts';

/** None for a caller who withholds their number, and for an agent in a consultation: their leg has their name already. */
export function callerShown({ id, leg, caller, aside }: Call): readonly Command[] {
  const { name = '', number } = caller;
  return aside || number === undefined ? [] : [{ do: 'showLeg', call: id, leg, name, number }];
}

/** To every phone of ours in the room, who else is there: the caller first, with their number. None for two. */
export function othersShown(
  { agents }: Pick<Plan, 'agents'>,
  call: Call,
  conversation: Conversation,
): readonly Command[] {
  const there = legsInRoom(conversation);
  if (there.length < 3) return [];
  const members = conversation.parties.filter(({ leg }) => there.includes(leg));
  const named = (party: Party): string => {
    if (party.role !== 'caller') return agents[nameOf(party.who)]?.title ?? nameOf(party.who);
    const { name = '', number = '' } = call.caller;
    return name === '' ? number : name;
  };
  return members
    .filter((party) => isOurPhone(call, party))
    .flatMap((party): readonly Command[] => {
      const others = members.filter((each) => each !== party);
      const names = others.map(named).filter((name) => name !== '');
      const number = party.role === 'caller' ? '' : (call.caller.number ?? '');
      return [{ do: 'display', call: call.id, leg: party.leg, name: names.join(', '), number }];
    });
}

function isOurPhone({ via, over }: Call, party: Party): boolean {
  if (party.role === 'caller') return via.kind === 'phone' && over === undefined;
  return party.who.kind === 'agent' ? party.over === undefined : party.who.place.kind === 'phone';
}
