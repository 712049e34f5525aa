/** The topic `me`: what is named has changed, null is over, the rest is as it was (a test holds it equal to the contract's). */
import type { LiveMe, MeChanges } from '../../contract/live/me.ts';

export function meChanged(me: LiveMe, changes: MeChanges): LiveMe {
  const changed = Object.entries(changes).filter(([, value]) => value !== undefined);
  const all = { ...me, ...Object.fromEntries(changed) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as unknown as LiveMe;
}
