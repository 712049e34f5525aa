/** Forms of single values: texts, names, numbers, durations. */
import { isMap, isScalar, isSeq } from 'yaml';
import { suggestion } from '../../shared/nearest.ts';
import type { Duration } from '../../shared/time.ts';
import { durationInWords, durationPattern, parseDuration } from '../words/duration.ts';
import type { Form, Placed, Reading, Spot } from './form.ts';

/** Names become SIP users, file names and ids. */
export const namePattern = '^[A-Za-z][A-Za-z0-9_-]{0,39}$';
const name = new RegExp(namePattern);
export const nameRule = 'use letters, digits, - and _, beginning with a letter, at most 40 characters';

/** Why a name may not be given to something; undefined: it may. */
export function nameFault(given: string): string | undefined {
  if (!name.test(given)) return nameRule;
  return given in {} ? 'it is a reserved word' : undefined;
}

/** What stands there, for a message. */
export function shown(spot: Spot): string {
  const { node } = spot;
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  const source = isScalar(node) ? (node.source ?? String(node.value)) : '';
  const clean = source.replace(/\p{C}+/gu, ' ');
  return `'${clean.length > 40 ? `${clean.slice(0, 40)}...` : clean}'`;
}

const isEmpty = ({ node }: Spot): boolean =>
  node === null || (isScalar(node) && (node.value === null || node.value === ''));

/** A finding for a value of the wrong kind. */
export function misfit(spot: Spot, words: string, reading: Reading, hint?: string): undefined {
  const message = isEmpty(spot)
    ? `${spot.called} is empty`
    : `${spot.called} is ${shown(spot)}, not ${words}`;
  return reading.wrong(spot.at, message, hint ?? `write ${words}`);
}

/** The string that stands there; what YAML took for something else must be quoted. */
function string(spot: Spot, words: string, reading: Reading): string | undefined {
  const { node } = spot;
  if (!isScalar(node) || isEmpty(spot)) return misfit(spot, words, reading);
  if (typeof node.value === 'string') return node.value;
  const { source = String(node.value) } = node;
  return reading.wrong(
    spot.at,
    `${spot.called} is not quoted`,
    `write "${source}": unquoted, YAML changes it`,
  );
}

/** Anything to read or say, on one line in the end. */
export function text(words = 'a text', longest = 2000): Form<string> {
  return {
    words,
    schema: { type: 'string', minLength: 1, maxLength: longest },
    read(spot, reading) {
      const raw = string(spot, words, reading);
      if (raw === undefined) return undefined;
      const said = raw.replace(/\s+/gu, ' ').trim();
      if (said === '') return misfit({ ...spot, node: null }, words, reading);
      if (/\p{Cc}/u.test(said)) {
        const hint = 'remove tabs, escape sequences and other invisible characters';
        return reading.wrong(spot.at, `${spot.called} contains control characters`, hint);
      }
      if (said.length <= longest) return said;
      return reading.wrong(
        spot.at,
        `${spot.called} has ${said.length} characters`,
        `use at most ${longest} characters`,
      );
    },
  };
}

/** The name of something declared elsewhere; whether it exists is seen when the plan is compiled. */
export function reference(to: string): Form<Placed<string>> {
  const words = `the name of ${to}`;
  return {
    words,
    schema: { type: 'string', minLength: 1 },
    read(spot, reading) {
      const value = string(spot, words, reading);
      return value === undefined ? undefined : { value: value.trim(), at: spot.at };
    },
  };
}

/** A text that a rule of its own judges: `fault` gives the reason against it. */
export function judged(
  words: string,
  schema: Form<string>['schema'],
  fault: (value: string) => string | undefined,
  tidy: (value: string) => string = (value) => value.trim(),
): Form<Placed<string>> {
  return {
    words,
    schema: { type: 'string', ...schema },
    read(spot, reading) {
      const raw = string(spot, words, reading);
      if (raw === undefined) return undefined;
      const value = tidy(raw);
      const reason = fault(value);
      if (reason === undefined) return { value, at: spot.at };
      return reading.wrong(spot.at, `${spot.called} is ${shown(spot)}, not ${words}`, reason);
    },
  };
}

/** One of a few words. */
export function oneOf<const W extends string>(words: readonly W[]): Form<W> {
  const all = words.map((word) => `'${word}'`).join(', ');
  return {
    words: `one of ${all}`,
    schema: { enum: words },
    read(spot, reading) {
      const { node } = spot;
      const value = isScalar(node) ? node.value : undefined;
      const found = words.find((word) => word === value);
      if (found !== undefined) return found;
      const hint =
        typeof value === 'string' && value !== '' ? suggestion(value, words) : `it takes one of ${all}`;
      return misfit(spot, 'known here', reading, hint);
    },
  };
}

export function wholeNumber(least: number, most: number): Form<number> {
  const words = `a whole number from ${least} to ${most}`;
  return {
    words,
    schema: { type: 'integer', minimum: least, maximum: most },
    read(spot, reading) {
      const value = isScalar(spot.node) ? spot.node.value : undefined;
      const fits = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
      return fits ? value : misfit(spot, words, reading);
    },
  };
}

export const yesOrNo: Form<boolean> = {
  words: 'true or false',
  schema: { type: 'boolean' },
  read(spot, reading) {
    const value = isScalar(spot.node) ? spot.node.value : undefined;
    return typeof value === 'boolean' ? value : misfit(spot, 'true or false', reading);
  },
};

export function duration(least: Duration, most: Duration): Form<Duration> {
  const words = 'a duration such as 20s, 2m or 1h30m';
  const range = `from ${durationInWords(least)} to ${durationInWords(most)}`;
  return {
    words,
    schema: { type: 'string', pattern: durationPattern, description: `A duration ${range}: 20s, 2m, 1h30m` },
    read(spot, reading) {
      const value = isScalar(spot.node) ? spot.node.value : undefined;
      if (typeof value === 'number') {
        return misfit(spot, 'a duration', reading, `${value} of what? write ${value}s or ${value}m`);
      }
      const length = typeof value === 'string' ? parseDuration(value) : undefined;
      if (length === undefined) return misfit(spot, words, reading);
      if (length >= least && length <= most) return length;
      return reading.wrong(spot.at, `${spot.called} is ${shown(spot)}`, `it may be ${range}`);
    },
  };
}
