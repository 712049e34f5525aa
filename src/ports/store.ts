/**
 * What is kept, and what each method promises: nothing here depends on SQLite, and a database server can stand in its
 * place. `test/contract/store` holds every store against it.
 *
 * Rows that are folded from the journal (contacts' calls, languages and last agents; messages) come from the pure
 * functions in `store/projections/`. A store only writes them, in the same transaction as the entries.
 *
 * A request that fails rejects with an error that has a `code`, leaves nothing behind, and does not harm the next one.
 * A `limit` below 1 is 0.
 */
import type { AgentState } from '../agents/agent.ts';
import type { Announcement, AnnouncementKey } from '../call/kept/announcement.ts';
import type { Call } from '../call/kept/call.ts';
import type { JournalEntry, JournalEntryOf, StoredEntry } from '../call/kept/journal.ts';
import type { OnCallSwap } from '../call/kept/on-call-swap.ts';
import type { ScheduleOverride } from '../call/kept/schedule-override.ts';
import type { AgentName, QueueName, RotaName, ScheduleName } from '../plan/model.ts';
import type { Checkpoint } from '../recorded/checkpoint.ts';
import type { RecordedTurns } from '../recorded/turn.ts';
import type { QueueRecord } from '../routing/handling.ts';
import type { CallId, LegId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';
import type { ArticleBook } from './articles.ts';
import type { AuditTrail } from './audit.ts';
import type { DeliveryBook } from './deliveries.ts';
import type { FigureBook } from './figures.ts';
import type { HelpdeskBook } from './helpdesk.ts';
import type { WrongEntries } from './lookups.ts';
import type { PeopleBook } from './people.ts';
import type { CaseBook, QualityBook } from './quality.ts';
import type { RecordingIndex } from './recordings.ts';
import type { TicketBook } from './tickets.ts';
import type { WebhookBook } from './webhooks.ts';

export interface Store {
  /**
   * All of it or nothing. Entries are numbered (`seq`) in the order given, from 1, without gaps. Once resolved, what a store
   * on disk has committed survives a kill -9 of the process. Later requests see it.
   *
   * `fenced`: somebody else has written what this batch's numbers (`firstSeq`, `recorded.first`) say that it writes. Nothing
   * of it is stored, and nothing that it led to may be done.
   */
  commit(batch: Batch): Promise<'stored' | 'fenced'>;
  /**
   * The last committed state of what is in progress: calls in the order in which they were first committed, agents,
   * schedules and queue records by name. A state that cannot be read is logged and left out.
   */
  load(): Promise<Saved>;
  contacts: ContactBook;
  plans: PlanArchive;
  journal: JournalReader;
  voicemails: VoicemailBox;
  pins: PinBook;
  directory: DirectoryIndex;
  erasure: Erasure;
  details: JournalDetails;
  recorded: TurnRecord;
  audit: AuditTrail;
  people: PeopleBook;
  recordings: RecordingIndex;
  tickets: TicketBook;
  articles: ArticleBook;
  quality: QualityBook;
  cases: CaseBook;
  figures: FigureBook;
  deliveries: DeliveryBook;
  webhooks: WebhookBook;
  helpdesk: HelpdeskBook;
  wrongEntries: WrongEntries;
  /**
   * Writes all that is kept into one file, as it is at one moment, with the sounds of messages and of talks; commits go on
   * meanwhile. `soundOf`: the file of a message's recording, or of a talk's file name; none: it is not there. `more`: sounds besides.
   */
  backUp(
    to: string,
    at: Instant,
    soundOf: (recording: string) => string | undefined,
    more?: readonly string[],
  ): Promise<void>;
  /** Every later request rejects with code `CLOSED`. */
  close(): Promise<void>;
}

/** What some turns, in order, have changed. */
export interface Batch {
  readonly journal: readonly JournalEntry[];
  /** The number of the first entry; the others follow. Default: the next that is free. */
  readonly firstSeq?: number;
  /** What the core was told in these turns. */
  readonly recorded?: RecordedTurns;
  /** null: ended, no longer to be kept. */
  readonly calls: ReadonlyMap<CallId, Call | null>;
  readonly agents: ReadonlyMap<AgentName, AgentState | null>;
  /** null: as planned. */
  readonly schedules?: ReadonlyMap<ScheduleName, ScheduleOverride | null>;
  /** null: as planned. */
  readonly onCall?: ReadonlyMap<RotaName, OnCallSwap | null>;
  /** In front of numbers and queues; null: over. */
  readonly announcements?: ReadonlyMap<AnnouncementKey, Announcement | null>;
  /** The number that the next call gets. */
  readonly nextCall: number;
  /** What has been learnt of queues. */
  readonly records?: ReadonlyMap<QueueName, QueueRecord>;
}

export interface Saved {
  readonly calls: readonly Call[];
  readonly agents: readonly AgentState[];
  /** Set by hand. */
  readonly schedules: readonly { readonly name: ScheduleName; readonly set: ScheduleOverride }[];
  readonly onCall?: readonly { readonly name: RotaName; readonly swap: OnCallSwap }[];
  readonly announcements?: readonly Announcement[];
  readonly nextCall: number;
  readonly records?: readonly QueueRecord[];
}

/** What the core was told, turn by turn: for a replay. */
export interface TurnRecord {
  /** The number of the last turn; 0: there is none. */
  last(): Promise<number>;
  /** Oldest first, beginning with the commit that has the turn after that one; at most so many commits. */
  after(turn: number, limit: number): Promise<readonly RecordedTurns[]>;
  /**
   * @param breathe awaited between parts of it: of a large house it has megabytes
   * @returns false: somebody was erased meanwhile who may be in it, so it was not kept
   */
  keepCheckpoint(
    mark: CheckpointMark,
    checkpoint: Checkpoint,
    breathe?: () => Promise<void> | undefined,
  ): Promise<boolean>;
  /** Oldest first. */
  checkpoints(): Promise<readonly CheckpointMark[]>;
  /** The checkpoint after that turn. */
  checkpoint(turn: number): Promise<string | undefined>;
  /**
   * Forgets at most so many of the oldest commits that no replay needs which begins at or after `before`; how many it was.
   * The checkpoint that such a replay begins with stays.
   */
  prune(before: Instant, limit: number): Promise<number>;
}

/** Where a checkpoint lies in the record. */
export interface CheckpointMark {
  /** The last turn before it, and the last entry. */
  readonly turn: number;
  readonly seq: number;
  readonly at: Instant;
  /** `start`: turns before it were taken by an engine that has ended since. */
  readonly kind: 'start' | 'day';
  /** Which code took the turns after it. */
  readonly build: string;
}

export interface Contact {
  readonly id: string;
  /** E.164 where it can be read so. One contact may have several; one number has one contact. */
  readonly numbers: readonly string[];
  readonly name?: string;
  readonly language?: string;
  /** `vip`, `starred`, `blocked`, or anything else. */
  readonly tags: readonly string[];
  readonly notes?: string;
  readonly email?: string;
  /** They want no surveys by e-mail; if omitted: they were not asked, or have not said so. */
  readonly noSurveys?: true;
  /** When they were last sent a survey by e-mail; folded from `surveyOffered` entries. */
  readonly surveyedAt?: Instant;
  /** Who takes their calls if possible. */
  readonly preferredAgent?: AgentName;
  /** With whom they talked last, found in which queue, and when that began; folded from `connected` entries as they are committed. */
  readonly lastAgent?: AgentName;
  readonly lastQueue?: QueueName;
  readonly lastAgentAt?: Instant;
  readonly createdAt: Instant;
  readonly lastCallAt?: Instant;
  readonly calls: number;
}

export interface ContactBook {
  /** By exactly that number. */
  withNumber(number: string): Promise<Contact | undefined>;
  /**
   * The contact with that number, or the one that there will be, said to be new: they are made, and the call is counted,
   * when its arrival is committed, unless it was refused. Writes nothing.
   */
  recognise(
    number: string,
    name: string | undefined,
    at: Instant,
  ): Promise<{ contact: Contact; isNew: boolean }>;
  /** Also by the id of a contact that was merged into it. */
  byId(id: string): Promise<Contact | undefined>;
  /**
   * By part of a name, in any case and with or without accents, or by part of a number, spaces and punctuation left out;
   * all when empty. Those who called (or were made) last come first.
   */
  find(text: string, limit: number): Promise<readonly Contact[]>;
  /** All, in the order of their ids, some at a time: those after that one. */
  walk(after: string | undefined, limit: number): Promise<readonly Contact[]>;
  /**
   * Those who have not called since that moment; of those who have never called, who were neither made nor written down since
   * (`set`, `setAll`, also if nothing changed). Who has been quiet longest comes first. `after`: where the last part ended.
   */
  quietSince(at: Instant, limit: number, after?: QuietContact): Promise<readonly QuietContact[]>;
  /** How many they are, and since when the first of them has been quiet. */
  countQuiet(at: Instant): Promise<{ readonly count: number; readonly oldest?: Instant }>;
  /** Those who have exactly that tag; other work goes on while a large book is looked through. */
  withTag(tag: string, limit: number): Promise<readonly Contact[]>;
  /**
   * Changes what is given; makes the contact if the number is unknown. A number that another contact has is taken from it.
   * If that was its last number the two are merged: this contact's own values win, calls are added up, tags joined.
   */
  set(number: string, change: ContactChange, at: Instant): Promise<Contact>;
  /**
   * `set` for many in one commit, which holds up calls for as long: give it few at a time. What became of each, in order.
   * `dryRun`: nothing is written; what would become of each.
   */
  setAll(
    changes: readonly { readonly number: string; readonly change: ContactChange }[],
    at: Instant,
    dryRun: boolean,
  ): Promise<readonly ContactOutcome[]>;
  /**
   * Two turn out to be the same person: as `set` with all numbers of the other, and what both were is kept, so that it can
   * be undone. `unknown`: one of the numbers has no contact. `same`: they are one already.
   */
  merge(number: string, other: string, by: string, at: Instant): Promise<Contact | 'unknown' | 'same'>;
  /** Undoes the last merge of the contact: both are again, with what was changed since left as it is. None: there is none. */
  unmerge(number: string): Promise<{ readonly contact: Contact; readonly other: Contact } | undefined>;
}

export interface QuietContact {
  readonly contact: Contact;
  readonly since: Instant;
}

export type ContactOutcome =
  | { readonly kind: 'created' | 'same' }
  /** The contact as it was. */
  | { readonly kind: 'changed'; readonly before: Contact };

export interface ContactChange {
  readonly name?: string;
  readonly language?: string;
  readonly tags?: readonly string[];
  readonly notes?: string;
  /** null: none any more. */
  readonly email?: string | null;
  readonly noSurveys?: boolean;
  /** null: no one in particular any more. */
  readonly preferredAgent?: AgentName | null;
  /** More numbers of the same contact. */
  readonly numbers?: readonly string[];
}

export interface PlanArchive {
  /** Keeps a version for good. Versions count from 1; the same text twice in a row is the same version. */
  add(text: string, by: string, at: Instant): Promise<PlanVersion>;
  current(): Promise<PlanVersion | undefined>;
  byVersion(version: number): Promise<PlanVersion | undefined>;
  /** The newest version by that author. */
  lastBy(by: string): Promise<PlanVersion | undefined>;
  /** The newest first. */
  history(limit: number): Promise<readonly Omit<PlanVersion, 'text'>[]>;
}

export interface PlanVersion {
  readonly version: number;
  /** Includes already put in place, so that a version is one text. */
  readonly text: string;
  readonly by: string;
  readonly at: Instant;
}

/** Entries are returned as they were committed, in the order of `seq` unless it says otherwise. */
export interface JournalReader {
  ofCall(call: CallId): Promise<readonly StoredEntry[]>;
  /** The first `limit` entries with a higher `seq`. */
  after(seq: number, limit: number): Promise<readonly StoredEntry[]>;
  /** The last `limit` entries, oldest first. */
  last(limit: number): Promise<readonly StoredEntry[]>;
  /**
   * Entries of these types with a higher `seq` than `after`, up to `until`. Others are not read: that is quick, but looks at
   * each row, so a long journal is asked in parts.
   */
  ofTypes<Type extends JournalEntry['type']>(
    types: readonly Type[],
    after: number,
    until: number,
  ): Promise<readonly (StoredEntry & { readonly type: Type })[]>;
  /** The first `limit` entries that fit everything given. May let other work go on between two parts of a long search. */
  find(query: JournalQuery): Promise<readonly StoredEntry[]>;
  /** The arrivals of these calls, of those that have arrived. */
  arrivals(calls: Iterable<CallId>): Promise<ReadonlyMap<CallId, JournalEntryOf<'callArrived'>>>;
  /** Of these callers' legs, those that belong to a call in the journal. */
  knownLegs(legs: Iterable<LegId>): Promise<ReadonlySet<LegId>>;
  /** Calls made to outside numbers after that moment, by `at`, then `seq`. */
  outsideSince(then: Instant): Promise<readonly JournalEntryOf<'outsideUsed'>[]>;
  /** The newest calls first, by the `seq` of their arrival. `before`: only those that arrived before that call. */
  callIds(limit: number, before?: CallId): Promise<readonly CallId[]>;
  /** In which they called, were called, or asked without a number to be called back; newest first, read as far as they are wanted. */
  callsOf(who: CallerSought): AsyncIterable<CallId>;
}

/** A contact, or a number that is no contact's. */
export interface CallerSought {
  readonly contact?: string;
  readonly numbers: readonly string[];
  /** Whether a value is one of these numbers, however it is written; they end in the same six digits. */
  readonly isOf: (value: string) => boolean;
  /** Somebody waits: for minutes after an upgrade, older calls that only a search through all of the journal would find are left out. */
  readonly atOnce?: true;
}

export interface JournalQuery {
  /** Only entries with a higher `seq` (default: all). */
  readonly after?: number;
  /** The first moment (default: the beginning). Entries of calls that the safety net served are older than their `seq`. */
  readonly from?: Instant;
  /** The first moment that is not included (default: the end). */
  readonly to?: Instant;
  /** Entries that name the queue, or whose decision was made for it. */
  readonly queue?: QueueName;
  /** Entries about the agent, offers to them, and what was done on their behalf. */
  readonly agent?: AgentName;
  readonly limit: number;
}

/**
 * What is kept about a person, and how it is erased. Entries, saved calls and recorded turns stay as they are, and only
 * point to personal values; erased ones are read as placeholders (`erased-12`), the same one wherever a value stood.
 */
export interface Erasure {
  /**
   * Finds what is stored about the person with this number. `isOf`: whether a value is one of these numbers in another form.
   * May take seconds in a large journal; other work goes on meanwhile.
   */
  traces(number: string, isOf: (value: string, numbers: readonly string[]) => boolean): Promise<Traces>;
  /**
   * What is kept about a caller without a number: of that call, and of the callback that was booked in it. `has_number`: the
   * caller has one, by which all their calls are found. Undefined: there is no such call.
   */
  tracesOfCall(call: CallId): Promise<Traces | 'has_number' | undefined>;
  /** From now on it is noted what is written, so that an erasure which goes on in slices misses nothing. To be ended. */
  watchWrites(): Promise<WritesWatched>;
  /**
   * Erases what was found: all personal values of these numbers and calls, the contact, and the messages. Afterwards they
   * are nowhere in what the store keeps, be it free space or a log, unless `isRewritingDue` says so. `live`: `isLive` said at the
   * last moment that a call of theirs is in progress. `called_meanwhile`: a call of theirs has come and ended since the traces were
   * found. After both, find the traces again: some of them may be erased, and the rest is found as before.
   */
  erase(
    traces: Traces,
    when: {
      readonly isLive: () => boolean;
      /** Nothing is in progress that a halt of some seconds would disturb. */
      readonly mayPause: () => boolean;
      /** Since before the traces were found. If omitted: from now on. */
      readonly watched?: WritesWatched;
    },
  ): Promise<Erased | 'live' | 'called_meanwhile'>;
  /** Clears free space after erasures, if that is due; whether it was done. A large store does that only when it is opened. */
  finish(mayPause: boolean): Promise<boolean>;
  /** Remains of what was erased may be left in free space, until `finish` or the next start. */
  isRewritingDue(): Promise<boolean>;
  /** Files beside the store that hold earlier states of it, with all personal values. */
  copies(): Promise<readonly string[]>;
}

/** Names and numbers in the journal, by how old the calls are in which they stand. */
export interface JournalDetails {
  /** From now on they are kept once more, so that the age of those before is known. Within a day of the last time nothing is done. */
  begin(now: Instant): Promise<void>;
  /** So many stand only in entries from before then; of more than 100,000, that many. */
  count(before: Instant): Promise<number>;
  /** Erases them; so many. Other work goes on meanwhile. Contacts, numbers that callers dial, and totals stay. */
  erase(before: Instant): Promise<number>;
}

export interface WritesWatched {
  end(): void;
}

export interface Traces {
  /** All numbers of the contact, or the one that was asked for. */
  readonly numbers: readonly string[];
  readonly isOf: (value: string) => boolean;
  readonly contact?: string;
  /**
   * In which they called, were called back, or were called by an agent; or in which a caller without a number asked to be
   * called back at theirs.
   */
  readonly calls: readonly CallId[];
  /** Messages that they left. */
  readonly recordings: readonly string[];
}

export interface Erased {
  /** So many personal values were erased. */
  readonly values: number;
  readonly messages: number;
}

/** PINs of agents, kept as salted hashes; a PIN itself is never given out. */
export interface PinBook {
  /** Undefined: the agent has no PIN any more. */
  set(agent: AgentName, pin: string | undefined, at: Instant): Promise<void>;
  check(agent: AgentName, pin: string): Promise<'right' | 'wrong' | 'none'>;
  /** Agents who have one, by name. */
  agents(): Promise<readonly AgentName[]>;
}

/** Full text over what callers call about. Kept for searching only: it is kept up with the plan in force. */
export interface DirectoryIndex {
  /** This can be found from then on, and nothing else. Takes its time, so that calls go on meanwhile. */
  keep(entries: readonly DirectoryText[], signal?: AbortSignal): Promise<void>;
  /**
   * The best first. Any text will do: what is no word is passed over, and a word may be the beginning of one. Without any
   * text: all, in the order in which they were given.
   */
  find(text: string, limit: number): Promise<readonly DirectoryHit[]>;
}

export interface DirectoryText extends DirectoryHit {
  /** What it is called. */
  readonly titles: readonly string[];
  /** Words and questions that callers use for it. */
  readonly words: readonly string[];
  /** Who is behind it. */
  readonly people: readonly string[];
}

export interface DirectoryHit {
  readonly kind: 'topic' | 'agent' | 'queue';
  /** In the plan. */
  readonly name: string;
}

export interface VoicemailBox {
  /** The newest first; of one voicemail, or of all. `new`: those that are unheard and have speech. */
  list(
    voicemail: string | undefined,
    limit: number,
    which?: 'all' | 'new',
  ): Promise<readonly VoicemailMessage[]>;
  /** Undefined: there is no such message, or it was deleted. */
  one(recording: string): Promise<VoicemailMessage | undefined>;
  /** In which it was left; undefined: there is no such message. The safety net names recordings by no call. */
  callOf(recording: string): Promise<CallId | undefined>;
  /** The messages that are there, by the call in which they were left: their recordings. */
  byCall(): Promise<ReadonlyMap<CallId, readonly string[]>>;
  /** Of each voicemail that has a message, by name: for lamps. It is read again after each entry that `changesCounts`. */
  counts(): Promise<readonly VoicemailCount[]>;
  /** Those that no rule has listened to yet. */
  unjudged(): Promise<readonly VoicemailMessage[]>;
  /** Those of a voicemail that were left before that moment. */
  olderThan(voicemail: string, at: Instant): Promise<readonly VoicemailMessage[]>;
  /** Recordings of deleted messages, whose sound is yet to be removed. */
  deleted(): Promise<readonly string[]>;
  /** The sound of a deleted message is gone, and so is its row. */
  forget(recording: string): Promise<void>;
}

export interface VoicemailCount {
  readonly voicemail: string;
  /** Unheard messages; those without speech do not count. */
  readonly unheard: number;
  /** Heard, or without speech. */
  readonly others: number;
}

/** Whether the counts of messages may be others after that entry. */
export const changesCounts = ({ type }: JournalEntry): boolean =>
  type === 'messageLeft' || type === 'messageChanged' || type === 'contactErased';

/** Folded from `messageLeft` and `messageChanged` entries as they are committed. */
export interface VoicemailMessage {
  readonly recording: string;
  readonly voicemail: string;
  readonly call: CallId;
  readonly callerNumber?: string;
  readonly callerName?: string;
  readonly at: Instant;
  /** Milliseconds. */
  readonly lasted: number;
  /** If omitted: it is unheard. */
  readonly heardAt?: Instant;
  readonly heardBy?: string;
  /** An agent. */
  readonly assignedTo?: AgentName;
  /** Whether it has speech; if omitted: not judged yet. */
  readonly speech?: boolean;
  readonly deletedAt?: Instant;
}
