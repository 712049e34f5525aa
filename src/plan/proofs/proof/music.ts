/** Music that the sound library does not have: callers would hear the usual music instead. */
import type { Plan } from '../../model.ts';
import { libraryMusic } from '../../rules/music.ts';
import type { Problem } from '../check/problem.ts';

/** @param has whether the library has the sound in the first language of the plan */
export function missingMusic(plan: Plan, has: (sound: string) => boolean): readonly Problem[] {
  return [...libraryMusic(plan)].flatMap(([sound, queues]) =>
    has(sound)
      ? []
      : queues.map(
          (queue): Problem => ({
            severity: 'warning',
            about: `queue ${queue}`,
            message: `the music '${sound}' of queue ${queue} is not in the sound library: callers hear the usual music`,
            hint: `upload it in the console, or with: cordboard sounds add ${sound} FILE`,
          }),
        ),
  );
}
