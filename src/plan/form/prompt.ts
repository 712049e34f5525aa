/** How prompts are written: a text, parts of several kinds, or either of them by language. */
import { isMap, isScalar, isSeq } from 'yaml';
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

export const librarySound = judged('a sound of the library', { pattern: '^[a-z0-9][a-z0-9_-]*$' }, (name) =>
  /^[a-z0-9][a-z0-9_-]{0,49}$/.test(name)
    ? undefined
    : 'use lower-case letters, digits, - and _, such as welcome',
);

export const partKinds = {
  sound: {
    sound: required(
      judged("one of Asterisk's sounds", { pattern: '^[A-Za-z0-9][A-Za-z0-9/_-]*$' }, (name) =>
        /^[A-Za-z0-9][A-Za-z0-9/_-]{0,99}$/.test(name)
          ? undefined
          : 'such as vm-intro or digits/1, without a file extension',
      ),
      "One of Asterisk's own recorded sounds.",
    ),
  },
  file: {
    file: required(
      text('a sound file', 300),
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
      judged('digits', { pattern: '^[0-9*#]+$' }, (digits) =>
        /^[0-9*#]{1,40}$/.test(digits) ? undefined : 'such as "0123"',
      ),
      'Digits, spoken one by one.',
    ),
  },
  prompt: { prompt: required(reference('a prompt'), 'A named prompt from `prompts`.') },
} as const;
const part = kinds('a sound, file, library sound, number, digits or prompt', partKinds, [], () => '');
export type PartSource = ReadKind<typeof partKinds, never> | { readonly kind: 'text'; readonly text: string };

const spokenText = text('a text to say');
/** A text, or a part of another kind. */
const piece: Form<PartSource> = {
  words:
    'a text, or { sound: ... }, { file: ... }, { library: ... }, { number: ... }, { digits: ... }, { prompt: ... }',
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
        return reading.wrong(spot.at, `${spot.called} is an empty list`, 'write at least one text');
      return pieces.read(spot, reading);
    }
    const one = piece.read(spot, reading);
    return one && [one];
  },
};
export const languageKey: KeyForm = {
  kind: 'language',
  is: 'a language',
  pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$',
  // Which languages there are is known when the whole plan is.
  fault: () => undefined,
};
const byLanguage = mapping(languageKey, parts);

export const promptForm: Form<PromptSource> = {
  words: 'a text, or a text for each language',
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
