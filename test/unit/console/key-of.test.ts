/** Keys of the desk on keyboards of its languages. */
import { expect, test } from 'vitest';
import { keyOf } from '../../../src/console/desk/key-of.ts';

test.each([
  ['Latin', 'h', 'KeyH', {}, 'h'],
  ['Latin, Caps Lock', 'H', 'KeyH', {}, 'h'],
  ['German: Z and Y have changed places', 'z', 'KeyY', {}, 'z'],
  ['Dvorak: H is where J is', 'h', 'KeyJ', {}, 'h'],
  ['Russian', 'р', 'KeyH', {}, 'h'],
  ['Greek, capital', 'Η', 'KeyH', { shiftKey: true }, 'h'],
  ['French: a digit needs Shift', '&', 'Digit1', {}, '1'],
  ['French, with Shift', '1', 'Digit1', { shiftKey: true }, '1'],
  ['German: the sign on 7', '/', 'Digit7', { shiftKey: true }, '/'],
  ['a sign on a digit that no key of the desk is', '(', 'Digit8', { shiftKey: true }, '('],
  ['Russian: ? is on 7', '?', 'Digit7', { shiftKey: true }, '?'],
  ['Alt gives a sign on a Mac', '˙', 'KeyH', { altKey: true }, 'h'],
] as const)('%s', (_name, key, code, held, meant) => {
  const press = { key, code, altKey: false, shiftKey: false, ...held };
  expect(keyOf(press, (wanted) => ['/', '?'].includes(wanted))).toBe(meant);
});
