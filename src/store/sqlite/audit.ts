/** The audit trail's tables. */
import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { AuditEntry, AuditTrail } from '../../ports/audit.ts';
import { breather } from '../../shared/slices.ts';
import { asRow, beginning, faultIn, type KeptRow, sealed } from '../audit-chain.ts';
import { asked } from './errors.ts';
import { atLeastNone } from './limit.ts';

/** Rows: a millisecond. */
const part = 50;
/** Of details, of which few are about a caller. */
const seqsAtOnce = 500;

interface Row {
  readonly seq: number;
  readonly entry: string;
  readonly hash: string;
  readonly subject: string | null;
  readonly salt: string | null;
  readonly value: string | null;
  readonly erased: number | null;
}

export function auditTrail(db: Database): AuditTrail {
  const columns = `audit.seq, entry, hash, subject, salt, value, erased
    from audit left join audit_detail on audit_detail.seq = audit.seq`;
  const afterSeq = db.prepare<[number, number], Row>(
    `select ${columns} where audit.seq > ? order by audit.seq limit ?`,
  );
  const newest = db.prepare<[number], Row>(`select ${columns} order by audit.seq desc limit ?`);
  const end = db.prepare<[], Pick<KeptRow, 'seq' | 'hash'>>(
    'select seq, hash from audit order by seq desc limit 1',
  );
  const append = auditWriter(db);
  return {
    append: (entries) => asked(db, () => db.transaction(() => append(entries)).immediate()),
    after: (seq, limit) => asked(db, () => afterSeq.all(seq, atLeastNone(limit)).map(keptRow).map(asRow)),
    last: (limit) => asked(db, () => newest.all(atLeastNone(limit)).toReversed().map(keptRow).map(asRow)),
    verify: async () => {
      let last: Pick<KeptRow, 'seq' | 'hash'> = { seq: 0, hash: beginning };
      const breathe = breather();
      for (;;) {
        const { seq } = last;
        const rows = await asked(db, () => afterSeq.all(seq, part).map(keptRow));
        const fault = faultIn(rows, last);
        const head = (await asked(db, () => end.get())) ?? last;
        if (fault) return { rows: head.seq, head: head.hash, fault };
        const next = rows.at(-1);
        if (next === undefined) return { rows: last.seq, head: last.hash };
        last = next;
        await breathe();
      }
    },
  };
}

/** To be called inside a transaction. */
export function auditWriter(db: Database): (entries: readonly AuditEntry[]) => void {
  const end = db.prepare<[], Pick<KeptRow, 'seq' | 'hash'>>(
    'select seq, hash from audit order by seq desc limit 1',
  );
  const keep = db.prepare<[number, string, string]>('insert into audit (seq, entry, hash) values (?, ?, ?)');
  const keepDetails = db.prepare<[number, string, string, string]>(
    'insert into audit_detail (seq, subject, salt, value) values (?, ?, ?, ?)',
  );
  return (entries) => {
    let last = end.get() ?? { seq: 0, hash: beginning };
    for (const entry of entries) {
      const row = sealed(entry, last, () => randomBytes(16).toString('hex'));
      keep.run(row.seq, row.entry, row.hash);
      if (row.details) keepDetails.run(row.seq, row.details.subject, row.details.salt, row.details.value);
      last = row;
    }
  };
}

export interface AuditDetailEraser {
  /** Some rows in a transaction, and calls go on in between. @returns the last row that was looked at */
  readonly inParts: (isTheirs: (subject: string) => boolean) => Promise<number>;
  /** Those after that row. To be called inside a transaction. */
  readonly rest: (isTheirs: (subject: string) => boolean, after: number) => void;
}

/** Written over in place, with as many bytes. */
export function auditDetailEraser(db: Database): AuditDetailEraser {
  const found = db.prepare<[number, number], { seq: number; subject: string; salt: string; value: string }>(
    `select seq, subject, salt, value from audit_detail
     where seq > ? and seq <= ? and erased = 0 and subject <> ''`,
  );
  const highest = db.prepare<[], number>('select coalesce(max(seq), 0) from audit_detail').pluck();
  const over = db.prepare<[string, string, string, number]>(
    'update audit_detail set subject = ?, salt = ?, value = ?, erased = 1 where seq = ?',
  );
  const between = (isTheirs: (subject: string) => boolean, after: number, last: number): void => {
    for (const { seq, subject, salt, value } of found.all(after, last))
      if (isTheirs(subject)) over.run(blank(subject), blank(salt), blank(value), seq);
  };
  const part = db.transaction(between);
  return {
    inParts: async (isTheirs) => {
      const breathe = breather();
      const last = (await asked(db, () => highest.get())) ?? 0;
      for (let after = 0; after < last; after += seqsAtOnce) {
        await asked(db, () => part.immediate(isTheirs, after, Math.min(last, after + seqsAtOnce)));
        await breathe();
      }
      return last;
    },
    rest: (isTheirs, after) => between(isTheirs, after, Number.MAX_SAFE_INTEGER),
  };
}

/** As many bytes, so that the row stays where it is. */
export const blank = (text: string): string => '*'.repeat(Buffer.byteLength(text));

const keptRow = ({ seq, entry, hash, subject, salt, value, erased }: Row): KeptRow => ({
  seq,
  entry,
  hash,
  ...(subject !== null && salt !== null && value !== null
    ? { details: { subject, salt, value, erased: erased === 1 } }
    : {}),
});
