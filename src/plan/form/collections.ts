/** Forms of lists and mappings. */
import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { suggestion } from '../../shared/nearest.ts';
import type { Place } from '../source/position.ts';
import type { Form, JsonSchema, Reading, Spot } from './form.ts';
import { misfit, nameFault, namePattern } from './scalars.ts';

export function list<T>(of: Form<T>): Form<readonly T[]> {
  const words = `a list, each ${of.words}`;
  return {
    words,
    schema: { type: 'array', items: of.schema },
    read(spot, reading) {
      if (!isSeq(spot.node)) {
        const one = isScalar(spot.node) && spot.node.value !== null ? clean(String(spot.node.source)) : '';
        return misfit(
          spot,
          'a list',
          reading,
          one === '' ? `write ${words}, such as [a, b]` : `write [${one}]`,
        );
      }
      return spot.node.items.flatMap((item, i) => {
        const node = item as Node | null;
        const read = of.read(
          { node, at: reading.at(node, spot.at), called: `${spot.called} (${i + 1})` },
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
    words: `${of.words}, or a list of them`,
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
  readonly kind: string;
  /** What a key that does not fit is not: `a number`, `a name for a queue`. */
  readonly is: string;
  readonly pattern: string;
  /** Why the key is none; undefined: it is one. */
  fault(key: string): string | undefined;
  tidy?(key: string): string;
  /** Keys that YAML takes for numbers, and changes. */
  readonly quoted?: true;
}

export const nameKey = (kind: string): KeyForm => ({
  kind,
  is: `a name for ${article(kind)}`,
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
  const words = `a mapping from ${key.kind} to ${value.words}`;
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
        if (reason !== undefined) reading.wrong(at, `'${clean(written)}' is not ${key.is}`, reason);
        if (isRepeated(first, name, `${key.kind} '${clean(name)}'`, at, reading)) continue;
        const inner = {
          node: pair.value,
          at: reading.at(pair.value, at),
          called: `${key.kind} '${clean(name)}'`,
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
  words: string,
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
      reading.wrong(at, `${spot.called} has no key '${clean(key)}'`, suggestion(key, names));
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
      reading.wrong(spot.at, `${spot.called} has no '${name}'`, `add ${name}: ${field.form.words}`);
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
  const source = isScalar(key) ? (key.source ?? String(value)) : undefined;
  if (quoted && typeof value === 'number') {
    return reading.wrong(
      at,
      `${source} is not quoted`,
      `write "${source}": unquoted, YAML may change its digits`,
    );
  }
  if (typeof value === 'number' || typeof value === 'boolean') return source;
  return reading.wrong(at, 'a key is missing, or is not a word', 'write KEY: VALUE');
}

function isRepeated(
  first: Map<string, Place>,
  key: string,
  called: string,
  at: Place,
  reading: Reading,
): boolean {
  const before = first.get(key);
  if (before === undefined) {
    first.set(key, at);
    return false;
  }
  reading.wrong(at, `${called} is written twice`, `the first is on line ${before.line}`);
  return true;
}

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

export const clean = (text: string): string => {
  const visible = text.replace(/\p{C}+/gu, ' ');
  return visible.length > 40 ? `${visible.slice(0, 40)}...` : visible;
};
