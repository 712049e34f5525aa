import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  distanceTo,
  type Expression,
  failingPart,
  lowered,
  needsInWords,
  parseExpression,
  skillsIn,
} from '../../../src/plan/rules/expression.ts';
import { inEnglish } from '../../../src/shared/findings/english.ts';
import { office, planOf, said } from './plans.ts';

const read = (text: string): Expression => {
  const result = parseExpression(text);
  if (!result.ok) throw new Error(`${result.at}: ${inEnglish(result.fault)}`);
  return result.needs;
};

describe('what is written', () => {
  test.each<[string, Expression]>([
    ['german', { skill: 'german', atLeast: 1 }],
    ['german >= 3', { skill: 'german', atLeast: 3 }],
    ['german>=3', { skill: 'german', atLeast: 3 }],
    ['german >= 0', { all: [] }],
    [
      'german >= 3 and (billing or vip)',
      {
        all: [
          { skill: 'german', atLeast: 3 },
          {
            any: [
              { skill: 'billing', atLeast: 1 },
              { skill: 'vip', atLeast: 1 },
            ],
          },
        ],
      },
    ],
    [
      'a or b and c',
      {
        any: [
          { skill: 'a', atLeast: 1 },
          {
            all: [
              { skill: 'b', atLeast: 1 },
              { skill: 'c', atLeast: 1 },
            ],
          },
        ],
      },
    ],
  ])('%s', (text, needs) => expect(read(text)).toEqual(needs));

  test.each<[string, number, string]>([
    ['german and', 10, 'a skill is missing at the end'],
    ['(german', 7, 'a closing bracket is missing'],
    ['german 3', 7, "'3' does not fit here"],
    ['german > 3', 7, "'>' does not fit here"],
    ['german >= 11', 10, 'the level of german is missing or wrong'],
    ['german billing', 7, "'billing' does not fit here"],
    ['or german', 0, "'or' is not a skill"],
    [`${'('.repeat(30)}german`, 21, 'brackets are nested too deep'],
  ])('%s is wrong at character %i', (text, at, fault) => {
    const read = parseExpression(text);
    expect(read).toMatchObject({ ok: false, at });
    expect(read.ok ? '' : inEnglish(read.fault)).toBe(fault);
  });

  const skill = fc.record({
    skill: fc.constantFrom('a', 'b', 'c'),
    atLeast: fc.integer({ min: 1, max: 10 }),
  });
  const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      skill,
      fc.record({ any: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }) }),
      fc.record({ all: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }) }),
    ),
  }));
  const levels = fc.record({ a: fc.nat(10), b: fc.nat(10), c: fc.nat(10) });
  test('reads what it says in words, and means the same', () => {
    fc.assert(
      fc.property(tree, levels, (needs, has) => {
        expect(failingPart(read(needsInWords(needs)), has) === undefined).toBe(
          failingPart(needs, has) === undefined,
        );
      }),
    );
  });
  test('no distance: it holds; and lowering never asks for more', () => {
    fc.assert(
      fc.property(tree, levels, levels, (needs, has, to) => {
        expect(distanceTo(needs, has) === 0).toBe(failingPart(needs, has) === undefined);
        if (failingPart(needs, has) === undefined)
          expect(failingPart(lowered(needs, to), has)).toBeUndefined();
      }),
    );
  });
  test('any text is read or refused', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseExpression(text).ok === 'boolean'));
  });
});

describe('what does not hold', () => {
  const needs = read('german >= 3 and (billing or vip)');
  test.each([
    [{ german: 2, billing: 1 }, 'german >= 3'],
    [{ german: 3 }, 'billing or vip'],
    [{}, 'german >= 3'],
  ])('%j lacks %s', (levels, part) => expect(needsInWords(failingPart(needs, levels) ?? needs)).toBe(part));
  test('nothing', () => expect(failingPart(needs, { german: 10, vip: 1 })).toBeUndefined());
  test('its skills', () => expect(skillsIn(needs)).toEqual(['german', 'billing', 'vip']));
});

describe('in a plan', () => {
  const withNeeds = (needs: string): string => office.replace('[anna, boris, clara] }', `[anna], ${needs} }`);
  test.each(['needs: { german: 3 }', 'needs: german >= 3', 'needs: "german >= 3"'])('%s', (needs) => {
    expect(planOf(`${withNeeds(needs)}numbers: { "1": { queue: sales } }`).queues['sales']?.needs).toEqual({
      skill: 'german',
      atLeast: 3,
    });
  });
  test('a wrong one is told with its place', () => {
    expect(said(withNeeds('needs: german >= 3 and germn'))).toContain(
      "error: no agent has the skill 'germn'",
    );
    expect(said(withNeeds('needs: german >='))).toContain(
      "error: 'needs': the level of german is missing or wrong",
    );
  });
});
