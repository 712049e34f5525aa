/** Forms of single values: texts, names, numbers, durations. */

import { isMap, isScalar, isSeq } from 'yaml';
import { phrase, type SaidHint, type SaidValue, type SaidWord } from '../../shared/findings/said.ts';
import type { Duration } from '../../shared/time.ts';
import { suggestion } from '../source/suggestion.ts';
import { durationInWords, durationPattern, parseDuration } from '../words/duration.ts';
import type { Form, Placed, Reading, Spot } from './form.ts';

/** Names become SIP users, file names and ids. */
export const namePattern = '^[A-Za-z][A-Za-z0-9_-]{0,39}$';
const name = new RegExp(namePattern);
export const nameRule = phrase('use_a_name');

/** Why a name may not be given to something; undefined: it may. */
export function nameFault(given: string): SaidHint | undefined {
  if (!name.test(given)) return nameRule;
  return given in {} ? phrase('reserved_word') : undefined;
}

/** What stands there, for a message. */
export function shown(spot: Spot): SaidValue {
  const { node } = spot;
  if (isMap(node)) return phrase('a_mapping');
  if (isSeq(node)) return phrase('a_list');
  const source = isScalar(node) ? (node.source ?? String(node.value)) : '';
  const clean = source.replace(/\p{C}+/gu, ' ');
  return `'${clean.length > 40 ? `${clean.slice(0, 40)}...` : clean}'`;
}

const isEmpty = ({ node }: Spot): boolean =>
  node === null || (isScalar(node) && (node.value === null || node.value === ''));

/** A finding for a value of the wrong kind. */
export function misfit(spot: Spot, words: SaidWord, reading: Reading, hint?: SaidHint): undefined {
  const message = isEmpty(spot)
    ? phrase('value_empty', { value: spot.called })
    : phrase('value_wrong', { value: spot.called, found: shown(spot), expected: words });
  return reading.wrong(spot.at, message, hint ?? phrase('write_what_belongs', { expected: words }));
}

/** The string that stands there; what YAML took for something else must be quoted. */
function string(spot: Spot, words: SaidWord, reading: Reading): string | undefined {
  const { node } = spot;
  if (!isScalar(node) || isEmpty(spot)) return misfit(spot, words, reading);
  if (typeof node.value === 'string') return node.value;
  const { source = String(node.value) } = node;
  return reading.wrong(
    spot.at,
    phrase('not_quoted', { value: spot.called }),
    phrase('quote_it_for_yaml', { value: source }),
  );
}

/** Anything to read or say, on one line in the end. */
export function text(words: SaidWord = phrase('a_text'), longest = 2000): Form<string> {
  return {
    words,
    schema: { type: 'string', minLength: 1, maxLength: longest },
    read(spot, reading) {
      const raw = string(spot, words, reading);
      if (raw === undefined) return undefined;
      const said = raw.replace(/\s+/gu, ' ').trim();
      if (said === '') return misfit({ ...spot, node: null }, words, reading);
      if (/\p{Cc}/u.test(said)) {
        const hint = phrase('remove_control_characters');
        return reading.wrong(spot.at, phrase('control_characters', { value: spot.called }), hint);
      }
      if (said.length <= longest) return said;
      return reading.wrong(
        spot.at,
        phrase('too_long', { value: spot.called, count: said.length }),
        phrase('use_fewer_characters', { limit: longest }),
      );
    },
  };
}

/** The name of something declared elsewhere; whether it exists is seen when the plan is compiled. */
export function reference(to: SaidWord): Form<Placed<string>> {
  const words = phrase('name_of', { what: to });
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
  words: SaidWord,
  schema: Form<string>['schema'],
  fault: (value: string) => SaidHint | undefined,
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
      return reading.wrong(
        spot.at,
        phrase('value_wrong', { value: spot.called, found: shown(spot), expected: words }),
        reason,
      );
    },
  };
}

/** One of a few words. */
export function oneOf<const W extends string>(words: readonly W[]): Form<W> {
  const all = words.map((word) => `'${word}'`).join(', ');
  return {
    words: phrase('one_of', { words: all }),
    schema: { enum: words },
    read(spot, reading) {
      const { node } = spot;
      const value = isScalar(node) ? node.value : undefined;
      const found = words.find((word) => word === value);
      if (found !== undefined) return found;
      const hint =
        typeof value === 'string' && value !== ''
          ? suggestion(value, words)
          : phrase('takes_one_of', { words: all });
      return misfit(spot, phrase('known_here'), reading, hint);
    },
  };
}

export function wholeNumber(least: number, most: number): Form<number> {
  const words = phrase('a_whole_number', { least, most });
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
  words: phrase('true_or_false'),
  schema: { type: 'boolean' },
  read(spot, reading) {
    const value = isScalar(spot.node) ? spot.node.value : undefined;
    return typeof value === 'boolean' ? value : misfit(spot, phrase('true_or_false'), reading);
  },
};

export function duration(least: Duration, most: Duration): Form<Duration> {
  const words = phrase('a_duration_such_as');
  const [from, to] = [durationInWords(least), durationInWords(most)];
  return {
    words,
    schema: {
      type: 'string',
      pattern: durationPattern,
      description: `A duration from ${from} to ${to}: 20s, 2m, 1h30m`,
    },
    read(spot, reading) {
      const value = isScalar(spot.node) ? spot.node.value : undefined;
      if (typeof value === 'number') {
        return misfit(spot, phrase('a_duration'), reading, phrase('which_unit', { value }));
      }
      const length = typeof value === 'string' ? parseDuration(value) : undefined;
      if (length === undefined)
        return misfit(spot, phrase('a_duration'), reading, phrase('write_what_belongs', { expected: words }));
      if (length >= least && length <= most) return length;
      return reading.wrong(
        spot.at,
        phrase('out_of_range', { value: spot.called, found: shown(spot) }),
        phrase('may_be', { range: phrase('from_to', { least: from, most: to }) }),
      );
    },
  };
}
