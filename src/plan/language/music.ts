/** What waiting callers hear: music of the sound library, or a class that somebody has set up in Asterisk. */

import { isMap } from 'yaml';
import { phrase } from '../../shared/findings/said.ts';
import { record, required } from '../form/collections.ts';
import type { Form } from '../form/form.ts';
import { givenName } from '../form/formats.ts';
import { librarySound } from '../form/prompt.ts';

export const ownMusic = record(phrase('music_of_the_sound_library'), {
  library: required(
    librarySound,
    'A sound of the sound library, in the first language of the plan. It is played from its beginning to its end, again and again.',
  ),
});

export const music: Form<{ readonly class: string } | { readonly sound: string }> = {
  words: phrase('music'),
  schema: { anyOf: [givenName.schema, ownMusic.schema] },
  read(spot, reading) {
    if (isMap(spot.node)) {
      const read = ownMusic.read(spot, reading);
      return read && { sound: read.library.value };
    }
    const named = givenName.read(spot, reading);
    return named && { class: named.value };
  },
};
