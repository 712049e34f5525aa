/**
 * `musiconhold_plan.conf`: a class for each piece of the sound library that a queue plays. One that is not there (yet) is the usual
 * music: callers must not wait in silence.
 */
import { musicClass } from '../../plan/rules/music.ts';
import { render } from './conf-file.ts';

const heading = 'Written by Cordboard from its plan: music of the sound library.';
/** As in musiconhold.conf. */
const usualFolder = 'moh';

export const musicFile = (pieces: readonly { readonly sound: string; readonly folder?: string }[]): string =>
  render(
    heading,
    pieces.map(({ sound, folder = usualFolder }) => ({
      name: musicClass(sound),
      settings: [
        ['mode', 'files'],
        ['directory', folder],
      ],
    })),
  );
