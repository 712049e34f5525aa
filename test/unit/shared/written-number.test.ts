/** One reader for what people write, one rule for extensions (A4, A7, N13); names as networks send them (T9). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayName, normaliseNumber } from '../../../src/contacts/number.ts';
import { bareNumber, mostDigits, readNumber } from '../../../src/shared/number/written.ts';

describe('A7: an extension is no number outside', () => {
  test.each(['30123', '40100', '201234', '4711', '2001', '100'])('%s stays', (number) => {
    expect(normaliseNumber(number, 'DE')).toEqual({ number });
    expect(readNumber(number, 'DE')).toEqual({ ok: true, number });
  });

  test.each([
    ['305550123', 'DE', '+49305550123'],
    ['0305550123', 'DE', '+49305550123'],
    ['030123', 'DE', '+4930123'],
    ['2125550123', 'US', '+12125550123'],
    ['212345', 'FO', '+298212345'],
  ])('%s in %s is %s', (number, country, right) => {
    expect(normaliseNumber(number, country)).toEqual({ number: right });
  });

  test('a line or trunk may have longer ones, or none', () => {
    expect(normaliseNumber('30555012', 'DE', 8)).toEqual({ number: '30555012' });
    expect(normaliseNumber('305550123', 'DE', 8)).toEqual({ number: '+49305550123' });
    expect(normaliseNumber('+4930555012', 'DE', 15)).toEqual({ number: '+4930555012' });
    expect(normaliseNumber('0305550123', 'DE', 15)).toEqual({ number: '+49305550123' });
    expect(normaliseNumber('30123', 'DE', 0)).toEqual({ number: '+4930123' });
  });
});

test('whatever is written is a number in the form in which numbers are kept, or a reason', () => {
  const written = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.stringMatching(/^[+(]?[0-9 ()./-]{0,30}$/),
  );
  fc.assert(
    fc.property(written, fc.constantFrom('DE', 'US', 'IT', 'XX', ''), (text, country) => {
      const read = readNumber(text, country);
      if (!read.ok) {
        expect(read.because).not.toBe('');
        return;
      }
      expect(read.number).toMatch(/^\+?[0-9]+$/);
      expect(read.number.replace('+', '').length).toBeLessThanOrEqual(mostDigits);
      // Read again it is the same, and a caller with that number is the same contact.
      expect(readNumber(read.number, country)).toEqual(read);
    }),
  );
});

test('only the 0 that is not dialled from abroad is left out', () => {
  expect(bareNumber('+49 (0)30 1')).toBe('+49301');
  expect(bareNumber('+49 (030) 1')).toBe('+490301');
  expect(bareNumber('(0)30 1')).toBe('0301');
  expect(bareNumber('+1 (0) 2')).toBe('+12');
});

describe('T9: names', () => {
  test.each([
    ['"Anna \\"The Boss\\" M"', 'Anna "The Boss" M'],
    ['Anna \\"The Boss\\" M', 'Anna "The Boss" M'],
    ['Back\\\\slash', 'Back\\slash'],
    ['C:\\temp', 'C:\\temp'],
    ['""', undefined],
    ['محمد علي', 'محمد علي'],
    ['王小明', '王小明'],
    ['Ярослав Мудрый', 'Ярослав Мудрый'],
    ['नमस्ते', 'नमस्ते'],
    ['\u202Egnp.exe', 'gnp.exe'],
  ])('%s', (raw, right) => {
    expect(displayName(raw)).toBe(right);
  });

  test('long ones are cut at whole characters', () => {
    const flags = displayName('\u{1F1E9}\u{1F1EA}'.repeat(60)) ?? '';
    expect(Array.from(flags)).toHaveLength(80);
    expect(flags.endsWith('\u{1F1EA}')).toBe(true);
    const accents = displayName(`${'x'.repeat(79)}q\u0323\u0307y`) ?? '';
    expect(accents).toBe('x'.repeat(79));
    expect(displayName('Ж'.repeat(95))).toBe('Ж'.repeat(80));
  });
});
