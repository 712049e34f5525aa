/** The limit of a list counts what the right reaches. */
import { expect, test } from 'vitest';
import { newestReached } from '../../../src/http/reached.ts';

const rows = Array.from({ length: 3000 }, (_, nth) => `r${nth}`);
const asked: number[] = [];
const needs = (isTheirs: (nth: number) => boolean) => ({
  list: async (most: number) => {
    asked.push(most);
    return rows.slice(0, most);
  },
  key: (row: string) => row,
  reaches: async (row: string) => isTheirs(Number(row.slice(1))),
});

test('rows of others do not count: the newest of their own come, in order', async () => {
  expect(
    await newestReached(
      needs((nth) => nth % 100 === 99),
      3,
    ),
  ).toEqual(['r99', 'r199', 'r299']);
});

test('who sees all gets what was asked for with one look', async () => {
  asked.length = 0;
  expect(
    await newestReached(
      needs(() => true),
      2,
    ),
  ).toEqual(['r0', 'r1']);
  expect(asked).toEqual([2]);
});

test('who sees next to nothing does not make it look through everything', async () => {
  asked.length = 0;
  expect(
    await newestReached(
      needs((nth) => nth > 2500),
      100,
    ),
  ).toEqual([]);
  expect(Math.max(...asked)).toBe(2000);
});

test('a row that is new between two looks is not told twice', async () => {
  let looks = 0;
  const moving = {
    ...needs((nth) => nth % 2 === 0),
    list: async (most: number) =>
      [...Array.from({ length: looks++ }, (_, nth) => `r-${nth * 2}`), ...rows].slice(0, most),
  };
  const found = await newestReached(moving, 4);
  expect(new Set(found).size).toBe(found.length);
});
