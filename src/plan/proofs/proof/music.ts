/** Music that the sound library does not have: callers would hear the usual music instead. */
import { phrase } from '../../../shared/findings/said.ts';
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
            message: phrase('music_missing', { sound, queue }),
            hint: phrase('upload_sound', { sound }),
          }),
        ),
  );
}
