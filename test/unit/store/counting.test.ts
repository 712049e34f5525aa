import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { countBefore } from '../../../src/store/sqlite/counting.ts';

test('rows before a moment are counted, however many have the same', async () => {
  const db = new Database(':memory:');
  db.exec(
    'create table thing (id integer primary key, at integer, is_old integer); create index by_at on thing (at)',
  );
  const add = db.prepare('insert into thing (at, is_old) values (?, ?)');
  const moments = Array.from({ length: 10_000 }, (_, nth) => Math.floor(nth / 3000) * 10);
  for (const [nth, at] of moments.entries()) add.run(at, nth % 2);
  const count = countBefore(db, { rows: 'thing where is_old = 1', at: 'at', id: 'id' });
  for (const before of [-1, 0, 1, 10, 11, 20, 25, 100]) {
    const there = moments.filter((at, nth) => nth % 2 === 1 && at < before);
    expect(await count(before)).toEqual({
      count: there.length,
      ...(there.length > 0 && { oldest: 0 }),
    });
  }
  db.close();
});
