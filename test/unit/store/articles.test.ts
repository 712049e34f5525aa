/** Articles in the database: their words are made again where a damaged file lost them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callId } from '../../../src/shared/ids.ts';
import { salvage } from '../../../src/store/sqlite/file/salvage.ts';
import { migrate } from '../../../src/store/sqlite/migrations/migrate.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../../support/memory-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-articles-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('salvaged articles keep their versions and links, and are found by words again', async () => {
  const [old, fresh] = [join(folder, 'old.db'), join(folder, 'fresh.db')];
  const store = await openStore(old, silentLog);
  const fields = { title: 'Returns', text: 'Größe', tags: ['shop'], topics: [], queues: ['sales'] };
  const { id } = await store.articles.add(fields, { at: 1, by: 'clara' });
  await store.articles.change(id, { text: 'Rückgabe' }, { at: 2, by: 'clara' });
  const review = { call: callId(1001), agent: 'anna', reviewer: 'clara', at: 1, marks: {}, score: 50 };
  const scorecard = { name: 'service', title: 'Service', questions: [] };
  await store.quality.keepReview({ ...review, scorecard });
  await store.close();

  const into = new Database(fresh);
  migrate(into);
  expect(salvage(old, 'aside', into, silentLog)).toMatchObject({ article: 1, article_version: 2, review: 1 });
  into.close();

  const again = await openStore(fresh, silentLog);
  const { articles, quality } = again;
  expect(await articles.find({ text: 'ruckgabe', limit: 9 })).toMatchObject([{ id, version: 2 }]);
  expect(await articles.suggest({ topics: [], queue: 'sales', limit: 9 })).toHaveLength(1);
  expect(await articles.versions(id)).toHaveLength(2);
  expect(await quality.reviews({ limit: 9 })).toHaveLength(1);
  await again.close();
});
