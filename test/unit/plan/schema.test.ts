/** The schema that editors use is made of the same forms as the reader: it must not refuse what the reader takes. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { parsePlan } from '../../../src/plan/parse.ts';
import { planSchema } from '../../../src/plan/schema.ts';
import { asTimeAllows } from '../../support/time-is-short.ts';

const shipped = ['demo', 'shop', 'company', 'support'];
const textOf = (name: string): string => readFileSync(`plans/${name}.yaml`, 'utf8');
const fits = new Ajv({ strict: false, allErrors: true }).compile(planSchema());

test('the shipped schema is that of the language (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(planSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../../plans/plan.schema.json',
  );
});

describe.each(shipped)('plan %s', (name) => {
  test('names its schema in the first line, and fits it', () => {
    expect(textOf(name).split('\n')[0]).toBe('# yaml-language-server: $schema=plan.schema.json');
    fits(parse(textOf(name)));
    expect(fits.errors ?? []).toEqual([]);
  });

  test('what the schema refuses, the reader refuses', () => {
    const plan = parse(textOf(name)) as Tree;
    const places = placesIn(plan);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...slips), (place, slip) => {
        const spoilt = structuredClone(plan);
        slip(
          place.slice(0, -1).reduce<Tree>((tree, key) => tree[key] as Tree, spoilt),
          place.at(-1) ?? '',
        );
        const text = stringify(spoilt, { aliasDuplicateObjects: false });
        if (!fits(parse(text))) expect({ text, ok: parsePlan(text).ok }).toEqual({ text, ok: false });
      }),
      { numRuns: asTimeAllows(150) },
    );
  });
});

test.each([
  ['a key that does not exist', 'queues: { sales: { ringfor: 20s } }'],
  ['a duration without a unit', 'voicemails: { a: { longest: 20 } }'],
  ['a step of no kind', 'numbers: { "100": { qeue: sales } }'],
  ['two steps in one', 'numbers: { "100": { queue: sales, voicemail: a } }'],
  ['an unknown strategy', 'queues: { sales: { strategy: by mood } }'],
  ['a menu without a way out', 'menus: { a: { say: Hello., keys: {} } }'],
  ['a name with a blank', 'agents: { "anna berg": {} }'],
  ['a skill beyond 10', 'agents: { anna: { skills: { german: 11 } } }'],
  ['an unknown code', 'codes: { "*11": login }'],
])('the schema refuses %s, as the reader does', (_, text) => {
  expect(fits(parse(text))).toBe(false);
  expect(parsePlan(text).ok).toBe(false);
});

interface Tree {
  [key: string]: unknown;
}
const slips: readonly ((tree: Tree, key: string) => void)[] = [
  (tree, key) => delete tree[key],
  (tree, key) => (tree[key] = 7),
  (tree, key) => (tree[key] = true),
  (tree, key) => (tree[key] = null),
  (tree, key) => (tree[key] = 'slip'),
  (tree, key) => (tree[key] = []),
  (tree, key) => (tree[key] = [tree[key]]),
  (tree, key) => (tree[key] = {}),
  (tree, key) => (tree[key] = { slip: tree[key] }),
  (tree, key) => (tree[`${key}x`] = tree[key]),
];

/** The way to every value of a plan. */
function placesIn(tree: unknown, way: readonly string[] = []): (readonly string[])[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => [[...way, key], ...placesIn(value, [...way, key])]);
}
