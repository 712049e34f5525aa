/** Forms of things that come in kinds, told apart by a key: `{ queue: sales, for: 3m }` is a `queue`. */
import { isMap, isScalar } from 'yaml';
import { suggestion } from '../nearest.ts';
import { clean, fieldsSchema, pairsOf, readFields } from './collections.ts';
import type { Fields, ReadFields } from './collections.ts';
import type { Form } from './form.ts';
import { misfit } from './scalars.ts';

export type Kinds = Readonly<Record<string, Fields>>;

export type ReadKind<K extends Kinds, Bare extends string> =
  | { [N in keyof K]: { readonly kind: N } & ReadFields<K[N]> }[keyof K]
  | { readonly kind: 'bare'; readonly word: Bare; readonly at: import('../position.ts').Place };

/**
 * The first kind whose key is there; the other keys must be that kind's own. `bare` are words that say it all by
 * themselves, such as `echo`.
 */
export function kinds<K extends Kinds, const Bare extends string>(
  words: string,
  all: K,
  bare: readonly Bare[],
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
        return misfit(spot, words, reading, suggestion(node.value, bare, `write it as { ${names[0]}: ... }`));
      }
      if (!isMap(node)) return misfit(spot, words, reading);
      const keys = pairsOf(node).flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []));
      const kind = names.find((name) => keys.includes(name));
      const fields = kind === undefined ? undefined : all[kind];
      if (kind === undefined || fields === undefined) {
        const key = keys[0] ?? '';
        return reading.wrong(at, `'${clean(key)}' is not ${words}`, suggestion(key, [...names, ...bare]));
      }
      const second = keys.find((key) => key !== kind && names.includes(key) && !Object.hasOwn(fields, key));
      if (second !== undefined) {
        return reading.wrong(
          at,
          `'${kind}' and '${second}' stand together`,
          `each is one of its own: write a list, - ${kind}: ... and - ${second}: ...`,
        );
      }
      const read = readFields(node, fields, { ...spot, called: `'${kind}'` }, reading);
      return read && ({ kind, ...read } as ReadKind<K, Bare>);
    },
  };
}
