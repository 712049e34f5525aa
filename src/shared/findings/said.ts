/**
 * A sentence about a plan, as a code of the table and its values. Readers get it in English, as the engine and the CLI write it, or in
 * their own language, as the console writes it: both fill the same values into the sentence for the code.
 */
import type { ChangeCode, FindingCode, HintCode, PhraseCode, phrases, Thing, WordCode } from './table.ts';
import type { thingWords } from './things.ts';

/** A name or number from the plan, another phrase, or several of them with commas. */
export type SaidValue = string | number | Said | readonly (string | Said)[];

export interface Said<Code extends PhraseCode = PhraseCode> {
  readonly code: Code;
  /** By the name of their place in the sentence. */
  readonly values?: Readonly<Record<string, SaidValue>>;
}

/** What is wrong. */
export type SaidFinding = Said<FindingCode>;
/** What to do about it. */
export type SaidHint = Said<HintCode>;
/** What another version of the plan changes. */
export type SaidChange = Said<ChangeCode>;
/** A part of a sentence. */
export type SaidWord = Said<WordCode>;

/** The places of a sentence: `{name}`. Braces with a blank in them are YAML: `{ queue: sales }`. */
type PlacesIn<Text extends string> = Text extends `${string}{${infer Rest}`
  ? (Rest extends `${infer Name}}${string}` ? NameOnly<Name> : never) | PlacesIn<Rest>
  : never;
type NameOnly<Text extends string> = Text extends `${string}${' ' | '{'}${string}` ? never : Text;
type Places<Code extends PhraseCode> = PlacesIn<(typeof phrases)[Code]>;

/** Each place of the sentence needs its value, or it does not compile. */
export function phrase<Code extends PhraseCode>(
  code: Code,
  ...[values]: [Places<Code>] extends [never] ? [] : [Readonly<Record<Places<Code>, SaidValue>>]
): Said<Code> {
  return values ? { code, values } : { code };
}

/** As it comes over the API. */
interface Heard {
  readonly code: string;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** @param texts the sentence of each code in some language */
export function inWords({ code, values = {} }: Heard, texts: Readonly<Record<string, string>>): string {
  return (texts[code] ?? code).replaceAll(/\{([a-z_]+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? valueInWords(values[name], texts) : place,
  );
}

function valueInWords(value: unknown, texts: Readonly<Record<string, string>>): string {
  if (Array.isArray(value)) return value.map((one) => valueInWords(one, texts)).join(', ');
  return isPhrase(value) ? inWords(value, texts) : String(value);
}

export const isPhrase = (value: unknown): value is Heard =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';

/** The word for a kind of thing. */
export const thing = (kind: Thing): SaidWord => ({
  code: `thing_${kind.replaceAll(/[^a-z]+/g, '_')}` as keyof typeof thingWords,
});

/** `queue sales` */
export const named = (kind: Thing, name: string): SaidWord => phrase('named', { kind: thing(kind), name });

/** `queue 'sales'` */
export const called = (kind: Thing, name: string): SaidWord => phrase('called', { kind: thing(kind), name });

/** `a or b` */
export const either = (names: readonly string[]): SaidValue =>
  names.slice(1).reduce<SaidValue>((one, other) => phrase('one_or_other', { one, other }), names[0] ?? '');
