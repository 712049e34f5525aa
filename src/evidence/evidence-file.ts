/**
 * The file in which evidence is kept: a database of its own beside the engine's, so that what is sent a hundred times a
 * second never waits for a commit of calls, nor the other way round, and no backup holds it. It is bounded by days and by
 * size, the oldest goes first, and one that cannot be opened is made anew: nothing depends on it.
 */
import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { LegEvidence, SipMessageKept, SoundMeasured } from '../ports/evidence.ts';
import type { CallId, LegId } from '../shared/ids.ts';
import type { Duration, Instant } from '../shared/time.ts';

export interface EvidenceBounds {
  readonly keepFor: Duration;
  /** Bytes of the file. */
  readonly most: number;
}

export type EvidenceItem = { readonly call: CallId; readonly leg: LegId } & (
  | { readonly kind: 'sip'; readonly message: SipMessageKept }
  | { readonly kind: 'sound'; readonly sound: SoundMeasured }
  | { readonly kind: 'omitted'; readonly at: Instant }
);

/** Another: the file of an earlier version is thrown away. */
const version = 1;
/** What is deleted in one go: a millisecond or two, while nothing is taken in. */
const part = 500;

interface Row {
  readonly leg: string;
  readonly at: number;
  readonly kind: EvidenceItem['kind'];
  readonly data: string;
}

export class EvidenceFile {
  readonly #db: Database.Database;
  readonly #bounds: EvidenceBounds;
  readonly #insert: Database.Statement;
  readonly #ofCall: Database.Statement<[string], Row>;
  readonly #erase: Database.Statement<[string]>;
  readonly #addAll: (items: readonly EvidenceItem[]) => void;

  constructor(path: string, bounds: EvidenceBounds) {
    this.#db = open(path);
    this.#bounds = bounds;
    this.#insert = this.#db.prepare('insert into item (call, leg, at, kind, data) values (?, ?, ?, ?, ?)');
    this.#ofCall = this.#db.prepare<[string], Row>(
      'select leg, at, kind, data from item where call = ? order by at, id',
    );
    this.#erase = this.#db.prepare<[string]>('delete from item where call = ?');
    this.#addAll = this.#db.transaction((items: readonly EvidenceItem[]) => {
      for (const item of items) this.#insert.run(...valuesOf(item));
    });
  }

  add(items: readonly EvidenceItem[]): void {
    if (items.length > 0) this.#addAll(items);
  }

  ofCall(call: CallId): readonly LegEvidence[] {
    const legs = new Map<string, { messages: SipMessageKept[]; sound: SoundMeasured[]; omitted: number }>();
    for (const { leg, at, kind, data } of this.#ofCall.all(call)) {
      let of = legs.get(leg);
      if (!of) legs.set(leg, (of = { messages: [], sound: [], omitted: 0 }));
      if (kind === 'sip') of.messages.push({ at, ...(JSON.parse(data) as Omit<SipMessageKept, 'at'>) });
      else if (kind === 'sound') of.sound.push({ at, ...(JSON.parse(data) as Omit<SoundMeasured, 'at'>) });
      else of.omitted += 1;
    }
    return [...legs].map(([leg, of]) => ({ leg: leg as LegId, ...of }));
  }

  /** So many of them had some. Nothing of it is left, be it in free space or in the log. */
  erase(calls: readonly CallId[]): number {
    let had = 0;
    for (const call of calls) if (this.#erase.run(call).changes > 0) had += 1;
    if (had > 0) this.#db.pragma('wal_checkpoint(truncate)');
    return had;
  }

  /** Deletes what is too old, or too much; a part only: true if there is more to do. */
  prune(now: Instant): boolean {
    const old = this.#db
      .prepare('delete from item where id in (select id from item where at < ? order by at limit ?)')
      .run(now - this.#bounds.keepFor, part).changes;
    if (old === part) return true;
    if (this.size <= this.#bounds.most) return false;
    return (
      this.#db.prepare('delete from item where id in (select id from item order by id limit ?)').run(part)
        .changes > 0
    );
  }

  /** Bytes that are in use; what was deleted is used again. */
  get size(): number {
    const of = (pragma: string): number => Number(this.#db.pragma(pragma, { simple: true }));
    return (of('page_count') - of('freelist_count')) * of('page_size');
  }

  close(): void {
    this.#db.close();
  }
}

function valuesOf(item: EvidenceItem): [string, string, number, string, string] {
  const { call, leg, kind } = item;
  if (kind === 'omitted') return [call, leg, item.at, kind, ''];
  const { at, ...data } = kind === 'sip' ? item.message : item.sound;
  return [call, leg, at, kind, JSON.stringify(data)];
}

function open(path: string): Database.Database {
  try {
    return sound(path);
  } catch {
    // Damaged, or of another version. That of a full disk fails again.
    for (const end of ['-wal', '-shm', '']) rmSync(path + end, { force: true });
    return sound(path);
  }
}

function sound(path: string): Database.Database {
  const db = new Database(path);
  try {
    db.pragma('locking_mode = exclusive');
    db.pragma('journal_mode = wal');
    db.pragma('synchronous = normal');
    db.pragma('secure_delete = on');
    db.pragma('journal_size_limit = 4194304');
    const found = Number(db.pragma('user_version', { simple: true }));
    if (found !== 0 && found !== version) throw new Error('of another version');
    db.exec(`create table if not exists item (
      id integer primary key, call text not null, leg text not null, at integer not null, kind text not null, data text not null
    );
    create index if not exists item_call on item (call);
    create index if not exists item_at on item (at)`);
    db.pragma(`user_version = ${version}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
