/** The link to the CRM: how it is written, what is wrong with it, and what it becomes for a caller. */
import { expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/read.ts';
import { crmPage } from '../../../src/plan/rules/crm.ts';
import { difference } from '../../../src/plan/words/difference.ts';

const text = (crm: string): string => `
company: Office
country: DE
time zone: Europe/Berlin
language: en
numbers: { "1": { voicemail: office } }
voicemails: { office: { greeting: Hello., longest: 1m } }
lines: [line1]
${crm}
`;

test.for([
  ['https://crm.example/c?number={number}&contact={contact}&call={call}', undefined],
  ['https://crm.example/{tag customer}', undefined],
  ['https://crm.example/start', undefined],
  ['https://crm.example/c?n={phone}', /\{phone\} is not a placeholder; use \{number\}, \{contact\}/],
  ['https://crm.example/c?n={tag}', /\{tag\} is not a placeholder/],
  ['https://crm.example/c?n={}', /\{\} is not a placeholder/],
  ['https://crm.example/c?n={tag a b}', /is not a placeholder/],
  ['https://crm.example/c?n={number', /one \{ before it and one \} after it/],
  ['https://crm.example/c?n={{number}}', /one \{ before it and one \} after it/],
  ['https://{contact}.example/c', /write \/ before the first placeholder/],
  ['https://crm.example{number}/c', /write \/ before the first placeholder/],
  ['https://me:secret@crm.example/c', /must not have a user name or password/],
  ['javascript:alert({number})', /must begin with https/],
  ['crm.example/c', /such as https:/],
  ['http://crm.example/c?n={number}', /write https:\/\/, or add allow http: true/],
] as const)('%s', ([link, wrong]) => {
  const read = parsePlan(text(`crm: { link: "${link}" }`));
  if (wrong === undefined) return expect(read).toMatchObject({ ok: true, plan: { crm: { link } } });
  const findings = read.ok ? [] : read.findings;
  expect(findings).toMatchObject([{ line: 9 }]);
  expect(`${findings[0]?.message} ${findings[0]?.hint}`).toMatch(wrong);
});

test('a link without https is allowed by the plan only', () => {
  const link = 'http://crm.example/c?n={number}';
  expect(parsePlan(text(`crm: { link: "${link}", allow http: true }`))).toMatchObject({ ok: true });
  expect(parsePlan(text(`crm: { link: "${link}", allow http: false }`))).toMatchObject({ ok: false });
});

test('a change of the link is in the difference', () => {
  const planWith = (crm: string) => {
    const read = parsePlan(text(crm));
    if (!read.ok) throw new Error('the plan is wrong');
    return read.plan;
  };
  const before = planWith('');
  const after = planWith('crm: { link: "https://crm.example/c", label: Customer }');
  expect(difference(before, after)).toEqual([
    'plan: link to the CRM not set -> https://crm.example/c',
    'plan: label of the link to the CRM not set -> Customer',
  ]);
});

const link = 'https://crm.example/c?number={number}&contact={contact}&call={call}&id={tag customer}';
const whole = { number: '+4930700700', contact: 'c1', call: '1042', tags: ['vip', 'customer 47/1&x'] };

test('values are encoded', () => {
  expect(crmPage({ link, label: 'Customer' }, whole)).toEqual({
    url: 'https://crm.example/c?number=%2B4930700700&contact=c1&call=1042&id=47%2F1%26x',
    label: 'Customer',
  });
});

test('what is not known is left empty; where nothing is known there is no page', () => {
  expect(crmPage({ link }, { call: '1042', tags: ['customer', 'customers 5'] })).toEqual({
    url: 'https://crm.example/c?number=&contact=&call=1042&id=',
  });
  expect(crmPage({ link: 'https://crm.example/{number}' }, { call: '1042', tags: [] })).toBeUndefined();
  expect(crmPage({ link: 'https://crm.example/start' }, { tags: [] })).toEqual({
    url: 'https://crm.example/start',
  });
  expect(crmPage(undefined, whole)).toBeUndefined();
});

test('a placeholder in a value is no placeholder', () => {
  expect(crmPage({ link }, { contact: '{call}', call: '7', tags: ['customer $&'] })?.url).toBe(
    'https://crm.example/c?number=&contact=%7Bcall%7D&call=7&id=%24%26',
  );
});
