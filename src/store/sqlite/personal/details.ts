/**
 * Erases names and numbers of old calls, and leaves the journal, contacts and totals as they are.
 *
 * A value is kept once and pointed to by each entry that has it, for as long as it is remembered (`personal.ts`). Once a day all
 * are forgotten, and how far they reach is noted: an **epoch**. So of values up to there it is known when the last entry was
 * written that points to them, and no one has to look through the journal.
 *
 * Numbers that callers dial are ours: they name rows of reports, and stay.
 */
import type { Database } from 'better-sqlite3';
import type { JournalDetails } from '../../../ports/store.ts';
import { breather } from '../../../shared/slices.ts';
import { type Instant, minutes } from '../../../shared/time.ts';
import { blank } from '../audit.ts';
import { asked } from '../errors.ts';
import { type PersonalValues, references } from './personal.ts';

/** Rows: a millisecond. */
const part = 100;
const epochLasts = minutes(24 * 60);
/** More are counted as so many. */
const mostCounted = 100_000;
/** Rows: a millisecond. */
const countedAtOnce = 1000;
const erasedUpTo = 'details erased up to';

interface Epoch {
  readonly at: Instant;
  readonly last: number;
}

interface Value {
  readonly id: number;
  readonly subject: string;
  readonly value: string;
}

interface Needs {
  readonly db: Database;
  readonly personal: Pick<PersonalValues, 'forget'>;
  /** Values that an earlier version has written into the journal itself are moved to where those of today are. */
  readonly makeReady: () => Promise<void>;
}

export function journalDetails({ db, personal, makeReady }: Needs): JournalDetails {
  const newest = db.prepare<[], Instant>('select max(at) from personal_epoch').pluck();
  const noteEpoch = db.prepare<[Instant]>(
    'insert or replace into personal_epoch (at, last) select ?, coalesce(max(id), 0) from personal',
  );
  const epochAt = db.prepare<[Instant], Epoch>(
    'select at, last from personal_epoch where at <= ? order by at desc limit 1',
  );
  const done = db.prepare<[string], number>('select value from counter where name = ?').pluck();
  const noteDone = db.prepare<[string, number]>('insert or replace into counter values (?, ?)');
  const ours = `select name from report_cell where level = 'day' and kind = 'number'`;
  const values = db.prepare<[number, number, number], Value>(
    `select id, subject, value from personal
     where id > ? and id <= ? and erased = 0 and value not in (${ours}) order by id limit ?`,
  );
  const count = db
    .prepare<[number, number], number>(
      `select count(*) from personal where id > ? and id <= ? and erased = 0 and value not in (${ours})`,
    )
    .pluck();
  const over = db.prepare<[string, string, number]>(
    'update personal set subject = ?, value = ?, erased = 1 where id = ? and erased = 0',
  );
  const savedNow = db
    .prepare<[], string>('select data from saved_call union all select data from saved_agent')
    .pluck();
  const erasePart = db.transaction((rows: readonly Value[], last: number): number => {
    noteDone.run(erasedUpTo, last);
    return rows.reduce(
      (sum, { id, subject, value }) => sum + over.run(blank(subject), blank(value), id).changes,
      0,
    );
  });
  const partsUntil = db
    .prepare<[Instant], number>('select coalesce(max(last), 0) from journal_part where latest < ?')
    .pluck();
  // The last digits of numbers, by which calls are found.
  const digits = db.prepare<[string, number, number], { subject: string; part: number }>(
    `select subject, part from journal_posting
     where (subject, part) > (?, ?) and subject < 'ends!' order by subject, part limit ?`,
  );
  const dropDigits = db.prepare<[string, number]>(
    'delete from journal_posting where subject = ? and part = ?',
  );
  const dropAll = db.transaction((rows: readonly { readonly subject: string; readonly part: number }[]) => {
    for (const row of rows) dropDigits.run(row.subject, row.part);
  });

  /** A call that is in progress for so long points to its values itself. */
  const inUse = (): ReadonlySet<number> =>
    new Set(savedNow.all().flatMap((text) => [...text.matchAll(references)].map(([, id]) => Number(id))));

  async function forgetDigits(until: Instant): Promise<void> {
    const last = await asked(db, () => partsUntil.get(until) ?? 0);
    const breathe = breather();
    let from = { subject: 'ends ', part: 0 };
    for (;;) {
      const after = from;
      const rows = await asked(db, () => digits.all(after.subject, after.part, part));
      const old = rows.filter((row) => row.part <= last);
      if (old.length > 0) await asked(db, () => dropAll.immediate(old));
      const next = rows.at(-1);
      if (next === undefined) return;
      from = next;
      await breathe();
    }
  }

  return {
    begin: async (now) => {
      // A clock that was set back begins anew as well.
      if (Math.abs(now - (await asked(db, () => newest.get() ?? 0))) < epochLasts) return;
      await makeReady();
      await asked(db, () => {
        noteEpoch.run(now);
        personal.forget();
      });
    },

    count: async (before) => {
      const last = await asked(db, () => epochAt.get(before)?.last ?? 0);
      const breathe = breather();
      let counted = 0;
      for (let from = await asked(db, () => done.get(erasedUpTo) ?? 0); from < last; from += countedAtOnce) {
        const after = from;
        counted += await asked(db, () => count.get(after, Math.min(last, after + countedAtOnce)) ?? 0);
        if (counted >= mostCounted) return mostCounted;
        await breathe();
      }
      return counted;
    },

    erase: async (before) => {
      const epoch = await asked(db, () => epochAt.get(before));
      const begins = await asked(db, () => done.get(erasedUpTo) ?? 0);
      if (!epoch || epoch.last <= begins) return 0;
      const used = await asked(db, inUse);
      const breathe = breather();
      let erased = 0;
      for (let from = begins; from < epoch.last; await breathe()) {
        const after = from;
        const rows = await asked(db, () => values.all(after, epoch.last, part));
        const last = rows.length < part ? epoch.last : (rows.at(-1)?.id ?? epoch.last);
        const free = rows.filter(({ id }) => !used.has(id));
        erased += await asked(db, () => erasePart.immediate(free, last));
        from = last;
      }
      await forgetDigits(epoch.at);
      return erased;
    },
  };
}
