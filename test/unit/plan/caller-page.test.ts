import { expect, test } from 'vitest';
import { said } from './plans.ts';

const plan = (page: string, more = '', agents = 'anna: {}, boris: {}'): string => `company: Office
country: DE
time zone: Europe/Berlin
language: en
agents: { ${agents} }
queues: { sales: { agents: [anna, boris]${more} } }
numbers: { "101": { queue: sales }, "102": [ { ring: boris }, goodbye ], "103": [ { ring: "+4930123456" }, goodbye ] }
lines: [line1]
trunks: { berlin: { server: sip.example.net, caller number: "+4930555" } }
emergency calls: { trunks: [berlin] }
caller page: ${page}
`;
const ofPage = (text: string): readonly string[] =>
  said(text).filter((sentence) => /caller.page|browser|number '/.test(sentence));
const leads = (number: string, way: string): string =>
  `error: visitors who call '${number}' from the browser can cause a call to an outside number: ${way}`;

test('numbers that lead to phones are fine', () => {
  expect(ofPage(plan('{ numbers: { "101": Sales, "102": Boris } }'))).toEqual([]);
});

test('a number that the plan does not have, and a page without a number', () => {
  expect(ofPage(plan('{ numbers: { "109": Sales } }'))).toEqual(["error: number '109' does not exist"]);
  expect(ofPage(plan('{ numbers: {} }'))).toEqual(['error: the caller page has no number']);
});

test('no call from the page leads outside: by a step, by the own number of an agent, by a callback', () => {
  expect(ofPage(plan('{ numbers: { "103": Mobile } }'))).toEqual([leads('103', '+4930123456')]);
  const mobile = 'anna: { outside: { number: "+491511234567", trunk: berlin, rings: too } }, boris: {}';
  expect(ofPage(plan('{ numbers: { "101": Sales, "102": Boris } }', '', mobile))).toEqual([
    leads('101', 'the own number of agent anna'),
  ]);
  const callback = ', callback: { key: "1", trunk: berlin }';
  expect(ofPage(plan('{ numbers: { "101": Sales, "102": Boris } }', callback))).toEqual([
    leads('101', 'callbacks of queue sales'),
  ]);
});

test('its account is a name of its own', () => {
  expect(said(plan('{ numbers: { "101": Sales } }').replace('[line1]', '[caller-page]'))).toContain(
    "error: the caller page has the same SIP user name 'caller-page' as line 'caller-page'",
  );
});
