import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callerId, cleanName, cleanNumber } from '../../../src/asterisk/caller-id.ts';

describe('what a phone is shown', () => {
  test.each([
    ['Anna Berg', '+4930123456', '"Anna Berg" <+4930123456>'],
    ['Jörg "Jo" <Müller>\r\n', '030 / 12-34', '"Jörg Jo Müller" <03012-34>'],
    ['', '100', '<100>'],
    ['Anna', '', '"Anna" <>'],
    ['', '', ''],
    ['中文 🙂', 'anonymous', '"中文 🙂" <anonymous>'],
    ['a\u0000b\u202ec', '1', '"a b c" <1>'],
  ])('%j and %j', (name, number, shown) => {
    expect(callerId(name, number)).toBe(shown);
  });

  test('is never long', () => {
    expect(cleanName('x'.repeat(200))).toHaveLength(60);
    expect(cleanNumber('1'.repeat(200))).toHaveLength(40);
  });

  test('never breaks out of its quotes, whatever a stranger calls himself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, number) => {
        const shown = callerId(name, number);
        expect(shown).toMatch(/^("[^"\\<>\p{C}]+" )?(<[A-Za-z0-9+*#._-]*>)?$/u);
        expect(() => encodeURIComponent(shown)).not.toThrow();
      }),
    );
  });
});
