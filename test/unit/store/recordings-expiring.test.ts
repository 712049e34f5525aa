/** Recordings whose time is over are found without visiting each that is kept. */
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../../src/store/sqlite/migrations/migrate.ts';
import { recordingIndex } from '../../../src/store/sqlite/talk-recordings.ts';

test('what has expired is read by an index, in its order', async () => {
  const db = new Database(':memory:');
  migrate(db);
  const asked: string[] = [];
  const prepare = db.prepare.bind(db);
  db.prepare = (sql: string) => {
    asked.push(sql);
    return prepare(sql);
  };
  recordingIndex(db);
  const expired = asked.filter((sql) => sql.includes('ended + keep_for'));
  expect(expired).toHaveLength(1);
  const plan = prepare<object, { detail: string }>(`explain query plan ${expired[0]}`).all({
    after: 0,
    place: 0,
    now: 0,
    limit: 20,
  });
  // And nothing is sorted.
  expect(plan.map(({ detail }) => detail)).toEqual([
    'SEARCH talk_recording USING INDEX talk_recording_by_expiry (<expr>>? AND <expr><?)',
  ]);
  db.close();
});
