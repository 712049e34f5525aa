/**
 * The calls of a caller, newest first, found by the index of callers (`journal-index.ts`): however many calls there are, as many
 * rows are read as calls are wanted. What the index does not know yet is looked through in parts.
 */
import type { Database } from 'better-sqlite3';
import type { JournalEntryOf, StoredEntry } from '../../../call/kept/journal.ts';
import type { CallerSought } from '../../../ports/store.ts';
import type { CallId } from '../../../shared/ids.ts';
import { breather } from '../../../shared/slices.ts';
import { callerOf } from '../../projections/journal-keys.ts';
import { rowIdOf } from '../contacts/contact-rows.ts';
import { asked } from '../errors.ts';
import { callerSubjects, type JournalIndex, type Subject } from './journal-index.ts';
import { columns, type JournalRow } from './journal-row.ts';

/** Rows: less than a millisecond. */
const part = 100;
/** Entries that are looked through where somebody waits: more than are ever left to be indexed, but for an upgrade. */
const quicklyRead = 2048;
/** Parts of the index that are read at once. */
const postingsAtOnce = 20;

type Index = Pick<JournalIndex, 'unknown' | 'recent' | 'callersUnknown'>;

export function callsOfCaller(
  db: Database,
  entries: (rows: readonly JournalRow[]) => readonly StoredEntry[],
  arrivalOf: (call: CallId) => Promise<JournalEntryOf<'callArrived'> | undefined>,
  index: Index,
): (who: CallerSought) => AsyncGenerator<CallId> {
  const contactOf = db.prepare<[number], number>('select contact from contact_alias where id = ?').pluck();
  const aliasesOf = db.prepare<[number], number>('select id from contact_alias where contact = ?').pluck();
  const row = db.prepare<[number], JournalRow>(`select ${columns} from journal where seq = ?`);
  const before = db.prepare<[number, number, number], JournalRow>(
    `select ${columns} from journal where seq <= ? and seq >= ? and type in ('callArrived', 'callbackBooked')
     order by seq desc limit ?`,
  );
  const postings = db.prepare<[string, number, number, number], { part: number; seqs: string }>(
    `select part, seqs from journal_posting where subject = ? and part < ? and part > ? order by part desc limit ?`,
  );

  /** All ids that journal entries may have for the contact: contacts were merged into it. */
  function idsOf(contact: string | undefined): readonly string[] {
    const id = contact === undefined ? undefined : rowIdOf(contact);
    if (id === undefined) return [];
    const now = contactOf.get(id) ?? id;
    return [...new Set([id, now, ...aliasesOf.all(now)])].map((each) => `c${each}`);
  }

  /** Numbers of indexed entries, descending. */
  function* indexedOf(subject: Subject, above: number): Generator<number> {
    for (let under = Number.MAX_SAFE_INTEGER; ; ) {
      const found = postings.all(subject, under, above, postingsAtOnce);
      for (const { seqs } of found) yield* (JSON.parse(seqs) as number[]).toReversed();
      const last = found.at(-1);
      if (found.length < postingsAtOnce || !last) return;
      under = last.part;
    }
  }

  /** Entries in a range that nothing is known of, descending, in parts. */
  function* unindexedIn(last: number, first: number): Generator<readonly JournalRow[]> {
    for (let from = last; from >= first; ) {
      const rows = before.all(from, first, part);
      yield rows;
      if (rows.length < part) return;
      from = (rows.at(-1)?.seq ?? first) - 1;
    }
  }

  /** Rows that may be theirs, newest first, in parts. */
  function* candidates(subjects: readonly Subject[], atOnce: boolean): Generator<readonly JournalRow[]> {
    // What is indexed while we read has its place in this picture all the same.
    const { unknown, callersUnknown } = index;
    const recent = subjects.map((subject) => index.recent([subject]).toReversed().values());
    for (const seq of descending(recent)) yield [row.get(seq)].flatMap((found) => found ?? []);
    const first = atOnce ? Math.max(unknown.first, unknown.last - quicklyRead) : unknown.first;
    yield* unindexedIn(unknown.last, first);
    for (const seq of descending(subjects.map((subject) => indexedOf(subject, callersUnknown))))
      if (seq < unknown.first) yield [row.get(seq)].flatMap((found) => found ?? []);
    if (!atOnce) yield* unindexedIn(callersUnknown, 1);
  }

  return async function* callsOf({ contact, numbers, isOf, atOnce = false }) {
    const breathe = breather();
    const contacts = await asked(db, () => idsOf(contact));
    const rows = candidates(callerSubjects(contacts, numbers), atOnce);
    const told = new Set<CallId>();
    for (;;) {
      const next = await asked(db, () => rows.next());
      if (next.done === true) return;
      for (const entry of entries(next.value)) {
        const caller = callerOf(entry);
        if (!caller || !('call' in entry) || entry.call === undefined || told.has(entry.call)) continue;
        const isTheirs = contacts.includes(caller.contact ?? '') || caller.numbers.some(isOf);
        // Who has a number of their own is a caller by that, wherever they want to be called back.
        if (!isTheirs) continue;
        if (entry.type === 'callbackBooked' && (await arrivalOf(entry.call))?.caller.number !== undefined)
          continue;
        told.add(entry.call);
        yield entry.call;
      }
      await breathe();
    }
  };
}

/** The numbers of all these lists, each once, from the highest to the lowest. */
function* descending(lists: readonly Iterator<number>[]): Generator<number> {
  const heads = lists.map((list) => ({ list, head: list.next() }));
  for (;;) {
    const highest = Math.max(...heads.map(({ head }) => (head.done === true ? -1 : head.value)));
    if (highest < 0) return;
    yield highest;
    for (const one of heads)
      while (one.head.done !== true && one.head.value === highest) one.head = one.list.next();
  }
}
