/** Reports as files: read back by programs that are not ours. */
import { parse } from 'csv-parse/sync';
import readSheets from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { printed } from '../../../../src/reports/print/printed.ts';

const rows = [
  { period: '2026-11-23', name: '=cmd()', offered: 3, longestWaitMs: 12_000, serviceLevelOfOffered: 0.625 },
  { period: '2026-11-23', name: '+4930100001', offered: 1, voicemail: 1 },
  { period: '2026-11-24', name: 'Sales, <"north"> & Süd', offered: 0 },
];
const textOf = (parts: Iterable<Uint8Array>): string => Buffer.concat([...parts]).toString();

test('CSV has a column for each figure that any row has, and nothing that a spreadsheet would run', () => {
  const [titles, ...lines] = parse(textOf(printed(rows, 'csv', 'queues')));
  expect(titles).toEqual([
    'period',
    'name',
    'offered',
    'longestWaitMs',
    'serviceLevelOfOffered',
    'voicemail',
  ]);
  expect(lines).toEqual([
    ['2026-11-23', "'=cmd()", '3', '12000', '0.625', ''],
    ['2026-11-23', '+4930100001', '1', '', '', '1'],
    ['2026-11-24', 'Sales, <"north"> & Süd', '0', '', '', ''],
  ]);
});

test('a workbook has the same rows: times as parts of a day, text as text', async () => {
  const file = Buffer.concat([...printed(rows, 'xlsx', 'queues')]);
  const [sheet, ...others] = await readSheets(file);
  expect(others).toEqual([]);
  expect(sheet?.sheet).toBe('queues');
  const [titles, first, , last] = sheet?.data ?? [];
  expect(titles).toEqual(['period', 'name', 'offered', 'longestWait', 'serviceLevelOfOffered', 'voicemail']);
  expect([first?.[0], first?.[1], first?.[2], first?.[4], first?.[5]]).toEqual([
    '2026-11-23',
    '=cmd()',
    3,
    0.625,
    null,
  ]);
  expect(last?.[1]).toBe('Sales, <"north"> & Süd');
});

test('JSON is an array of the rows, in parts when there are many', () => {
  const many = Array.from({ length: 20_000 }, (_, nth) => ({ name: `queue ${nth}`, offered: nth }));
  const parts = [...printed(many, 'json', 'queues')];
  expect(parts.length).toBeGreaterThan(1);
  expect(JSON.parse(textOf(parts))).toEqual(many);
  expect(textOf(printed([], 'json', 'queues'))).toBe('[]');
});

test('without rows there are files, too', async () => {
  expect(textOf(printed([], 'csv', 'queues'))).toBe('\r\n');
  const file = Buffer.concat([...printed([], 'xlsx', 'queues')]);
  expect((await readSheets(file))[0]?.data).toEqual([]);
});
