/** How prompts are written: a text, parts of several kinds, or either of them by language. */

import { isMap, isScalar, isSeq } from 'yaml';
import { phrase } from '../../shared/findings/said.ts';
import type { Place } from '../source/position.ts';
import { kinds, type ReadKind } from './choices.ts';
import { type Entry, type KeyForm, list, mapping, optional, pairsOf, required } from './collections.ts';
import { type Form, named } from './form.ts';
import { judged, reference, text, wholeNumber } from './scalars.ts';

export interface PromptSource {
  readonly at: Place;
  /** The same for every language that nothing else is said for. */
  readonly parts?: readonly PartSource[];
  readonly byLanguage?: readonly Entry<readonly PartSource[]>[];
}

export const librarySound = judged(
  phrase('a_sound_of_the_library'),
  { pattern: '^[a-z0-9][a-z0-9_-]*$' },
  (name) => (/^[a-z0-9][a-z0-9_-]{0,49}$/.test(name) ? undefined : phrase('use_a_sound_name')),
);

export const partKinds = {
  sound: {
    sound: required(
      judged(phrase('one_of_asterisks_sounds'), { pattern: '^[A-Za-z0-9][A-Za-z0-9/_-]*$' }, (name) =>
        /^[A-Za-z0-9][A-Za-z0-9/_-]{0,99}$/.test(name) ? undefined : phrase('such_as_asterisk_sounds'),
      ),
      "One of Asterisk's own recorded sounds.",
    ),
  },
  file: {
    file: required(
      text(phrase('a_sound_file'), 300),
      'A sound file: a path relative to the plan, or an absolute path.',
    ),
    text: optional(text(), 'The text that is spoken if the file is missing.'),
  },
  library: {
    library: required(librarySound, "A sound of the sound library, in the caller's language."),
    text: optional(text(), 'The text that is spoken if the library does not have the sound.'),
  },
  number: { number: required(wholeNumber(0, 999_999_999), 'A number, spoken as a number.') },
  digits: {
    digits: required(
      judged(phrase('digits'), { pattern: '^[0-9*#]+$' }, (digits) =>
        /^[0-9*#]{1,40}$/.test(digits) ? undefined : phrase('such_as_digits'),
      ),
      'Digits, spoken one by one.',
    ),
  },
  prompt: { prompt: required(reference(phrase('a_prompt')), 'A named prompt from `prompts`.') },
} as const;
const part = kinds(phrase('a_part_of_a_prompt'), partKinds, [], () => undefined);
export type PartSource = ReadKind<typeof partKinds, never> | { readonly kind: 'text'; readonly text: string };

const spokenText = text(phrase('a_text_to_say'));
/** A text, or a part of another kind. */
const piece: Form<PartSource> = {
  words: phrase('a_text_or_a_part'),
  schema: { anyOf: [spokenText.schema, part.schema] },
  read(spot, reading) {
    if (isMap(spot.node)) return part.read(spot, reading);
    const said = spokenText.read(spot, reading);
    return said === undefined ? undefined : { kind: 'text', text: said };
  },
};
const pieces = list(piece);
const parts: Form<readonly PartSource[]> = {
  words: piece.words,
  schema: { anyOf: [...(piece.schema['anyOf'] as object[]), pieces.schema] },
  read(spot, reading) {
    if (isSeq(spot.node)) {
      if (spot.node.items.length === 0)
        return reading.wrong(spot.at, phrase('list_empty', { value: spot.called }), phrase('write_a_text'));
      return pieces.read(spot, reading);
    }
    const one = piece.read(spot, reading);
    return one && [one];
  },
};
export const languageKey: KeyForm = {
  kind: 'language',
  is: phrase('a_language'),
  pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$',
  // Which languages there are is known when the whole plan is.
  fault: () => undefined,
};
const byLanguage = mapping(languageKey, parts);

export const promptForm: Form<PromptSource> = {
  words: phrase('a_text_or_one_for_each_language'),
  schema: { anyOf: [...(parts.schema['anyOf'] as object[]), byLanguage.schema] },
  read(spot, reading) {
    const { node, at } = spot;
    if (isMap(node) && !pairsOf(node).some(({ key }) => isScalar(key) && String(key.value) in partKinds)) {
      const entries = byLanguage.read(spot, reading);
      return entries && { at, byLanguage: entries };
    }
    const read = parts.read(spot, reading);
    return read && { at, parts: read };
  },
};
export const prompt = named<PromptSource>('prompt', promptForm.words, () => promptForm);
