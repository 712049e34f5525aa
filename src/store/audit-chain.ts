/** The chain of the audit trail: what is stored of an entry, and whether what is stored is what was. Pure. */
import { createHash } from 'node:crypto';
import type { AuditDetails, AuditEntry, AuditRow, AuditVerdict } from '../ports/audit.ts';

/** A row as it is kept: its text is hashed as it stands. */
export interface KeptRow {
  readonly seq: number;
  readonly entry: string;
  readonly hash: string;
  readonly details?: KeptDetails;
}

export interface KeptDetails {
  /** Whose they are; empty: nobody's. */
  readonly subject: string;
  readonly salt: string;
  readonly value: string;
  readonly erased: boolean;
}

/** What the first row follows. */
export const beginning = '0'.repeat(64);

export function sealed(
  entry: AuditEntry,
  { seq, hash: before }: Pick<KeptRow, 'seq' | 'hash'>,
  salt: () => string,
): KeptRow {
  const { details: said, ...row } = entry;
  const details = said && kept(said, salt());
  const text = JSON.stringify({ ...row, ...(details && { details: digest(details.salt + details.value) }) });
  const next = seq + 1;
  return { seq: next, entry: text, hash: hashOf(next, before, text), ...(details && { details }) };
}

function kept({ subject = '', ...said }: AuditDetails, salt: string): KeptDetails {
  return { subject, salt, value: JSON.stringify(said), erased: false };
}

export function asRow({ seq, entry, hash, details }: KeptRow): AuditRow {
  const { details: _, ...row } = JSON.parse(entry) as AuditEntry;
  if (!details) return { seq, hash, ...row };
  const said = details.erased ? 'erased' : (JSON.parse(details.value) as AuditDetails);
  return { seq, hash, ...row, details: said };
}

type Fault = NonNullable<AuditVerdict['fault']>;

/** The first of these rows that does not follow from the one before; none: all do. */
export function faultIn(rows: Iterable<KeptRow>, last: Pick<KeptRow, 'seq' | 'hash'>): Fault | undefined {
  let { seq, hash } = last;
  for (const row of rows) {
    if (row.seq !== seq + 1) return { seq: seq + 1, what: 'missing' };
    if (hashOf(row.seq, hash, row.entry) !== row.hash) return { seq: row.seq, what: 'altered' };
    if (!areAsSealed(row)) return { seq: row.seq, what: 'details_altered' };
    ({ seq, hash } = row);
  }
  return undefined;
}

function areAsSealed({ entry, details }: KeptRow): boolean {
  const seal = (JSON.parse(entry) as { details?: string }).details;
  if (seal === undefined) return details === undefined;
  if (details === undefined) return false;
  return details.erased || digest(details.salt + details.value) === seal;
}

const hashOf = (seq: number, before: string, entry: string): string => digest(`${seq}\n${before}\n${entry}`);

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
