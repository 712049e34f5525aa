/**
 * Erases what is kept about a person, and finds it.
 *
 * The journal is not touched: it points to the table of personal values, where the values are written over. Contacts and
 * messages are rows, and are deleted with `secure_delete`, which writes zeros over them. Then the write-ahead log is
 * emptied into the database and cut to nothing.
 *
 * Sentences of the journal should name no one. If one does all the same, in an entry of their calls or in an alarm, it is
 * the one thing in the journal that is written over (`strays.ts`). The index of callers has the last digits of numbers, which go
 * before the values by which the calls are found again.
 *
 * An earlier version wrote personal values into the journal itself. Before the first erasure they are moved to the table,
 * part by part, and calls go on between two parts.
 *
 * Free space may still hold what was there, so the file is rewritten (VACUUM) as soon as nothing would wait for it: at once
 * if it is small or no call is in progress, else when none is (`finish`), and at the next start if it is large.
 */

import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate as breath } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { JournalEntry } from '../../../call/kept/journal.ts';
import { keptVersion } from '../../../call/kept/upgrades/upgrade.ts';
import { helpdeskLane } from '../../../ports/helpdesk.ts';
import type { Erased, Erasure, Traces } from '../../../ports/store.ts';
import type { CallId } from '../../../shared/ids.ts';
import { breather, eachInSlices, inSlices } from '../../../shared/slices.ts';
import { subjectOfCall } from '../../projections/personal.ts';
import { auditDetailEraser, blank } from '../audit.ts';
import { type ContactIds, rowIdOf } from '../contacts/contact-rows.ts';
import { eraseDeliveries, eraseInAlarmMails } from '../deliveries.ts';
import { asked } from '../errors.ts';
import { pathOf } from '../file/path-of.ts';
import { isRewritingWanted, rewriteIfItMayPause, wantRewriting } from '../file/rewrite-file.ts';
import type { WriteAheadLog } from '../file/write-ahead-log.ts';
import type { JournalIndex } from '../journal/journal-index.ts';
import { columns, type JournalRow } from '../journal/journal-row.ts';
import { eraseCases } from '../quality/cases.ts';
import { eraseReviews } from '../quality/quality.ts';
import { eraseTickets } from '../tickets/tickets.ts';
import { type PersonalValues, references } from './personal.ts';
import { allowWriting, eraseStrays, forbidWriting, type Row } from './strays.ts';
import { type Written, watchWrites } from './written.ts';

/** Rows: a millisecond. */
const part = 100;

interface Value {
  readonly id: number;
  readonly subject: string;
  readonly value: string;
}

interface Needs {
  readonly db: Database;
  readonly writeAheadLog: WriteAheadLog;
  readonly personal: PersonalValues;
  readonly contactIds: ContactIds;
  /** An entry as it is written now, of a row as it was written then. */
  readonly entryOf: (row: JournalRow) => JournalEntry;
  readonly textOf: (entry: JournalEntry) => string;
  /** All rows of a call, in order. */
  readonly rowsOfCall: (call: CallId) => readonly JournalRow[];
  readonly callers: Pick<JournalIndex, 'forget'>;
}

export function erasure({
  db,
  writeAheadLog,
  personal,
  contactIds,
  entryOf,
  textOf,
  rowsOfCall,
  callers,
}: Needs): Erasure & { readonly makeReady: () => Promise<void> } {
  const plainBelow = db
    .prepare<[], number>(`select value from counter where name = 'plain journal below'`)
    .pluck();
  const moved = db.prepare<[number]>(`insert or replace into counter values ('plain journal below', ?)`);
  const plainRows = db.prepare<[number, number], JournalRow>(
    `select ${columns} from journal where seq < ? order by seq desc limit ?`,
  );
  const rewrite = db.prepare<[string, number]>(
    `update journal set data = ?, version = ${keptVersion} where seq = ?`,
  );
  const values = db.prepare<[number, number], Value>(
    'select id, subject, value from personal where id > ? and erased = 0 order by id limit ?',
  );
  const arrivals = db.prepare<[number, number], { seq: number; call: string; data: string }>(
    `select seq, call, data from journal where type = 'callArrived' and seq > ? order by seq limit ?`,
  );
  const plainTurnsBelow = db
    .prepare<[], number>(`select value from counter where name = 'plain turns below'`)
    .pluck();
  const dropTurns = db.prepare<[number, number]>(
    `delete from recorded_turn where turn in
       (select turn from recorded_turn where turn < ? order by turn limit ?)`,
  );
  const bookings = db.prepare<[number, number], { seq: number; call: string; data: string }>(
    `select seq, call, data from journal where type = 'callbackBooked' and seq > ? order by seq limit ?`,
  );
  const dataOf = (call: CallId, type: JournalEntry['type']): readonly string[] =>
    rowsOfCall(call).flatMap((row) => (row.type === type ? [row.data] : []));
  const messagesOf = db
    .prepare<[string], string>('select recording from voicemail_message where call = ?')
    .pluck();
  const contactOf = db
    .prepare<[string], number>('select contact from contact_number where number = ?')
    .pluck();
  const numbersOf = db
    .prepare<[number], string>('select number from contact_number where contact = ?')
    .pluck();
  const namesOf = db
    .prepare<[number], string>('select name from contact where id = ? and name is not null')
    .pluck();
  const aliasesOf = db.prepare<[number], number>('select id from contact_alias where contact = ?').pluck();

  /** Personal values of an earlier version's rows go where those of today are. */
  const movePart = db.transaction((): boolean => {
    const below = plainBelow.get() ?? 0;
    const rows = below > 0 ? plainRows.all(below, part) : [];
    const [last] = rows.slice(-1);
    if (last === undefined) return false;
    allowWriting(db);
    for (const row of rows) {
      const entry = entryOf(row);
      const text = entry === undefined ? row.data : textOf(entry);
      if (text !== row.data) rewrite.run(text, row.seq);
    }
    forbidWriting(db);
    moved.run(last.seq);
    // Who left a message is read from the call's arrival now.
    db.exec(
      'update voicemail_message set caller_number = null, caller_name = null where caller_number is not null or caller_name is not null',
    );
    wantRewriting(db);
    return true;
  });

  async function valuesOf(traces: Pick<Traces, 'isOf' | 'calls'>): Promise<ReadonlySet<number>> {
    const subjects = new Set(traces.calls.map(subjectOfCall));
    const found = new Set<number>();
    const breathe = breather();
    for (let from = 0; ; await breathe()) {
      const rows = await asked(db, () => values.all(from, part));
      for (const row of rows) if (belongs(row, subjects, traces.isOf)) found.add(row.id);
      const last = rows.at(-1);
      if (last === undefined) return found;
      from = last.id;
    }
  }

  /** Turns of an earlier version have the keys of callback numbers in them. */
  const forgetPlainTurns = db.transaction((): boolean => {
    const below = plainTurnsBelow.get() ?? 0;
    if (below === 0) return false;
    if (dropTurns.run(below, part).changes === part) return true;
    db.exec(`delete from counter where name = 'plain turns below'`);
    return false;
  });

  /** Calls of callers without a number who asked to be called back at one of these, and the callbacks. */
  async function callsBookedFor(ids: ReadonlySet<number>): Promise<readonly CallId[]> {
    const calls: CallId[] = [];
    const breathe = breather();
    for (let from = 0; ; await breathe()) {
      const rows = await asked(db, () => bookings.all(from, part));
      for (const { call, data } of rows) {
        if (!pointsTo(data, ids) || hasNumber(dataOf(call as CallId, 'callArrived')[0])) continue;
        calls.push(call as CallId, ...callbackIn(data));
      }
      const last = rows.at(-1);
      if (last === undefined) return calls;
      from = last.seq;
    }
  }

  async function callsOf(
    contacts: ReadonlySet<string>,
    ids: ReadonlySet<number>,
  ): Promise<readonly CallId[]> {
    const calls: CallId[] = [];
    const breathe = breather();
    for (let from = 0; ; await breathe()) {
      const rows = await asked(db, () => arrivals.all(from, part));
      for (const { call, data } of rows)
        if (pointsTo(data, ids) || contacts.has(contactIn(data) ?? '')) calls.push(call as CallId);
      const last = rows.at(-1);
      if (last === undefined) return calls;
      from = last.seq;
    }
  }

  /** Names and numbers of theirs that may stand in sentences. */
  async function wordsOf(traces: Traces, ids: Iterable<number>): Promise<readonly string[]> {
    const contact = traces.contact === undefined ? undefined : rowIdOf(traces.contact);
    const words = new Set(traces.numbers);
    await eachInSlices(ids, (id) => void words.add(one.get(id)?.value ?? ''));
    const names = contact === undefined ? [] : await asked(db, () => namesOf.all(contact));
    return [...words, ...names];
  }

  const inSentences = (calls: readonly CallId[], words: readonly string[]): void =>
    eraseStrays(
      db,
      calls.flatMap((call) => [...rowsOfCall(call)]),
      words,
      { isTheirs: true },
    );
  const eraseSentences = db.transaction(inSentences);
  const alarms = db.prepare<[number, number], Row>(
    `select seq, data from journal where type = 'alarmRaised' and call is null and seq > ? order by seq limit ?`,
  );
  /** @returns up to which entry it has looked; undefined: there are no more */
  const inAlarms = (after: number, words: readonly string[], limit: number): number | undefined => {
    const rows = alarms.all(after, limit);
    eraseStrays(db, rows, words, { isTheirs: false });
    return rows.at(-1)?.seq;
  };
  const eraseInAlarms = db.transaction(inAlarms);
  const inMails = (after: number, words: readonly string[], limit: number): number | undefined =>
    eraseInAlarmMails(db, after, words, limit);
  const eraseInMails = db.transaction(inMails);
  /** @returns up to which row it has looked */
  async function eraseInAll(erase: typeof eraseInAlarms, words: readonly string[]): Promise<number> {
    const breathe = breather();
    for (let last = 0; ; await breathe()) {
      const from = last;
      const next = await asked(db, () => erase.immediate(from, words, part));
      if (next === undefined) return last;
      last = next;
    }
  }

  const over = db.prepare<[string, string, number]>(
    'update personal set subject = ?, value = ?, erased = 1 where id = ? and erased = 0',
  );
  const one = db.prepare<[number], Value>('select id, subject, value from personal where id = ?');
  /** So many were not erased yet. */
  const blankValues = (rows: readonly Value[]): number =>
    rows.reduce(
      (count, { id, subject, value }) => count + over.run(blank(subject), blank(value), id).changes,
      0,
    );
  const eraseValues = db.transaction((ids: readonly number[]): number =>
    blankValues(ids.flatMap((id) => one.get(id) ?? [])),
  );

  const auditDetails = auditDetailEraser(db);
  const watch = watchWrites(db);
  /** @returns their tickets */
  const ofCalls = (calls: readonly CallId[], tickets: readonly number[] = []): ReadonlySet<number> => {
    eraseDeliveries(db, calls);
    const erased = eraseTickets(db, undefined, calls, tickets);
    eraseReviews(db, calls);
    eraseCases(db, calls);
    return erased;
  };
  const eraseOfCalls = db.transaction(ofCalls);

  /**
   * What is found by the calls, which are found by the values of numbers: those go last, in case we are killed before.
   * The caller of a year has thousands of calls, so a few at a time.
   */
  async function eraseBesides(
    traces: Traces,
    ids: ReadonlySet<number>,
    subjects: ReadonlySet<string>,
  ): Promise<{
    readonly count: number;
    readonly left: ReadonlySet<number>;
    readonly tickets: ReadonlySet<number>;
    /** Row of the audit trail. */
    readonly auditedUntil: number;
  }> {
    const auditedUntil = await auditDetails.inParts(
      (subject) => subjects.has(subject) || traces.isOf(subject),
    );
    const tickets = new Set<number>();
    await inSlices(traces.calls, async (calls) => {
      for (const ticket of await asked(db, () => eraseOfCalls.immediate(calls))) tickets.add(ticket);
    });
    const ofTheirCalls: number[] = [];
    const left = new Set<number>();
    await eachInSlices(ids, (id) => {
      if (subjects.has(one.get(id)?.subject ?? '')) ofTheirCalls.push(id);
      else left.add(id);
    });
    let count = 0;
    await inSlices(ofTheirCalls, async (some) => {
      count += await asked(db, () => eraseValues.immediate(some));
    });
    return { count, left, tickets, auditedUntil };
  }

  /** A call of theirs that has come since the traces were found. */
  const isNewCall = (
    call: string,
    { calls, ids, contacts }: Pick<Theirs, 'calls' | 'contacts'> & { readonly ids: ReadonlySet<number> },
  ): boolean =>
    !calls.has(call as CallId) &&
    rowsOfCall(call as CallId).some(
      ({ type, data }) =>
        (type === 'callArrived' || type === 'callbackBooked') &&
        (pointsTo(data, ids) || contacts.has(contactIn(data) ?? '')),
    );

  /** And what was written after these: calls went on, and people worked. */
  type Seen = {
    readonly value: number;
    readonly audit: number;
    readonly alarm: number;
    readonly mail: number;
  };
  interface Theirs {
    readonly calls: ReadonlySet<CallId>;
    readonly subjects: ReadonlySet<string>;
    readonly contacts: ReadonlySet<string>;
    /** All of their values, and those of them that are not erased yet. */
    readonly ids: ReadonlySet<number>;
    readonly left: ReadonlySet<number>;
    readonly tickets: ReadonlySet<number>;
    readonly words: readonly string[];
  }
  const eraseRows = db.transaction(
    (traces: Traces, theirs: Theirs, until: Seen, { names }: Written): Erased | 'called_meanwhile' => {
      const { subjects, tickets, words } = theirs;
      const late = values
        .all(until.value, Number.MAX_SAFE_INTEGER)
        .filter((row) => belongs(row, subjects, traces.isOf));
      const ids = new Set([...theirs.ids, ...late.map(({ id }) => id)]);
      if ([...names.call].some((call) => isNewCall(call, { ...theirs, ids }))) return 'called_meanwhile';
      auditDetails.rest((subject) => subjects.has(subject) || traces.isOf(subject), until.audit);
      const calls = [...names.call].filter((call) => theirs.calls.has(call as CallId)) as CallId[];
      const written = [...tickets].filter(
        (id) => names.ticket.has(String(id)) || names.lane.has(helpdeskLane(id)),
      );
      ofCalls(calls, written);
      inSentences(calls, words);
      inAlarms(until.alarm, words, Number.MAX_SAFE_INTEGER);
      inMails(until.mail, words, Number.MAX_SAFE_INTEGER);
      const rows = [...theirs.left, ...late.map((row) => row.id)].flatMap((id) => one.get(id) ?? []);
      const contact = traces.contact === undefined ? undefined : rowIdOf(traces.contact);
      const count = blankValues(rows);
      const dropMessage = db.prepare<[string]>('delete from voicemail_message where recording = ?');
      for (const recording of traces.recordings) dropMessage.run(recording);
      eraseTickets(db, contact, []);
      if (contact !== undefined) {
        // The journal goes on to name it: the id must never be another person's.
        db.prepare(`insert into counter values ('last contact', ?)
          on conflict (name) do update set value = max(value, excluded.value)`).run(contactIds.last);
        db.prepare('delete from contact where id = ?').run(contact);
      }
      wantRewriting(db);
      return { values: count, messages: traces.recordings.length };
    },
  );

  async function messagesOfAll(calls: readonly CallId[]): Promise<readonly string[]> {
    const found: string[] = [];
    await eachInSlices(calls, async (call) => {
      found.push(...(await asked(db, () => messagesOf.all(call))));
    });
    return found;
  }

  const contactsOf = (id: number | undefined): ReadonlySet<string> =>
    new Set(id === undefined ? [] : [id, ...aliasesOf.all(id)].map((each) => `c${each}`));

  const makeReady = async (): Promise<void> => {
    const breathe = breather();
    while (await asked(db, () => movePart.immediate())) await breathe();
    while (await asked(db, () => forgetPlainTurns.immediate())) await breathe();
  };

  async function eraseTraces(
    traces: Traces,
    isLive: () => boolean,
    mayPause: () => boolean,
    written: Written,
  ): Promise<Erased | 'live' | 'called_meanwhile'> {
    const until = await asked(db, () => lastValue(db));
    const ids = await valuesOf(traces);
    if (isLive()) return 'live';
    await callers.forget(traces.numbers, (value) => traces.isOf(value));
    // Before the values themselves, by which they are found again if we are killed half way. A few calls at a time: the
    // caller of a year has thousands, and the engine waits for each commit.
    const words = await wordsOf(traces, ids);
    await inSlices(traces.calls, (calls) => asked(db, () => eraseSentences.immediate(calls, words)));
    const alarm = await eraseInAll(eraseInAlarms, words);
    const mail = await eraseInAll(eraseInMails, words);
    const subjects = new Set(traces.calls.map(subjectOfCall));
    const { count, left, tickets, auditedUntil } = await eraseBesides(traces, ids, subjects);
    // Of those who have called meanwhile.
    await callers.forget(traces.numbers, (value) => traces.isOf(value));
    // What is in the log by now goes into the file before the last step, which would have to move all of it in one go.
    await writeAheadLog.writeBack();
    await breath();
    if (isLive()) return 'live';
    const calls = new Set(traces.calls);
    const id = traces.contact === undefined ? undefined : rowIdOf(traces.contact);
    const contacts = await asked(db, () => contactsOf(id));
    const theirs = { calls, subjects, contacts, ids, left, tickets, words };
    const seen = { value: until, audit: auditedUntil, alarm, mail };
    // Before anything else is written: what is remembered may be erased.
    const rest = await asked(db, () => {
      const erased = eraseRows.immediate(traces, theirs, seen, written);
      personal.forget();
      return erased;
    });
    if (rest === 'called_meanwhile') return rest;
    contactIds.forget(traces.numbers);
    await breath();
    if (!(await rewriteWhole(mayPause()))) await writeAheadLog.empty();
    return { ...rest, values: rest.values + count };
  }

  /** Whether the file was rewritten; the log is empty then. */
  async function rewriteWhole(mayPause: boolean): Promise<boolean> {
    const isDone = await asked(db, () => rewriteIfItMayPause(db, mayPause));
    if (!isDone) return false;
    await writeAheadLog.empty();
    await asked(db, isDone);
    return true;
  }

  return {
    makeReady,

    traces: async (number, isOf) => {
      await makeReady();
      const id = await asked(db, () => contactOf.get(number));
      const numbers = id === undefined ? [number] : await asked(db, () => numbersOf.all(id));
      const isOfThem = (value: string): boolean => numbers.includes(value) || isOf(value, numbers);
      const contacts = await asked(db, () => contactsOf(id));
      const ids = await valuesOf({ isOf: isOfThem, calls: [] });
      const calls = [...new Set([...(await callsOf(contacts, ids)), ...(await callsBookedFor(ids))])];
      const recordings = await messagesOfAll(calls);
      return { numbers, isOf: isOfThem, calls, recordings, ...(id !== undefined && { contact: `c${id}` }) };
    },

    tracesOfCall: async (call) => {
      await makeReady();
      const arrival = await asked(db, () => dataOf(call, 'callArrived')[0]);
      if (arrival === undefined) return undefined;
      if (hasNumber(arrival)) return 'has_number';
      const calls = await asked(db, () => [call, ...dataOf(call, 'callbackBooked').flatMap(callbackIn)]);
      const recordings = await asked(db, () => calls.flatMap((each) => messagesOf.all(each)));
      return { numbers: [], isOf: () => false, calls, recordings };
    },

    watchWrites: () => asked(db, () => watch()),

    erase: async (traces, { mayPause, isLive, watched }) => {
      const written = (watched as Written | undefined) ?? (await asked(db, () => watch()));
      try {
        return await eraseTraces(traces, isLive, mayPause, written);
      } finally {
        written.end();
      }
    },

    finish: rewriteWhole,
    isRewritingDue: () => asked(db, () => isRewritingWanted(db)),
    copies: async () => (db.memory ? [] : copiesOf(pathOf(db))),
  };
}

function belongs(
  { subject, value }: Value,
  subjects: ReadonlySet<string>,
  isOf: (value: string) => boolean,
): boolean {
  return subjects.has(subject) || isOf(subject) || isOf(value);
}

function pointsTo(data: string, ids: ReadonlySet<number>): boolean {
  return [...data.matchAll(references)].some(([, id]) => ids.has(Number(id)));
}

const contactIn = (data: string): string | undefined => /"contact":"(c\d+)"/.exec(data)?.[1];

const hasNumber = (arrival: string | undefined): boolean =>
  arrival !== undefined &&
  (JSON.parse(arrival) as { caller?: { number?: string } }).caller?.number !== undefined;

/** The callback that was booked. */
const callbackIn = (data: string): readonly CallId[] =>
  /"callback":"(\d+)"/
    .exec(data)
    ?.slice(1, 2)
    .map((call) => call as CallId) ?? [];

const lastValue = (db: Database): number =>
  db.prepare<[], number>('select coalesce(max(id), 0) from personal').pluck().get() ?? 0;

/** Databases that were set aside, before a restore or because they were damaged, and what a kill left of a backup. */
function copiesOf(path: string): string[] {
  const ends = ['damaged-', 'before-restore-', 'restored', 'new'].map((end) => `${basename(path)}.${end}`);
  const isCopy = (file: string): boolean =>
    ends.some((end) => file.startsWith(end)) || /^backup-[0-9a-f-]{36}\.tmp/.test(file);
  return readdirSync(dirname(path))
    .filter(isCopy)
    .map((file) => join(dirname(path), file));
}
