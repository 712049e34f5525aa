import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/parse.ts';
import { whyNotCalled } from '../../../src/plan/rules/outside-number.ts';

const outside = { countries: ['DE'], numbers: ['+43*', '112'], premium: false, written: ['+12125550100'] };
const here = { country: 'DE', outsideCalls: { ...outside, trunks: [], eachAgent: {}, eachTrunk: {} } };
const no = 'the plan does not allow calls to this number';

test.each([
  ['+4930901820', undefined],
  ['030901820', undefined],
  ['004930901820', undefined],
  ['112', undefined],
  ['+43123', undefined],
  ['+12125550100', undefined],
  ['+12125550101', no],
  ['+4930', no],
  ['+979123456789', 'it is a premium-rate or shared-cost number'],
  ['+882161234567', no],
  ['09001234567', 'it is a premium-rate or shared-cost number'],
  ['+499001234567', 'it is a premium-rate or shared-cost number'],
  ['01803123456', 'it is a premium-rate or shared-cost number'],
  ['0119', no],
  ['', no],
])('%s: %s', (number, why) => {
  expect(whyNotCalled(number, here)?.because).toBe(why);
});

test('nothing is called by a plan that says nothing of it', () => {
  const none = {
    ...outside,
    countries: [],
    numbers: [],
    written: [],
    trunks: [],
    eachAgent: {},
    eachTrunk: {},
  };
  fc.assert(
    fc.property(fc.stringMatching(/^\+?[0-9]{0,20}$/), (number) => {
      expect(whyNotCalled(number, { country: 'DE', outsideCalls: none })).toBeDefined();
    }),
  );
});

test('premium numbers are called only if the plan says so, and allows them otherwise', () => {
  const premium = { ...here.outsideCalls, premium: true };
  expect(whyNotCalled('09001234567', { ...here, outsideCalls: premium })).toBeUndefined();
  expect(whyNotCalled('+979123456789', { ...here, outsideCalls: premium })?.because).toBe(no);
});

test('a plan that rings a premium number is refused, with the line', () => {
  const plan = (more: string) => `
company: A
country: DE
time zone: Europe/Berlin
language: en
numbers: { "1": [ { ring: "0900 1234567" }, goodbye ] }
trunks: { t: { server: sip.example.com } }
${more}`;
  expect(parsePlan(plan(''))).toMatchObject({
    ok: false,
    findings: [
      { line: 6, message: '09001234567 will not be called: it is a premium-rate or shared-cost number' },
    ],
  });
  expect(parsePlan(plan('outside calls: { premium: true }'))).toMatchObject({ ok: true });
});
