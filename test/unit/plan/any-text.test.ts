/** Whatever stands in a plan file, reading it ends with a value. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/parse.ts';
import { check } from '../../../src/plan/proofs/check.ts';
import { difference } from '../../../src/plan/words/difference.ts';
import { asTimeAllows } from '../../support/time-is-short.ts';

const plans = ['demo', 'shop', 'company', 'support'].map((name) =>
  readFileSync(`plans/${name}.yaml`, 'utf8'),
);

/** Findings are in the text; a plan that is accepted has no errors, and is not different from itself. */
function holds(text: string): void {
  const read = parsePlan(text, 'plan.yaml');
  const lines = text.split(/\r\n?|\n/).length;
  for (const { line, column, message } of read.ok ? read.warnings : read.findings) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(message).not.toMatch(/undefined|null|\[object/);
  }
  if (read.ok) {
    expect(check(read.plan).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(difference(read.plan, read.plan)).toEqual([]);
  } else {
    expect(read.findings.some(({ severity }) => severity === 'error')).toBe(true);
  }
}

test('a key that is none', () => {
  holds('company: A\nnumbers: { "1": { : menu } }');
});

test('any text at all', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), holds), {
    numRuns: asTimeAllows(1000),
  });
});

test('any text made of what YAML is made of', () => {
  const pieces = [
    '\n',
    '  ',
    '- ',
    ': ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '|',
    '>',
    '&a',
    '*a',
    '#',
    '? ',
    '!!map',
    '---',
    '\t',
  ];
  const words = [
    'company',
    'numbers',
    '"100"',
    'queues',
    'sales',
    'menus',
    'keys',
    'say',
    'ring',
    '0123',
    '20s',
    '~',
  ];
  const text = fc
    .array(fc.constantFrom(...pieces, ...words), { maxLength: 80 })
    .map((parts) => parts.join(''));
  fc.assert(fc.property(text, holds), { numRuns: asTimeAllows(2000) });
});

test('a right plan with a piece cut out, doubled or put elsewhere', () => {
  const place = fc.nat({ max: 4000 });
  fc.assert(
    fc.property(fc.constantFrom(...plans), place, fc.nat({ max: 60 }), place, (plan, from, length, to) => {
      const piece = plan.slice(from, from + length);
      const without = plan.slice(0, from) + plan.slice(from + length);
      holds(without);
      holds(without.slice(0, to) + piece + without.slice(to));
      holds(plan.slice(0, to) + piece + plan.slice(to));
    }),
    { numRuns: asTimeAllows(150) },
  );
});

test.each(['[', '{', '- ', '? ', '{a: ', '- - ', '!!a ', '&a ', '"', "'", '\n  -', '*a,'])(
  '%j many times',
  (piece) => {
    holds(`company: ${piece.repeat(5_000)}`);
    holds(piece.repeat(5_000));
  },
);
