/** Lookups in a plan: how they are written, what is wrong with them, and what `check` and `try` make of them. */
import { expect, test } from 'vitest';
import type { Plan } from '../../../src/plan/model.ts';
import { prove } from '../../../src/plan/proofs/proof.ts';
import { examples } from '../../../src/plan/proofs/walk/example.ts';
import { parsePlan } from '../../../src/plan/read.ts';
import { parseLookup } from '../../../src/trial/lookups.ts';
import { tryCall } from '../../../src/trial/trial.ts';

const text = (lookup: string, step = '{ ask: customer }'): string => `
company: Office
country: DE
time zone: Europe/Berlin
language: en
numbers: { "1": [ ${step}, { voicemail: office } ] }
lookups:
  customer: { say: Your number., ${lookup} }
  other: { say: Your number., digits: "4", contacts: number }
voicemails: { office: { greeting: Hello., longest: 1m }, gold: { greeting: Gold., longest: 1m } }
lines: [line1]
`;
const crm = 'url: "https://crm.example.com/x", signed with: CRM_SECRET';

const findingsOf = (plan: string) => {
  const read = parsePlan(plan);
  return read.ok ? read.warnings : read.findings;
};
const messages = (plan: string): string[] =>
  findingsOf(plan).map(({ severity, message }) => `${severity}: ${message}`);

test.for([
  [`digits: "4-8", ${crm}`, undefined],
  ['digits: "6", contacts: number', undefined],
  ['digits: "6", contacts: tag customer', undefined],
  ['digits: "8-4", contacts: number', /'8-4', not a number of digits/],
  ['digits: "6", contacts: everybody', /not number, or tag and a name/],
  ['digits: "6"', /needs one of url: and contacts:/],
  [`digits: "6", contacts: number, ${crm}`, /needs one of url: and contacts:/],
  ['digits: "6", url: "https://crm.example.com/x"', /has no signed with:/],
  ['digits: "6", contacts: number, within: 2s', /has within: without url:/],
  ['digits: "6", url: "ftp://crm.example.com/x", signed with: A', /not a URL/],
  ['digits: "6", url: "https://me:you@crm.example.com/x", signed with: A', /not a URL/],
  ['digits: "6", url: "http://crm.example.com/x", signed with: A', /without encryption/],
  ['contacts: number', /has no 'digits'/],
] as const)('%s', ([lookup, wrong]) => {
  const found = messages(text(lookup, '[ { ask: customer }, { ask: other } ]'.slice(2, -2)));
  const about = found.filter((message) => !message.includes('no call ever') && !message.includes('never'));
  if (wrong === undefined) expect(about).toEqual([]);
  else expect(about.join('\n')).toMatch(wrong);
});

test('a lookup that no step asks is unused, one that is not there is an error with a suggestion', () => {
  expect(messages(text('digits: "6", contacts: number'))).toContain(
    "warning: lookup 'other' is asked by no step",
  );
  const [error] = findingsOf(text('digits: "6", contacts: number', '{ ask: custmer }'));
  expect(error).toMatchObject({
    message: "lookup 'custmer' does not exist",
    hint: "did you mean 'customer'?",
  });
});

function planOf(step: string): Plan {
  const read = parsePlan(text(`digits: "4-8", ${crm}`, step));
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  return read.plan;
}
const forked = planOf(
  '{ ask: customer, targets: { gold: { voicemail: gold } }, on wrong: { goodbye: Wrong. }, on no answer: { goodbye: Later. } }',
);

test('check sums up the longest wait, and shows how to come to each exit', () => {
  const { numbers, problems } = prove(forked);
  // Three tries of 8 s, and 3 s for each answer.
  expect(numbers).toMatchObject([{ number: '1', longest: 33_000 }]);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const example = examples(forked);
  const flows = Object.keys(forked.flows).filter((id) => id.startsWith('number/1/'));
  expect(flows.map((id) => example(`flow ${id}`))).toEqual(
    expect.arrayContaining([
      "cordboard try --dial 1 --press '1234#' --lookup 'customer=wrong'",
      "cordboard try --dial 1 --press '1234#' --lookup 'customer=no_answer'",
      "cordboard try --dial 1 --press '1234#' --lookup 'customer=found,target=gold'",
    ]),
  );
});

function tried(keys: string, ...answers: string[]) {
  const lookups = new Map([
    ['customer', answers.flatMap((answer) => parseLookup(`customer=${answer}`)?.answer ?? [])],
  ]);
  const caller = { isNew: false, tags: [] };
  const trial = tryCall({ plan: forked, at: 0, dialled: '1', caller, keys, behaviours: new Map(), lookups });
  const said = trial.entries.flatMap((entry) =>
    entry.type === 'stepReached' ? [entry.step] : entry.type === 'lookupAnswered' ? [entry.outcome] : [],
  );
  return said.join(', ');
}

test('try plays lookups, with the answers that are given', () => {
  expect(tried('1234#')).toBe('ask customer, found, voicemail office');
  expect(tried('1234#', 'found,target=gold')).toBe('ask customer, found, voicemail gold');
  expect(tried('1234#1234#', 'wrong', 'found')).toBe('ask customer, wrong, found, voicemail office');
  expect(tried('1234#', 'wrong')).toMatch(/^ask customer, wrong, nothing_keyed, nothing_keyed, goodbye/);
  expect(tried('1234#', 'no_answer')).toMatch(/^ask customer, no_answer, goodbye/);
  expect(tried('')).toMatch(/^ask customer, nothing_keyed, nothing_keyed, nothing_keyed, goodbye/);
});

test('an answer for try that cannot be read is refused', () => {
  for (const wrong of [
    'customer',
    'customer=',
    'customer=maybe',
    'customer=wrong,name=A',
    'customer=found,age=3',
  ])
    expect(parseLookup(wrong)).toBeUndefined();
  expect(parseLookup('customer=found,name=Maria Muster,tag=a,tag=b,priority=9')).toEqual({
    lookup: 'customer',
    answer: { outcome: 'found', name: 'Maria Muster', tags: ['a', 'b'], priority: 9 },
  });
});
