/** People from a file, as spreadsheets write it and as the command line reads it. */
import { expect, test } from 'vitest';
import { readCsv, seatsIn } from '../../../src/console/people/csv.ts';

test('fields with commas, quotes and lines; other marks between fields', () => {
  expect(readCsv('\uFEFFa,b\r\n"x, ""y""\nz", 1 \r\n\r\n')).toEqual([
    ['a', 'b'],
    ['x, "y"\nz', '1'],
  ]);
  expect(readCsv('a;b\n1;2')).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('seats have roles, and what is not there is left out', () => {
  expect(seatsIn('Name,Roles,Queues\nKarin,supervisor;agent,sales;support\nanna,,')).toEqual({
    rows: [
      { row: 2, name: 'karin', fields: { roles: ['supervisor', 'agent'], queues: ['sales', 'support'] } },
      { row: 3, name: 'anna', fields: { roles: ['agent'] } },
    ],
  });
  expect(seatsIn('name,colour\nanna,red')).toEqual({ unknown: ['colour'] });
  expect(seatsIn('roles\nagent')).toEqual({ unknown: ['roles'] });
});
