/** Cells that a spreadsheet must read as what they are. */
import { expect, test } from 'vitest';
import { csvCells } from '../../../src/shared/csv.ts';

test('what begins like a formula is text; numbers of phones are left as they are', () => {
  expect(csvCells(['=1+1', '-2+3', '@sum', '+1+cmd|x', '-5'])).toBe("'=1+1,'-2+3,'@sum,'+1+cmd|x,'-5");
  expect(csvCells(['+493012345', '+493012345 ::: +4940555555', -5])).toBe(
    '+493012345,+493012345 ::: +4940555555,-5',
  );
});

test('commas, quotes and ends of lines stay within their cell', () => {
  expect(csvCells(['a,b', 'say "x"', 'two\nlines', undefined, ''])).toBe('"a,b","say ""x""","two\nlines",,');
});
