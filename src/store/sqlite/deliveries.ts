/** What goes out, and each attempt. A delivery and the place up to which the journal was read are written together. */
import type { Database } from 'better-sqlite3';
import type {
  Attempt,
  Channel,
  Delivery,
  DeliveryBook,
  DeliveryQuery,
  NewDelivery,
} from '../../ports/deliveries.ts';
import type { CallId } from '../../shared/ids.ts';
import { breather } from '../../shared/slices.ts';
import type { Instant } from '../../shared/time.ts';
import { countBefore } from './counting.ts';
import { asked } from './errors.ts';
import { atLeastNone } from './limit.ts';
import { withoutNames } from './personal/strays.ts';

const columns = `id, channel, target, lane, kind, call, seq, body, at, state, attempts, due, ended as endedAt,
  may_be_twice as mayBeTwice`;

/** Deliveries at once: a millisecond or two. */
const looked = 5000;

type Row = Omit<Delivery, 'mayBeTwice'> & { readonly mayBeTwice: number };

export function deliveryBook(db: Database): DeliveryBook {
  const insert = db.prepare(
    `insert into delivery (id, channel, target, lane, kind, call, seq, body, at, due)
     values (:id, :channel, :target, :lane, :kind, :call, :seq, :body, :at, :at) on conflict (id) do nothing`,
  );
  const moveReader = db.prepare<[string, number]>(
    'insert into outward_reader values (?, ?) on conflict (name) do update set seq = max(seq, excluded.seq)',
  );
  const reader = db.prepare<[string], number>('select seq from outward_reader where name = ?').pluck();
  const forgetReader = db.prepare<[string]>('delete from outward_reader where name = ?');
  // From one target to the next by the index: a grouping would read each of a hundred thousand that wait.
  const nextTarget = db.prepare<[string, string], { channel: Channel; target: string; due: Instant }>(
    `select channel, target, due from delivery where state = 'waiting' and (channel, target) > (?, ?)
     order by channel, target, due limit 1`,
  );
  const due = db.prepare<[Channel, string, Instant, number], Row>(
    `select ${columns} from delivery
     where state = 'waiting' and channel = ? and target = ? and due <= ? and trying is null
     and not exists (select 1 from delivery earlier
       where earlier.state = 'waiting' and earlier.lane = delivery.lane and earlier.nth < delivery.nth)
     order by due, nth limit ?`,
  );
  const begin = db.prepare<[Instant, string]>(
    'update delivery set trying = ?, attempts = attempts + 1 where id = ?',
  );
  const note = db.prepare(
    `insert into delivery_attempt select nth, :at, :lasted, :outcome, :code, :reason from delivery where id = :id`,
  );
  const wait = db.prepare<[Instant, number, string]>(
    'update delivery set trying = null, due = ?, may_be_twice = max(may_be_twice, ?) where id = ?',
  );
  // Those that wait behind it in its lane are not looked at before it is due itself.
  const holdLane = db.prepare<[Instant, string]>(
    `update delivery set due = max(due, ?) where state = 'waiting' and lane = (select lane from delivery where id = ?)`,
  );
  const freeLane = db.prepare<[Instant, string]>(
    `update delivery set due = min(due, ?) where state = 'waiting' and lane = (select lane from delivery where id = ?)`,
  );
  const over = db.prepare(
    `update delivery set trying = null, state = :state, ended = :ended,
     body = case when :state = 'sent' then null else body end, may_be_twice = max(may_be_twice, :twice) where id = :id`,
  );
  const cutOff = db.prepare<[], { id: string; trying: Instant }>(
    'select id, trying from delivery where trying is not null',
  );
  const giveUp = db.prepare<[Instant, Instant, Channel, string]>(
    `update delivery set state = 'dead', ended = ? where trying is null and at < ? and nth in
     (select nth from delivery where state = 'waiting' and channel = ? and target = ? order by nth limit 500)`,
  );
  const part = db.prepare<object, Row>(
    `select ${columns} from delivery
     where nth >= :from and nth < :below
     and (:channel is null or channel = :channel) and (:target is null or target = :target)
     and (:state is null or state = :state) and (:call is null or call = :call)
     order by nth desc limit :limit`,
  );
  const place = db.prepare<[string], number>('select nth from delivery where id = ?').pluck();
  const ends = db.prepare<[], { first: number | null; last: number | null }>(
    'select (select min(nth) from delivery) as first, (select max(nth) from delivery) as last',
  );
  /** Goes back from the newest, or from before `start`: a million may be kept. @param work false: it is enough */
  const back = async (work: (from: number, below: number) => boolean, start?: number): Promise<void> => {
    const { first, last } = await asked(db, () => ends.get() ?? { first: null, last: null });
    if (first === null || last === null) return;
    const breathe = breather();
    for (let below = start ?? last + 1; below > first; below -= looked) {
      const goesOn = await asked(db, () => work(below - looked, below));
      if (!goesOn) return;
      await breathe();
    }
  };
  const list = async ({ before, ...query }: DeliveryQuery, limit: number): Promise<Row[]> => {
    const { channel = null, target = null, state = null, call = null } = query;
    const found: Row[] = [];
    const start = before === undefined ? undefined : await asked(db, () => place.get(before) ?? 0);
    await back((from, below) => {
      found.push(...part.all({ channel, target, state, call, from, below, limit: limit - found.length }));
      return found.length < limit;
    }, start);
    return found;
  };
  const one = db.prepare<[string], Row>(`select ${columns} from delivery where id = ?`);
  const log = db.prepare<[string], Attempt>(
    `select a.at, a.lasted, a.outcome, a.code, a.reason from delivery_attempt a
     join delivery d on d.nth = a.delivery where d.id = ? order by a.rowid`,
  );
  const replay = db.prepare<[Instant, Instant, string]>(
    `update delivery set state = 'waiting', ended = null, due = ?, at = ?, attempts = 0
     where id = ? and state <> 'waiting' and (seq is not null or body is not null)`,
  );
  const prune = db.prepare<[Instant, number]>(
    `delete from delivery where nth in
     (select nth from delivery where state <> 'waiting' and ended < ? order by ended limit ?)`,
  );
  const countOver = countBefore(db, { rows: `delivery where state <> 'waiting'`, at: 'ended', id: 'nth' });
  const drop = db.prepare<[number, number, Channel, string]>(
    'delete from delivery where nth >= ? and nth < ? and channel = ? and target = ?',
  );

  const targets = (): { channel: Channel; target: string; due: Instant }[] => {
    const found = [];
    let next = nextTarget.get('', '');
    while (next) {
      found.push(next);
      next = nextTarget.get(next.channel, next.target);
    }
    return found;
  };
  const countOf = (state: 'waiting' | 'dead') =>
    db
      .prepare<[Channel, string], number>(
        `select count(*) from delivery where state = '${state}' and channel = ? and target = ?`,
      )
      .pluck();
  const [countWaiting, countDead] = [countOf('waiting'), countOf('dead')];
  const addAll = (deliveries: readonly NewDelivery[]): number => {
    let added = 0;
    for (const each of deliveries)
      added += insert.run({
        ...each,
        lane: each.lane ?? each.id,
        call: each.call ?? null,
        seq: each.seq ?? null,
        body: each.body ?? null,
      }).changes;
    return added;
  };
  const noted = (id: string, { code = null, reason = null, ...attempt }: Attempt | NullAttempt): void =>
    void note.run({ id, ...attempt, code, reason });
  const add = db.transaction(addAll);
  const addFrom = db.transaction((name: string, seq: number, deliveries: readonly NewDelivery[]) => {
    moveReader.run(name, seq);
    return addAll(deliveries);
  });
  const end = db.transaction(((id, attempt, next, mayBeTwice) => {
    noted(id, attempt);
    const twice = mayBeTwice ? 1 : 0;
    if (next.state === 'waiting') {
      wait.run(next.due, twice, id);
      holdLane.run(next.due, id);
      return;
    }
    const ended = attempt.at + attempt.lasted;
    over.run({ id, state: next.state, ended, twice });
    freeLane.run(ended, id);
  }) satisfies (...of: Parameters<DeliveryBook['end']>) => void);
  const interrupted = db.transaction((now: Instant): number => {
    const rows = cutOff.all();
    for (const { id, trying } of rows) {
      noted(id, { at: trying, lasted: Math.max(0, now - trying), outcome: 'interrupted' });
      wait.run(now, 1, id);
    }
    return rows.length;
  });

  return {
    add: (deliveries) => asked(db, () => add.immediate(deliveries)),
    addFrom: (name, seq, deliveries) => asked(db, () => addFrom.immediate(name, seq, deliveries)),
    positionOf: (name) => asked(db, () => reader.get(name)),
    forgetReader: (name) => asked(db, () => void forgetReader.run(name)),
    targets: () => asked(db, () => targets()),
    due: (channel, target, now, limit) =>
      asked(db, () => due.all(channel, target, now, atLeastNone(limit)).map(deliveryOf)),
    begin: (id, at) => asked(db, () => void begin.run(at, id)),
    end: (id, attempt, next, mayBeTwice) => asked(db, () => end.immediate(id, attempt, next, mayBeTwice)),
    interrupted: (now) => asked(db, () => interrupted.immediate(now)),
    giveUp: (channel, target, addedBefore, now) =>
      asked(db, () => giveUp.run(now, addedBefore, channel, target).changes),
    list: async (query, limit) => (await list(query, atLeastNone(limit))).map(deliveryOf),
    find: (id) =>
      asked(db, () => {
        const row = one.get(id);
        return row && { ...deliveryOf(row), log: log.all(id).map((attempt) => withoutNulls(attempt)) };
      }),
    replay: (id, now) => asked(db, () => replay.run(now, now, id).changes > 0),
    countOver,
    prune: (endedBefore, limit) => asked(db, () => prune.run(endedBefore, limit).changes),
    dropTarget: (channel, target) =>
      back((from, below) => {
        drop.run(from, below, channel, target);
        return true;
      }),
    countsOf: (channel, target) =>
      asked(db, () => ({
        waiting: countWaiting.get(channel, target) ?? 0,
        dead: countDead.get(channel, target) ?? 0,
      })),
  };
}

type NullAttempt = Omit<Attempt, 'code' | 'reason'> & { code?: number | null; reason?: string | null };

const withoutNulls = <T extends object>(row: T): T =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T;

const deliveryOf = ({ mayBeTwice, ...row }: Row): Delivery => ({
  ...withoutNulls(row),
  mayBeTwice: mayBeTwice === 1,
});

/** What goes out about these calls is erased with them. To be called inside a transaction. */
export function eraseDeliveries(db: Database, calls: readonly CallId[]): void {
  const drop = db.prepare<[string]>('delete from delivery where call = ?');
  for (const call of calls) drop.run(call);
}

/**
 * Mails of alarms that are of no call, and have not been sent, may name a person as the alarms themselves may. To be called
 * inside a transaction.
 *
 * @returns up to which delivery it has looked; undefined: there are no more
 */
export function eraseInAlarmMails(
  db: Database,
  after: number,
  words: readonly string[],
  limit: number,
): number | undefined {
  const rows = db
    .prepare<[number, number], { nth: number; kind: string; call: string | null; body: string | null }>(
      'select nth, kind, call, body from delivery where nth > ? order by nth limit ?',
    )
    .all(after, limit);
  const rewrite = db.prepare<[string, number]>('update delivery set body = ? where nth = ?');
  for (const { nth, kind, call, body } of rows) {
    if (kind !== 'alarm' || call !== null || body === null) continue;
    const mail = JSON.parse(body) as { readonly subject: string; readonly text: string };
    const [subject, text] = [withoutNames(mail.subject, words), withoutNames(mail.text, words)];
    if (subject !== mail.subject || text !== mail.text)
      rewrite.run(JSON.stringify({ ...mail, subject, text }), nth);
  }
  return rows.at(-1)?.nth;
}
