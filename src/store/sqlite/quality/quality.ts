/** Scorecards and reviews in SQLite. */
import type { Database } from 'better-sqlite3';
import type { QualityBook, ReviewQuery } from '../../../ports/quality.ts';
import type { Review, ReviewFields, Scorecard } from '../../../quality/scorecard.ts';
import { defined } from '../../../shared/defined.ts';
import { asked } from '../errors.ts';
import { atLeastNone } from '../limit.ts';

interface Row {
  readonly id: number;
  readonly data: string;
}
const reviewOf = ({ id, data }: Row): Review => ({ ...(JSON.parse(data) as ReviewFields), id });

export function qualityBook(db: Database): QualityBook {
  const scorecards = db.prepare<[], string>('select data from scorecard order by name').pluck();
  const keep = db.prepare<[string, string]>('insert or replace into scorecard (name, data) values (?, ?)');
  const drop = db.prepare<[string]>('delete from scorecard where name = ?');
  const put = db
    .prepare<object, number>(
      `insert into review (call, agent, queue, scorecard, reviewer, at, data)
       values (:call, :agent, :queue, :scorecard, :reviewer, :at, :data)
       on conflict (call, scorecard, agent, reviewer) do update set queue = excluded.queue, at = excluded.at, data = excluded.data
       returning id`,
    )
    .pluck();
  const one = db.prepare<[number], Row>('select id, data from review where id = ?');
  const remove = db.prepare<[number]>('delete from review where id = ?');
  return {
    scorecards: () => asked(db, () => scorecards.all().map((data) => JSON.parse(data) as Scorecard)),
    keepScorecard: (scorecard) => asked(db, () => void keep.run(scorecard.name, JSON.stringify(scorecard))),
    removeScorecard: (name) => asked(db, () => drop.run(name).changes > 0),
    keepReview: (review) =>
      asked(db, () => {
        const { call, agent, queue = null, scorecard, reviewer, at } = review;
        const data = JSON.stringify(review);
        const id = put.get({ call, agent, queue, scorecard: scorecard.name, reviewer, at, data });
        return { ...review, id: id as number };
      }),
    review: (id) =>
      asked(db, () => {
        const row = one.get(id);
        return row && reviewOf(row);
      }),
    removeReview: (id) => asked(db, () => remove.run(id).changes > 0),
    reviews: (query) => asked(db, () => found(db, query)),
  };
}

function found(db: Database, { limit, ...query }: ReviewQuery): readonly Review[] {
  const given = defined(query);
  const conditions: Readonly<Record<keyof typeof given, string>> = {
    call: 'call = :call',
    agent: 'agent = :agent',
    queue: 'queue = :queue',
    reviewer: 'reviewer = :reviewer',
    from: 'at >= :from',
    to: 'at < :to',
    before: 'id < :before',
  };
  const wanted = (Object.keys(given) as (keyof typeof given)[]).map((name) => conditions[name]);
  const where = wanted.length === 0 ? '' : `where ${wanted.join(' and ')}`;
  return db
    .prepare<object, Row>(`select id, data from review ${where} order by id desc limit :limit`)
    .all({ ...given, limit: atLeastNone(limit) })
    .map(reviewOf);
}

/** To be called inside a transaction: reviews of these calls say what their callers said. */
export function eraseReviews(db: Database, calls: readonly string[]): void {
  const drop = db.prepare<[string]>('delete from review where call = ?');
  for (const call of calls) drop.run(call);
}

/** The recording is gone: marks are about the agent and stay, the note may tell what the caller said. */
export function blankReviews(db: Database): (call: string) => void {
  const blank = db.prepare<[string]>(`update review set data = json_remove(data, '$.note') where call = ?`);
  return (call) => void blank.run(call);
}
