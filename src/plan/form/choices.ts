/** Forms of things that come in kinds, told apart by a key: `{ queue: sales, for: 3m }` is a `queue`. */

import { isMap, isScalar } from 'yaml';
import { phrase, type SaidHint, type SaidWord } from '../../shared/findings/said.ts';
import { nearest } from '../../shared/nearest.ts';
import type { Place } from '../source/position.ts';
import { suggestion } from '../source/suggestion.ts';
import { clean, type Fields, fieldsSchema, pairsOf, type ReadFields, readFields } from './collections.ts';
import type { Form } from './form.ts';
import { misfit } from './scalars.ts';

export type Kinds = Readonly<Record<string, Fields>>;

export type ReadKind<K extends Kinds, Bare extends string> =
  | { [N in keyof K]: { readonly kind: N } & ReadFields<K[N]> }[keyof K]
  | { readonly kind: 'bare'; readonly word: Bare; readonly at: Place };

/**
 * The first key that names a kind says which it is; the other keys must be that kind's own. `bare` are words that say
 * it all by themselves, such as `echo`; `instead` hints at what to write for a word that does not.
 */
export function kinds<K extends Kinds, const Bare extends string>(
  words: SaidWord,
  all: K,
  bare: readonly Bare[],
  instead: (word: string) => SaidHint | undefined,
): Form<ReadKind<K, Bare>> & { readonly kinds: K } {
  const names = Object.keys(all);
  return {
    words,
    kinds: all,
    schema: {
      anyOf: [
        ...(bare.length > 0 ? [{ enum: bare }] : []),
        ...Object.values(all).map((fields) => fieldsSchema(fields)),
      ],
    },
    read(spot, reading) {
      const { node, at } = spot;
      if (isScalar(node) && typeof node.value === 'string' && node.value !== '') {
        const word = bare.find((one) => one === node.value);
        if (word !== undefined) return { kind: 'bare', word, at };
        const near = nearest(node.value, bare);
        const hint = near === undefined ? instead(clean(node.value)) : phrase('did_you_mean', { name: near });
        return misfit(spot, words, reading, hint);
      }
      if (!isMap(node)) return misfit(spot, words, reading);
      const keys = pairsOf(node).flatMap(({ key }) =>
        isScalar(key) && key.value !== null ? [key.source ?? ''] : [],
      );
      const kind = keys.find((key) => Object.hasOwn(all, key));
      const fields = kind === undefined ? undefined : all[kind];
      if (kind === undefined || fields === undefined) {
        const key = keys[0] ?? '';
        return reading.wrong(
          at,
          phrase('not_what_belongs_here', { text: clean(key), expected: words }),
          suggestion(key, [...names, ...bare]),
        );
      }
      const second = keys.find((key) => key !== kind && names.includes(key) && !Object.hasOwn(fields, key));
      if (second !== undefined) {
        return reading.wrong(
          at,
          phrase('two_in_one_step', { first: kind, second }),
          phrase('write_a_step_for_each'),
        );
      }
      const read = readFields(node, fields, { ...spot, called: `'${kind}'` }, reading);
      return read && ({ kind, ...read } as ReadKind<K, Bare>);
    },
  };
}
