import { expect, expectTypeOf, test } from 'vitest';
import { defined } from '../../../src/shared/defined.ts';

test('fields without a value are left out, and falsy values stay', () => {
  const name: string | undefined = undefined as string | undefined;
  const made = defined({ name, count: 0, text: '', nothing: null });
  expect(made).toStrictEqual({ count: 0, text: '', nothing: null });
  // As `exactOptionalPropertyTypes` wants it: the field is there with a string, or it is not there.
  expectTypeOf(made.name).toEqualTypeOf<string | undefined>();
  expectTypeOf<typeof made>().toExtend<{ readonly name?: string; readonly count: number }>();
});
