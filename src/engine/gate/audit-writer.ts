/**
 * Writes what is recorded to the audit trail, a moment later and together: nothing that is asked waits for it. If the store
 * fails, it is tried again, and what is too much to keep in memory is left out and counted in the log.
 */
import type { Audit, AuditEntry, AuditTrail } from '../../ports/audit.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Duration } from '../../shared/time.ts';
import { RepeatedRefusals } from './repeated-refusals.ts';

const soon: Duration = 200;
const again: Duration = 5000;
/** As many as are kept in memory while the store fails. */
const mostKept = 10_000;

export interface AuditWriterNeeds {
  readonly trail: Pick<AuditTrail, 'append'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
}

export class AuditWriter implements Audit {
  readonly #needs: AuditWriterNeeds;
  readonly #repeated: RepeatedRefusals;
  #waiting: AuditEntry[] = [];
  #callOff: (() => void) | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(needs: AuditWriterNeeds) {
    this.#needs = needs;
    this.#repeated = new RepeatedRefusals(needs.clock, (entry) => this.#add(entry));
  }

  record(entry: AuditEntry, sameAs?: string): void {
    if (sameAs === undefined) this.#add(entry);
    else this.#repeated.refused(entry, sameAs);
  }

  #add(entry: AuditEntry): void {
    const { log } = this.#needs;
    const { at, actor, action, object, outcome, code } = entry;
    log.info({ at, by: actor.name, label: actor.label, action, object, outcome, code }, 'audit');
    if (this.#waiting.length >= mostKept) {
      log.error({ action }, 'An entry of the audit trail is lost: the database cannot be written.');
      return;
    }
    this.#waiting.push(entry);
    this.#later(soon);
  }

  /** When all that was recorded so far is written, or could not be. */
  flush(): Promise<void> {
    this.#repeated.end();
    return this.#flush();
  }

  #flush(): Promise<void> {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  #later(delay: Duration): void {
    this.#callOff ??= this.#needs.clock.after(delay, () => void this.#flush());
  }

  async #write(): Promise<void> {
    const { trail, log } = this.#needs;
    const entries = this.#waiting;
    if (entries.length === 0) return;
    this.#waiting = [];
    try {
      await trail.append(entries);
    } catch (error) {
      log.error(
        { err: error, entries: entries.length },
        'The audit trail could not be written; trying again.',
      );
      this.#waiting = [...entries, ...this.#waiting];
      this.#later(again);
    }
  }
}
