/**
 * A page that polls without the right would fill the audit trail with the same row. The first refusal is recorded at once; those
 * that follow are counted, and the count is recorded once a minute, as long as they go on.
 */
import type { AuditEntry } from '../../ports/audit.ts';
import type { Clock } from '../../ports/clock.ts';
import { type Duration, type Instant, minutes } from '../../shared/time.ts';

const every: Duration = minutes(1);
/** Followed at a time. What is new beyond them is recorded each time. */
const most = 1000;

interface Repeated {
  /** The last one. */
  entry: AuditEntry;
  times: number;
  since: Instant;
  callOff: () => void;
}

export class RepeatedRefusals {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #record: (entry: AuditEntry) => void;
  readonly #repeated = new Map<string, Repeated>();

  constructor(clock: Pick<Clock, 'after'>, record: (entry: AuditEntry) => void) {
    this.#clock = clock;
    this.#record = record;
  }

  /** @param sameAs what makes a refusal the same as another: who, what, and of what */
  refused(entry: AuditEntry, sameAs: string): void {
    const before = this.#repeated.get(sameAs);
    if (before) {
      if (before.times === 0) before.since = entry.at;
      before.times += 1;
      before.entry = entry;
      return;
    }
    this.#record(entry);
    if (this.#repeated.size >= most) return;
    this.#repeated.set(sameAs, { entry, times: 0, since: entry.at, callOff: this.#later(sameAs) });
  }

  /** Records what was counted so far; what follows is a first one again. */
  end(): void {
    for (const repeated of this.#repeated.values()) {
      repeated.callOff();
      this.#recordCount(repeated);
    }
    this.#repeated.clear();
  }

  #later(sameAs: string): () => void {
    return this.#clock.after(every, () => {
      const repeated = this.#repeated.get(sameAs);
      if (!repeated) return;
      if (repeated.times === 0) return void this.#repeated.delete(sameAs);
      this.#recordCount(repeated);
      repeated.times = 0;
      repeated.callOff = this.#later(sameAs);
    });
  }

  #recordCount({ entry, times, since }: Repeated): void {
    if (times > 0) this.#record({ ...entry, details: { asked: { times, since } } });
  }
}
