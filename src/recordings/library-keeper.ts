/**
 * Sounds that were recorded at a phone for the library: once their recording is kept, it moves there; otherwise its file is
 * removed. It follows the journal after the commit; what a kill has left open is found again among the last entries at the start.
 */
import { access, rm } from 'node:fs/promises';
import type { JournalEntryOf, StoredEntry } from '../call/kept/journal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { SoundKept, SoundKey } from '../ports/sounds.ts';
import type { JournalReader } from '../ports/store.ts';
import { type Duration, seconds } from '../shared/time.ts';

export interface LibraryKeeperNeeds {
  readonly journal: Pick<JournalReader, 'last' | 'ofTypes'>;
  readonly library: { keepFile(key: SoundKey, file: string): Promise<SoundKept> };
  /** The path of its sound; undefined: it cannot be seen from here. */
  readonly fileOf: (recording: string) => string | undefined;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
  readonly alarm: (what: string) => void;
}

type Recorded = JournalEntryOf<'soundRecorded'>;

/** What is left open by a kill is among them. */
const lookedBack = 5000;
/** A caller who hangs up ends the recording a moment later. */
const fileIsWhole: Duration = seconds(2);

export class LibraryKeeper {
  readonly #needs: LibraryKeeperNeeds;
  #working: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(needs: LibraryKeeperNeeds) {
    this.#needs = needs;
  }

  async start(): Promise<void> {
    const { journal } = this.#needs;
    const newest = (await journal.last(1))[0]?.seq ?? 0;
    for (const entry of await journal.ofTypes(['soundRecorded'], newest - lookedBack, newest))
      this.happened(entry);
  }

  happened(entry: StoredEntry): void {
    if (entry.type !== 'soundRecorded') return;
    if (entry.kept) this.#then(() => this.#keep(entry));
    else this.#needs.clock.after(fileIsWhole, () => this.#then(() => this.#remove(entry)));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#working;
  }

  /** When nothing is left to do. */
  idle(): Promise<void> {
    return this.#working;
  }

  #then(work: () => Promise<void>): void {
    if (this.#isStopped) return;
    this.#working = this.#working.then(work).catch((error: unknown) => {
      this.#needs.log.error({ err: error }, 'Cannot move a recorded sound into the library.');
    });
  }

  async #keep({ sound, language, recording }: Recorded): Promise<void> {
    const { library, fileOf, alarm } = this.#needs;
    const file = fileOf(recording);
    if (file === undefined) return alarm(`the recorded sound ${sound} cannot be read from this machine`);
    // It is in the library already.
    if (!(await isThere(file))) return;
    const kept = await library.keepFile({ name: sound, language }, file);
    if (!kept.kept) alarm(`the recorded sound ${sound} (${language}) cannot be used: ${kept.because}`);
    await rm(file, { force: true });
  }

  async #remove({ recording }: Recorded): Promise<void> {
    const file = this.#needs.fileOf(recording);
    if (file !== undefined) await rm(file, { force: true });
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
