/** What a call needs, as written: `german >= 3 and (billing or vip)`, or a mapping from skill to least level. */

import { isMap, isScalar } from 'yaml';
import { phrase } from '../../shared/findings/said.ts';
import { allOf, type Expression, highestLevel, parseExpression } from '../rules/expression.ts';
import type { Place } from '../source/position.ts';
import { mapping, nameKey } from './collections.ts';
import type { Form, Placed, Spot } from './form.ts';
import { misfit, wholeNumber } from './scalars.ts';

export interface NeedsSource {
  readonly needs: Expression;
  readonly skills: readonly Placed<string>[];
}

const longest = 500;
const level = { ...wholeNumber(0, highestLevel), words: phrase('a_level', { most: highestLevel }) };
export const levels = mapping(nameKey('skill'), level);
const words = phrase('skills_such_as');

export const needs: Form<NeedsSource> = {
  words,
  schema: { anyOf: [{ type: 'string', minLength: 1, maxLength: longest }, levels.schema] },
  read(spot, reading) {
    const { node } = spot;
    if (isMap(node)) {
      const entries = levels.read(spot, reading) ?? [];
      const parts = entries.flatMap(({ name, value }) => (value ? [{ skill: name, atLeast: value }] : []));
      const skills = entries.flatMap(({ name, at, value }) => (value ? [{ value: name, at }] : []));
      return { needs: allOf(parts), skills };
    }
    const text = isScalar(node) ? node.value : undefined;
    if (typeof text !== 'string' || text.trim() === '' || text.length > longest) {
      return misfit(spot, words, reading);
    }
    const read = parseExpression(text);
    if (!read.ok)
      return reading.wrong(
        within(spot, read.at),
        phrase('value_faulty', { value: spot.called, fault: read.fault }),
        read.hint,
      );
    const skills = read.skills.map(({ skill, at }) => ({ value: skill, at: within(spot, at) }));
    return { needs: read.needs, skills };
  },
};

/** The place of a character of the text; where it is spread over lines, of the whole. */
function within({ node, at }: Spot, offset: number): Place {
  const isQuoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
  if (!isQuoted && !(isScalar(node) && node.type === 'PLAIN')) return at;
  if (at.until.line !== at.line) return at;
  return { ...at, column: at.column + offset + (isQuoted ? 1 : 0) };
}
