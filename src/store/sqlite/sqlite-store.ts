/**
 * The store on SQLite.
 *
 * Vocabulary: a **batch** is what some turns changed; its **snapshots** (calls, agents) replace those before, its
 * **journal** entries are appended, and the rows that `projections/` folds from them (contacts, messages) are written in
 * the same transaction.
 *
 * Invariants: a batch is stored whole or not at all; a resolved commit survives kill -9; `seq` has no gaps; a failed
 * request leaves the store usable for the next one.
 *
 * SQLite is called synchronously: a batch takes far less than a millisecond, less than the way to another thread and
 * back.
 */
import type { Database } from 'better-sqlite3';
import type { ArticleBook } from '../../ports/articles.ts';
import type { AuditTrail } from '../../ports/audit.ts';
import type { DeliveryBook } from '../../ports/deliveries.ts';
import type { FigureBook } from '../../ports/figures.ts';
import type { HelpdeskBook } from '../../ports/helpdesk.ts';
import type { Log } from '../../ports/log.ts';
import type { WrongEntries } from '../../ports/lookups.ts';
import type { PeopleBook } from '../../ports/people.ts';
import type { CaseBook, QualityBook } from '../../ports/quality.ts';
import type { RecordingIndex } from '../../ports/recordings.ts';
import type {
  Batch,
  ContactBook,
  DirectoryIndex,
  Erasure,
  JournalDetails,
  JournalReader,
  PinBook,
  PlanArchive,
  Saved,
  Store,
  TurnRecord,
  VoicemailBox,
} from '../../ports/store.ts';
import type { TicketBook } from '../../ports/tickets.ts';
import type { WebhookBook } from '../../ports/webhooks.ts';
import type { Instant } from '../../shared/time.ts';
import { contactChange } from '../projections/contacts.ts';
import { recordingChange } from '../projections/recordings.ts';
import { articleBook } from './articles/articles.ts';
import { auditTrail } from './audit.ts';
import { ContactIds, storeContactChanges } from './contacts/contact-rows.ts';
import { contactBook } from './contacts/contacts.ts';
import { directoryIndex } from './contacts/directory.ts';
import { type DatabaseSettings, openDatabase } from './database.ts';
import { deliveryBook } from './deliveries.ts';
import { asked, failure, StoreUnavailable, saysTaken } from './errors.ts';
import { figureBook } from './figures.ts';
import { addSounds, type BackupWork, copyDatabase } from './file/backup.ts';
import { fileIdOf } from './file/own-file.ts';
import { pathOf } from './file/path-of.ts';
import { type LogWriter, type OpenedFile, WriteAheadLog } from './file/write-ahead-log.ts';
import { entryOf, entryText, openJournal, storeJournal } from './journal/journal.ts';
import { peopleBook } from './people/people.ts';
import { journalDetails } from './personal/details.ts';
import { erasure } from './personal/erasure.ts';
import { PersonalValues } from './personal/personal.ts';
import { pinBook } from './pins.ts';
import { planArchive } from './plans.ts';
import { caseBook } from './quality/cases.ts';
import { qualityBook } from './quality/quality.ts';
import { storeTurns, turnRecord } from './recorded.ts';
import { loadSnapshot, storeSnapshot } from './snapshot.ts';
import { recordingIndex, storeRecordings } from './talk-recordings.ts';
import { helpdeskBook } from './tickets/helpdesk.ts';
import { ticketBook } from './tickets/tickets.ts';
import { storeMessages, voicemailBox } from './voicemails.ts';
import { webhookBook } from './webhooks.ts';
import { wrongEntryBook } from './wrong-entries.ts';

export interface StoreSettings extends DatabaseSettings {
  /** Does what is long about a backup. Default: between the other work of this thread. */
  readonly backupWork?: BackupWork;
  /** Makes what writes the database's log back. Default: commits do, and wait for the disk. */
  readonly logWriter?: (database: OpenedFile) => LogWriter;
}

const here: BackupWork = { copyDatabase, addSounds };

/**
 * `path`: a file in an existing folder, or `:memory:`. Rejects with StoreLocked, StoreTooNew or StoreUnavailable; each
 * message says what to do.
 */
export async function openStore(path: string, log: Log, settings: StoreSettings = {}): Promise<Store> {
  const db = openDatabase(path, log, settings);
  try {
    return new SqliteStore(db, log, settings);
  } catch (error) {
    const told = failure(db, error);
    db.close();
    throw told;
  }
}

export class SqliteStore implements Store {
  readonly contacts: ContactBook;
  readonly plans: PlanArchive;
  readonly journal: JournalReader;
  readonly voicemails: VoicemailBox;
  readonly pins: PinBook;
  readonly directory: DirectoryIndex;
  readonly erasure: Erasure;
  readonly details: JournalDetails;
  readonly recorded: TurnRecord;
  readonly audit: AuditTrail;
  readonly people: PeopleBook;
  readonly figures: FigureBook;
  readonly deliveries: DeliveryBook;
  readonly webhooks: WebhookBook;
  readonly helpdesk: HelpdeskBook;
  readonly wrongEntries: WrongEntries;
  readonly recordings: RecordingIndex;
  readonly tickets: TicketBook;
  readonly articles: ArticleBook;
  readonly quality: QualityBook;
  readonly cases: CaseBook;
  readonly #db: Database;
  readonly #log: Log;
  readonly #personal: PersonalValues;
  readonly #writeAheadLog: WriteAheadLog;
  readonly #backupWork: BackupWork;
  readonly #store: (batch: Batch) => void;

  constructor(db: Database, log: Log, { backupWork = here, logWriter }: StoreSettings = {}) {
    this.#db = db;
    this.#log = log;
    this.#backupWork = backupWork;
    this.#writeAheadLog = new WriteAheadLog(db, log);
    const path = pathOf(db);
    const file = fileIdOf(path);
    this.#writeAheadLog.start(file === undefined ? undefined : logWriter?.({ path, file }));
    const contactIds = new ContactIds(db);
    const personal = new PersonalValues(db);
    this.#personal = personal;
    this.contacts = contactBook(db, contactIds);
    this.plans = planArchive(db);
    const { reader, rowsOfCall, callers, added } = openJournal(db, personal, log);
    this.journal = reader;
    this.voicemails = voicemailBox(db, this.journal);
    this.pins = pinBook(db);
    this.directory = directoryIndex(db);
    this.recorded = turnRecord(db, personal);
    this.audit = auditTrail(db);
    this.people = peopleBook(db);
    this.figures = figureBook(db);
    this.deliveries = deliveryBook(db);
    this.webhooks = webhookBook(db);
    this.helpdesk = helpdeskBook(db);
    this.wrongEntries = wrongEntryBook(db);
    this.recordings = recordingIndex(db);
    this.tickets = ticketBook(db);
    this.articles = articleBook(db);
    this.quality = qualityBook(db);
    this.cases = caseBook(db);
    const journal = storeJournal(db, personal);
    const turns = storeTurns(db, personal);
    const message = storeMessages(db);
    const recording = storeRecordings(db);
    const contact = storeContactChanges(db, contactIds);
    const snapshot = storeSnapshot(db, personal);
    const store = db.transaction((batch: Batch) => {
      journal(batch.journal, batch.firstSeq);
      if (batch.recorded) turns(batch.recorded, batch.journal);
      for (const entry of batch.journal) {
        const said = contactChange(entry);
        if (said) contact(said);
        message(entry);
        const recorded = recordingChange(entry);
        if (recorded) recording(recorded);
      }
      snapshot.store(batch);
    });
    this.#store = (batch) => {
      try {
        store.immediate(batch);
        added(batch.journal, batch.firstSeq);
      } catch (error) {
        personal.forget();
        snapshot.forget();
        throw error;
      }
    };
    const { makeReady, ...erasing } = erasure({
      db,
      writeAheadLog: this.#writeAheadLog,
      personal,
      contactIds,
      rowsOfCall,
      callers,
      entryOf: (row) => entryOf(row, personal),
      textOf: (entry) => entryText(personal, entry),
    });
    this.erasure = erasing;
    this.details = journalDetails({ db, personal, makeReady });
  }

  commit(batch: Batch): Promise<'stored' | 'fenced'> {
    return asked(this.#db, () => {
      try {
        this.#store(batch);
        return 'stored';
      } catch (error) {
        if (saysTaken(error)) return 'fenced';
        throw error;
      }
    });
  }

  load(): Promise<Saved> {
    return asked(this.#db, () => loadSnapshot(this.#db, this.#personal, this.#log));
  }

  async backUp(
    to: string,
    at: Instant,
    soundOf: (recording: string) => string | undefined,
    more: readonly string[] = [],
  ): Promise<void> {
    if (!this.#db.open) throw new StoreUnavailable('CLOSED', 'The store is closed.');
    try {
      const recordings = await this.#writeAheadLog.whileStill((files) =>
        onlyOne(this.#backupWork.copyDatabase({ ...files, to, at })),
      );
      const sounds = [...recordings, ...more].flatMap((recording) => {
        const path = soundOf(recording);
        return path === undefined ? [] : [[recording, path] as const];
      });
      if (sounds.length > 0) await onlyOne(this.#backupWork.addSounds({ to, sounds }));
    } catch (error) {
      throw failure(this.#db, error);
    }
  }

  async close(): Promise<void> {
    await this.#writeAheadLog.close();
  }
}

async function onlyOne<Part>(parts: AsyncIterable<Part>): Promise<Part> {
  for await (const part of parts) return part;
  throw new Error('the work has yielded nothing');
}
