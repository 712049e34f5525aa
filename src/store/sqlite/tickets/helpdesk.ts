/** Links to tickets of another ticket system, in SQLite. */
import type { Database } from 'better-sqlite3';
import type { HelpdeskBook, HelpdeskLink } from '../../../ports/helpdesk.ts';
import { asked } from '../errors.ts';

type Row = { readonly [Key in keyof HelpdeskLink]-?: HelpdeskLink[Key] | null };

export function helpdeskBook(db: Database): HelpdeskBook {
  const columns = 'ticket, theirs, agreed, agreed_at as agreedAt, owner';
  const newest = db.prepare<[], number>('select coalesce(max(seq), 0) from ticket_event').pluck();
  const link = db.prepare<[number], Row>(`select ${columns} from helpdesk_link where ticket = ?`);
  const linkOf = db.prepare<[number], Row>(`select ${columns} from helpdesk_link where theirs = ?`);
  const keep = db.prepare<Row>(
    'insert or replace into helpdesk_link values (:ticket, :theirs, :agreed, :agreedAt, :owner)',
  );
  const isDone = db.prepare<[string], number>('select done from helpdesk_taken where what = ?').pluck();
  const begin = db.prepare<[string, number]>('insert or ignore into helpdesk_taken (what, at) values (?, ?)');
  const done = db.prepare<[string]>('update helpdesk_taken set done = 1 where what = ?');
  const prune = db.prepare<[number]>('delete from helpdesk_taken where at < ?');
  return {
    newestEvent: () => asked(db, () => newest.get() ?? 0),
    link: (ticket) => asked(db, () => linkIn(link.get(ticket))),
    linkOf: (theirs) => asked(db, () => linkIn(linkOf.get(theirs))),
    keep: (one) =>
      asked(db, () => void keep.run({ agreed: null, agreedAt: null, owner: null, ...one } satisfies Row)),
    begin: (what, at) =>
      asked(db, () => {
        const before = isDone.get(what);
        if (before !== undefined) return before === 1 ? 'done' : 'begun';
        begin.run(what, at);
        return 'new';
      }),
    done: (what) => asked(db, () => void done.run(what)),
    prune: (begunBefore) => asked(db, () => void prune.run(begunBefore)),
  };
}

const linkIn = (row: Row | undefined): HelpdeskLink | undefined =>
  row &&
  (Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as HelpdeskLink);
