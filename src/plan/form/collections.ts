/** Forms of lists and mappings. */

import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { phrase, type SaidHint, type SaidValue, type SaidWord, thing } from '../../shared/findings/said.ts';
import type { Thing } from '../../shared/findings/table.ts';
import type { Place } from '../source/position.ts';
import { suggestion } from '../source/suggestion.ts';
import type { Form, JsonSchema, Reading, Spot } from './form.ts';
import { misfit, nameFault, namePattern } from './scalars.ts';

export function list<T>(of: Form<T>): Form<readonly T[]> {
  const words = phrase('list_of', { of: of.words });
  return {
    words,
    schema: { type: 'array', items: of.schema },
    read(spot, reading) {
      if (!isSeq(spot.node)) {
        const one = isScalar(spot.node) && spot.node.value !== null ? clean(String(spot.node.source)) : '';
        return misfit(
          spot,
          phrase('a_list'),
          reading,
          one === ''
            ? phrase('write_such_a_list', { of: words })
            : phrase('write_in_brackets', { text: one }),
        );
      }
      return spot.node.items.flatMap((item, i) => {
        const node = item as Node | null;
        const read = of.read(
          {
            node,
            at: reading.at(node, spot.at),
            called: phrase('item_of', { whole: spot.called, number: i + 1 }),
          },
          reading,
        );
        return read === undefined ? [] : [read];
      });
    },
  };
}

/** A list, or a single one that stands for a list of one. */
export function oneOrMore<T>(of: Form<T>): Form<readonly T[]> {
  const several = list(of);
  return {
    words: phrase('or_a_list_of', { of: of.words }),
    schema: { anyOf: [of.schema, several.schema] },
    read(spot, reading) {
      if (isSeq(spot.node)) return several.read(spot, reading);
      const one = of.read(spot, reading);
      return one === undefined ? undefined : [one];
    },
  };
}

/** What keys a mapping may have when they are names or numbers of the writer's choice. */
export interface KeyForm {
  /** What a key stands for: `queue`, `number`. */
  readonly kind: Thing;
  /** What a key that does not fit is not: `a number`, `a name for a queue`. */
  readonly is: SaidWord;
  readonly pattern: string;
  /** Why the key is none; undefined: it is one. */
  fault(key: string): SaidHint | undefined;
  tidy?(key: string): string;
  /** Keys that YAML takes for numbers, and changes. */
  readonly quoted?: true;
}

export const nameKey = (kind: Thing): KeyForm => ({
  kind,
  is: phrase('name_for', { article: article(kind), kind: thing(kind) }),
  pattern: namePattern,
  fault: nameFault,
});

export interface Entry<T> {
  readonly name: string;
  /** Where the name stands; it reaches to the end of what belongs to it. */
  readonly at: Place;
  /** undefined: wrong, which has been said. */
  readonly value: T | undefined;
}

export function mapping<T>(key: KeyForm, value: Form<T>): Form<readonly Entry<T>[]> {
  const kind = thing(key.kind);
  const words = phrase('mapping_of', { key: kind, value: value.words });
  return {
    words,
    schema: {
      type: 'object',
      additionalProperties: false,
      patternProperties: { [key.pattern]: value.schema },
    },
    read(spot, reading) {
      if (!isMap(spot.node)) return misfit(spot, words, reading);
      const first = new Map<string, Place>();
      const entries: Entry<T>[] = [];
      for (const pair of pairsOf(spot.node)) {
        const at = extent(pair, spot, reading);
        const written = keyOf(pair, key.quoted === true, at, reading);
        if (written === undefined) continue;
        const name = key.tidy ? key.tidy(written) : written;
        const reason = key.fault(name);
        const whole = phrase('called', { kind, name: clean(name) });
        if (reason !== undefined)
          reading.wrong(
            at,
            phrase('not_what_belongs_here', { text: clean(written), expected: key.is }),
            reason,
          );
        if (isRepeated(first, name, whole, at, reading)) continue;
        const inner = {
          node: pair.value,
          at: reading.at(pair.value, at),
          called: whole,
        };
        const read = value.read(inner, reading);
        if (reason === undefined) entries.push({ name, at, value: read });
      }
      return entries;
    },
  };
}

export interface Field<T> {
  readonly form: Form<T>;
  readonly required: boolean;
  /** A sentence for the documentation. */
  readonly about: string;
}
export type Fields = Readonly<Record<string, Field<unknown>>>;

export const required = <T>(form: Form<T>, about: string) => ({ form, about, required: true as const });
export const optional = <T>(form: Form<T>, about: string) => ({ form, about, required: false as const });

/** What a mapping with these fields gives: `undefined` for what is not there. */
export type ReadFields<F extends Fields> = { readonly at: Place } & {
  readonly [K in keyof F]: F[K] extends { form: Form<infer T>; required: infer R }
    ? R extends true
      ? T
      : T | undefined
    : never;
};

/** A mapping with known keys. */
export function record<F extends Fields>(
  words: SaidWord,
  fields: F,
): Form<ReadFields<F>> & { readonly fields: F } {
  return {
    words,
    fields,
    schema: fieldsSchema(fields),
    read(spot, reading) {
      if (!isMap(spot.node)) return misfit(spot, words, reading);
      return readFields(spot.node, fields, spot, reading);
    },
  };
}

export function fieldsSchema(fields: Fields): JsonSchema {
  const names = Object.keys(fields);
  const must = names.filter((name) => fields[name]?.required);
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, { form, about }]) => [name, described(form.schema, about)]),
  );
  return {
    type: 'object',
    additionalProperties: false,
    ...(must.length > 0 ? { required: must } : {}),
    properties,
  };
}

const described = (schema: JsonSchema, about: string): JsonSchema => ({ ...schema, description: about });

/** Everything wrong is said; undefined when something required is missing or wrong. */
export function readFields<F extends Fields>(
  map: YAMLMap,
  fields: F,
  spot: Spot,
  reading: Reading,
): ReadFields<F> | undefined {
  const names = Object.keys(fields);
  const first = new Map<string, Place>();
  const read: Record<string, unknown> = { at: spot.at };
  for (const pair of pairsOf(map)) {
    const at = extent(pair, spot, reading);
    const key = keyOf(pair, false, at, reading);
    if (key === undefined || isRepeated(first, key, `'${clean(key)}'`, at, reading)) continue;
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!field) {
      reading.wrong(
        at,
        phrase('no_such_key', { whole: spot.called, key: clean(key) }),
        suggestion(key, names),
      );
      continue;
    }
    read[key] = field.form.read(
      { node: pair.value, at: reading.at(pair.value, at), called: `'${key}'` },
      reading,
    );
  }
  let whole = true;
  for (const name of names) {
    const field = fields[name];
    if (!field?.required) continue;
    if (read[name] === undefined) whole = false;
    if (!first.has(name))
      reading.wrong(
        spot.at,
        phrase('key_missing', { whole: spot.called, key: name }),
        phrase('add_key', { key: name, expected: field.form.words }),
      );
  }
  return whole ? (read as ReadFields<F>) : undefined;
}

/** The parser types its pairs by hope; a key or value may be missing. */
type ParsedPair = Pair<Node | null, Node | null>;
export const pairsOf = (map: YAMLMap): readonly ParsedPair[] => map.items as ParsedPair[];

/** From a key to the end of its value. */
function extent(pair: ParsedPair, spot: Spot, reading: Reading): Place {
  const at = reading.at(pair.key, spot.at);
  return { ...at, until: reading.at(pair.value, at).until };
}

function keyOf(pair: ParsedPair, quoted: boolean, at: Place, reading: Reading): string | undefined {
  const { key } = pair;
  const value = isScalar(key) ? key.value : undefined;
  if (typeof value === 'string') return value;
  const source = isScalar(key) ? (key.source ?? String(value)) : '';
  if (quoted && typeof value === 'number') {
    return reading.wrong(
      at,
      phrase('not_quoted', { value: source }),
      phrase('quote_digits', { value: source }),
    );
  }
  if (typeof value === 'number' || typeof value === 'boolean') return source;
  return reading.wrong(at, phrase('not_a_key'), phrase('write_key_and_value'));
}

function isRepeated(
  first: Map<string, Place>,
  key: string,
  called: SaidValue,
  at: Place,
  reading: Reading,
): boolean {
  const before = first.get(key);
  if (before === undefined) {
    first.set(key, at);
    return false;
  }
  reading.wrong(
    at,
    phrase('written_twice', { what: called }),
    phrase('first_on_line', { line: before.line }),
  );
  return true;
}

const article = (noun: string): string => (/^[aeiou]/.test(noun) ? 'an' : 'a');

export const clean = (text: string): string => {
  const visible = text.replace(/\p{C}+/gu, ' ');
  return visible.length > 40 ? `${visible.slice(0, 40)}...` : visible;
};
