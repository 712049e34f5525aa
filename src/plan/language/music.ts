/** What waiting callers hear: music of the sound library, or a class that somebody has set up in Asterisk. */
import { isMap } from 'yaml';
import { record, required } from '../form/collections.ts';
import type { Form } from '../form/form.ts';
import { givenName } from '../form/formats.ts';
import { librarySound } from '../form/prompt.ts';

export const ownMusic = record('music of the sound library', {
  library: required(
    librarySound,
    'A sound of the sound library, in the first language of the plan. It is played from its beginning to its end, again and again.',
  ),
});

export const music: Form<{ readonly class: string } | { readonly sound: string }> = {
  words: '{ library: NAME }, or the name of a music-on-hold class of Asterisk',
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
