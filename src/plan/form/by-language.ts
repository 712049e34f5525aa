/** Something that may be written once for everybody, or for each language by itself. */

import { isMap } from 'yaml';
import { phrase } from '../../shared/findings/said.ts';
import type { Place } from '../source/position.ts';
import { type Entry, mapping } from './collections.ts';
import type { Form } from './form.ts';
import { languageKey } from './prompt.ts';

export interface ByLanguage<T> {
  readonly at: Place;
  /** The same in every language. */
  readonly all?: T;
  readonly byLanguage?: readonly Entry<T>[];
}

/** `of` must not be written as a mapping itself. */
export function byLanguage<T>(of: Form<T>): Form<ByLanguage<T>> {
  const each = mapping(languageKey, of);
  return {
    words: phrase('or_one_for_each_language', { of: of.words }),
    schema: { anyOf: [of.schema, each.schema] },
    read(spot, reading) {
      const { at } = spot;
      if (isMap(spot.node)) {
        const entries = each.read(spot, reading);
        return entries && { at, byLanguage: entries };
      }
      const all = of.read(spot, reading);
      return all === undefined ? undefined : { at, all };
    },
  };
}
