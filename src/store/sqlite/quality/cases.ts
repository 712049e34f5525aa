/** The case library in SQLite. */
import type { Database } from 'better-sqlite3';
import type { CaseBook, CaseQuery } from '../../../ports/quality.ts';
import type { CaseAnswer, TrainingCase } from '../../../quality/case.ts';
import { defined } from '../../../shared/defined.ts';
import { asked } from '../errors.ts';
import { atLeastNone } from '../limit.ts';

interface Row {
  readonly id: number;
  readonly data: string;
}
const caseOf = ({ id, data }: Row): TrainingCase => ({
  ...(JSON.parse(data) as Omit<TrainingCase, 'id'>),
  id,
});

export function caseBook(db: Database): CaseBook {
  const add = db.prepare<[string, string | null, string]>(
    'insert into training_case (call, queue, data) values (?, ?, ?)',
  );
  const one = db.prepare<[number], Row>('select id, data from training_case where id = ?');
  const put = db.prepare<[string, number]>('update training_case set data = ? where id = ?');
  const drop = db.prepare<[number]>('delete from training_case where id = ?');
  const dropAnswers = db.prepare<[number]>('delete from training_answer where training_case = ?');
  const answer = db.prepare<[number, string, string, string]>(
    'insert or replace into training_answer (training_case, person, stage, data) values (?, ?, ?, ?)',
  );
  const answers = db
    .prepare<[number], string>('select data from training_answer where training_case = ?')
    .pluck();
  const read = (id: number): TrainingCase | undefined => {
    const row = one.get(id);
    return row && caseOf(row);
  };
  const removes = db.transaction((id: number): boolean => {
    dropAnswers.run(id);
    return drop.run(id).changes > 0;
  });
  return {
    add: (fields) =>
      asked(db, () => {
        const { lastInsertRowid } = add.run(fields.call, fields.queue ?? null, JSON.stringify(fields));
        return { ...fields, id: Number(lastInsertRowid) };
      }),
    one: (id) => asked(db, () => read(id)),
    change: (id, change) =>
      asked(db, () => {
        const before = read(id);
        if (!before) return undefined;
        const { id: _, ...rest } = { ...before, ...change };
        put.run(JSON.stringify(rest), id);
        return { ...rest, id };
      }),
    remove: (id) => asked(db, () => removes.immediate(id)),
    list: (query) => asked(db, () => found(db, query)),
    answer: (given) =>
      asked(db, () => void answer.run(given.case, given.person, given.stage, JSON.stringify(given))),
    answers: (id, person) =>
      asked(db, () =>
        answers
          .all(id)
          .map((data) => JSON.parse(data) as CaseAnswer)
          .filter((each) => person === undefined || each.person === person)
          .toSorted((a, b) => a.at - b.at),
      ),
  };
}

function found(db: Database, { tag, queue, before, limit }: CaseQuery): readonly TrainingCase[] {
  const wanted = [
    ...(tag === undefined
      ? []
      : [`exists (select 1 from json_each(data, '$.tags') where json_each.value = :tag)`]),
    ...(queue === undefined ? [] : ['queue = :queue']),
    ...(before === undefined ? [] : ['training_case.id < :before']),
  ];
  const where = wanted.length === 0 ? '' : `where ${wanted.join(' and ')}`;
  return db
    .prepare<object, Row>(
      `select training_case.id as id, data from training_case ${where} order by 1 desc limit :limit`,
    )
    .all({ limit: atLeastNone(limit), ...defined({ tag, queue, before }) })
    .map(caseOf);
}

/** To be called inside a transaction: an example of a person who is erased is none any more. */
export function eraseCases(db: Database, calls: readonly string[]): void {
  const ids = db.prepare<[string], number>('select id from training_case where call = ?').pluck();
  const dropAnswers = db.prepare<[number]>('delete from training_answer where training_case = ?');
  const drop = db.prepare<[number]>('delete from training_case where id = ?');
  for (const id of calls.flatMap((call) => ids.all(call))) {
    dropAnswers.run(id);
    drop.run(id);
  }
}
