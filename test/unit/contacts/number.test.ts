import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayName, normaliseNumber } from '../../../src/contacts/number.ts';
import { asTimeAllows } from '../../support/time-is-short.ts';

test.each([
  ['+49 30 123456', 'DE', '+4930123456'],
  ['030 123456', 'DE', '+4930123456'],
  ['030/12-34.56', 'DE', '+4930123456'],
  ['(030) 123456', 'DE', '+4930123456'],
  ['004930123456', 'DE', '+4930123456'],
  ['00 49 30 123456', 'US', '+4930123456'],
  ['011 49 30 123456', 'US', '+4930123456'],
  ['(212) 555-0123', 'US', '+12125550123'],
  ['sip:+4930123456@provider.example;user=phone', 'DE', '+4930123456'],
  ['"Ada" <sip:030123456@10.0.0.1>', 'DE', '+4930123456'],
  ['sip:%2B4930123456@host', 'US', '+4930123456'],
  ['tel:+49-30-123456;phone-context=+49', 'US', '+4930123456'],
  ['+４９３０１２３４５６', 'US', '+4930123456'],
  ['\u202a+49\u00a030\t123456\u202c\u0000', 'US', '+4930123456'],
  ['+4930123456', 'nowhere', '+4930123456'],
])('%j read in %s is %s', (raw, country, number) => {
  expect(normaliseNumber(raw, country)).toEqual({ number });
});

test.each([
  ['100', '100'],
  ['*21#', '*21#'],
  ['110', '110'],
  ['alice', 'alice'],
  ['alice.b_c-d', 'alice.b_c-d'],
  ['sip:alice@10.0.0.1:5060', 'alice'],
  ['unknown7', 'unknown7'],
  ['0000', '0000'],
  ['+999999999999999', '+999999999999999'],
  ['a\r\nb', 'ab'],
  ['Zoë', 'Zo'],
  ['drop table', 'droptable'],
  ["alice'; drop table contact; --", 'alice'],
  ['9'.repeat(200), '9'.repeat(40)],
  ['x'.repeat(200), 'x'.repeat(40)],
])('%j is no number of the public network, and kept cleaned', (raw, number) => {
  expect(normaliseNumber(raw, 'DE')).toEqual({ number });
});

test.each([
  '',
  '   ',
  'anonymous',
  'Anonymous',
  'sip:anonymous@anonymous.invalid',
  '"Anonymous" <sip:anonymous@anonymous.invalid>',
  'unavailable',
  'UNKNOWN',
  'Private Number',
  'Restricted',
  '<unknown>',
  '-',
  '+',
  "'; drop table contact; --",
  '\u0000\u202e',
  'Ωмега',
  '💥',
])('%j is withheld', (raw) => {
  expect(normaliseNumber(raw, 'DE')).toEqual({});
});

test('a number is its own normal form, so that the same caller is one contact', () => {
  fc.assert(
    fc.property(anything, fc.constantFrom('DE', 'US', 'BR', 'xx', ''), (raw, country) => {
      const { number } = normaliseNumber(raw, country);
      if (number === undefined) return;
      expect(number).toMatch(/^[0-9A-Za-z+*#._-]{1,40}$/);
      expect(normaliseNumber(number, country).number ?? number).toBe(number);
    }),
    { numRuns: asTimeAllows(2000) },
  );
});

test.each([
  ['Ada Byron', 'Ada Byron'],
  ['  Ada\t\r\nByron ', 'Ada Byron'],
  ['"Ada"', 'Ada'],
  ['Jürgen Müller', 'Jürgen Müller'],
  ['王小明', '王小明'],
  ['Ada\u202enoryB', 'AdanoryB'],
  ['A\u0000d\u001ba\u200b', 'Ada'],
  ['Pri\u0301vate Ltd', 'Prívate Ltd'],
  [`Z${'\u0300'.repeat(50)}`, 'Z\u0300\u0300\u0300'.normalize('NFKC')],
])('the name %j is shown as %j', (raw, shown) => {
  expect(displayName(raw)).toBe(shown);
});

test.each(['', ' ', 'Anonymous', 'UNKNOWN', '"unknown caller"', '\u0007', '--', '""'])(
  '%j is no name',
  (raw) => {
    expect(displayName(raw)).toBeUndefined();
  },
);

test('a name is cut to 80 characters, never through the middle of one', () => {
  expect(displayName('💥'.repeat(300))).toBe('💥'.repeat(80));
  expect(displayName('Ada \u202e Berg')).toBe('Ada Berg');
  fc.assert(
    fc.property(anything, (raw) => {
      const name = displayName(raw);
      if (name === undefined) return;
      expect(Array.from(name).length).toBeLessThanOrEqual(80);
      expect(name).toMatch(/^[^\p{C}]+$/u);
      expect(displayName(name) ?? name).toBe(name);
    }),
    { numRuns: asTimeAllows(2000) },
  );
});

/** Any text, and texts that look like what a network sends. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789+-() .;@%:<>"*#asiptel\u202e\u0000')) }),
  fc
    .tuple(
      fc.constantFrom('', 'sip:', 'tel:', '<sip:', '00', '+'),
      fc.string(),
      fc.constantFrom('', '@host', '>'),
    )
    .map((pieces) => pieces.join('')),
);
