import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../../src/store/sqlite/migrations/migrate.ts';
import { tables } from '../../../src/store/sqlite/tables.ts';

test('no table of the schema is forgotten', () => {
  const db = new Database(':memory:');
  migrate(db);
  const names = db
    .prepare<[], { name: string }>(
      `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`,
    )
    .all()
    .map(({ name }) => name);
  db.close();
  // What full-text search keeps is made again from the plan, the tickets and the articles; the journal's index and the sums for reports from the journal.
  const derived = names.filter((name) => /^(directory|ticket_text|article_text|journal_|report_)/.test(name));
  expect(tables.map(({ name }) => name).toSorted()).toEqual(
    names.filter((name) => !derived.includes(name)).toSorted(),
  );
});
