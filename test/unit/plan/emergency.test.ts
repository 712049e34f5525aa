import { expect, test } from 'vitest';
import { check } from '../../../src/plan/proofs/check.ts';
import { parsePlan } from '../../../src/plan/read.ts';
import { inEnglish } from '../../../src/shared/findings/english.ts';

const read = (more: string, numbers = `"1": [ { ring: anna }, goodbye ]`) => {
  const plan = parsePlan(`company: A
country: DE
time zone: Europe/Berlin
language: en
numbers: { ${numbers} }
agents: { anna: {} }
${more}`);
  if (!plan.ok) throw new Error(plan.findings.map(({ message }) => message).join('; '));
  return plan.plan;
};
const said = (more: string, numbers?: string): string[] =>
  check(read(more, numbers)).flatMap(({ about, message }) =>
    about === 'emergency calls' ? [inEnglish(message)] : [],
  );

const trunk = (more = ''): string => `trunks: { a: { server: x.example${more} } }\n`;

test('agents have no way to the emergency services although there is a trunk', () => {
  expect(said(trunk())).toEqual([
    'no trunk carries emergency calls: calls from agents to 110, 112, 911 are refused',
  ]);
});

test('a trunk without a number of ours is no good for it', () => {
  expect(said(`${trunk()}emergency calls: { trunks: [a] }`)).toEqual([
    'emergency calls over trunk a show no caller ID: the emergency services can neither call back nor locate you',
  ]);
});

test('a number of the plan that is an emergency number', () => {
  const all = `${trunk(', caller number: "+4930555"')}emergency calls: { trunks: [a] }`;
  expect(said(all)).toEqual([]);
  expect(said(all, '"1": [ { ring: anna }, goodbye ], "110": [ { ring: anna }, goodbye ]')).toEqual([
    '110 is an emergency number, but the plan uses it for something else',
  ]);
});

test('numbers of the country, and those that the plan adds', () => {
  const { emergency } = read(`${trunk()}emergency calls: { trunks: [a], numbers: ["5555"] }`);
  expect(Object.keys(emergency?.flows ?? {}).toSorted()).toEqual(['110', '112', '5555', '911']);
});

test('a trunk that is not there', () => {
  expect(() => read(`${trunk()}emergency calls: { trunks: [b] }`)).toThrow(/b/);
});
