/** Music of the sound library: to Asterisk each piece is a music-on-hold class. */
import type { Plan } from '../model.ts';

/** A music-on-hold class that the plan names itself begins otherwise. */
const prefix = 'library-';

export const musicClass = (sound: string): string => `${prefix}${sound}`;

/** The queues that play each piece. */
export function libraryMusic({ queues }: Pick<Plan, 'queues'>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { name, music } of Object.values(queues)) {
    if (!music.startsWith(prefix)) continue;
    const sound = music.slice(prefix.length);
    found.set(sound, [...(found.get(sound) ?? []), name]);
  }
  return found;
}
