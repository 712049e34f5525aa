/**
 * The audit trail: who asked for what, and whether they got it. Append-only; each row has a hash over itself and the hash of
 * the row before, so that a row that was changed or taken out is found.
 *
 * What may belong to a person (the number of a contact, what was changed of it) is not in the row. It stands in `details`,
 * which can be erased; the row has a hash of it, made with a salt that is erased too. So the chain holds afterwards, and
 * nobody can find a number by trying all of them.
 */
import type { AuditAction } from '../shared/audit-actions.ts';
import type { FailureCode } from '../shared/failures/table.ts';
import type { Right } from '../shared/rights.ts';
import type { Instant } from '../shared/time.ts';
import type { RecordedActor } from './actor.ts';

/** By which way the request came. */
type Transport = 'api' | 'phone' | 'machine';

export interface AuditEntry {
  readonly at: Instant;
  readonly actor: RecordedActor;
  readonly transport: Transport;
  readonly right: Right;
  /** The request, such as `change_agent`, or what was read. */
  readonly action: AuditAction;
  /** What it was about: an agent, a schedule, a call, ... Never a secret, never a person's number. */
  readonly object?: string;
  readonly outcome: 'allowed' | 'refused';
  /** Why it was refused, or was allowed and not done. */
  readonly code?: FailureCode;
  readonly details?: AuditDetails;
}

/** What was asked for and what it changed, as JSON. Never a secret. */
export interface AuditDetails {
  /** The number of the person whom it is about. With them it is erased. */
  readonly subject?: string;
  readonly asked?: unknown;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface AuditRow extends Omit<AuditEntry, 'details'> {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly hash: string;
  readonly details?: Omit<AuditDetails, 'subject'> | 'erased';
}

/** What is recorded of who asks. Nothing waits for it. */
export interface Audit {
  /**
   * `sameAs`: refusals with the same text are recorded once a minute, the first at once and the others as a count (`times`,
   * `since` in what was asked). If omitted: each is recorded.
   */
  record(entry: AuditEntry, sameAs?: string): void;
  /** When all that was recorded so far is written, or could not be. */
  flush(): Promise<void>;
}

export interface AuditTrail {
  /** All of them or none, in this order. */
  append(entries: readonly AuditEntry[]): Promise<void>;
  /** The first `limit` rows with a higher `seq`. */
  after(seq: number, limit: number): Promise<readonly AuditRow[]>;
  /** The last `limit` rows, oldest first. */
  last(limit: number): Promise<readonly AuditRow[]>;
  /** Goes through the whole chain; other work goes on meanwhile. */
  verify(): Promise<AuditVerdict>;
}

/** The last row on a day, as it was noted outside of the store. */
export interface AuditHead {
  /** `2026-11-29`, UTC. */
  readonly day: string;
  readonly seq: number;
  readonly hash: string;
}

export interface AuditVerdict {
  readonly rows: number;
  /** Hash of the last row. Kept elsewhere, it shows later whether rows at the end were taken out. */
  readonly head: string;
  /** The first row that is not what it was. */
  readonly fault?: { readonly seq: number; readonly what: 'missing' | 'altered' | 'details_altered' };
}
