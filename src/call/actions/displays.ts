/**
 * What the phone of an agent shows. When a leg rings, it is asked for what it shows (`offers.ts`). When two are brought
 * together later, Asterisk shows each phone of ours the caller ID of the other leg; that of a caller is what was sent, so
 * it is made what the contact book says before. Lines and trunks are never shown anything.
 */
import type { Call } from '../kept/call.ts';
import type { Command } from '../kept/commands.ts';

/** None for a caller who withholds their number, and for an agent in a consultation: their leg has their name already. */
export function callerShown({ id, leg, caller, aside }: Call): readonly Command[] {
  const { name = '', number } = caller;
  return aside || number === undefined ? [] : [{ do: 'showLeg', call: id, leg, name, number }];
}
