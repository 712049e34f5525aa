/** Once a night, the day before is reconciled: the outcome is an alarm, if there is one to raise, and a metric. */
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { type Duration, type Instant, minutes } from '../../shared/time.ts';
import { type Day, dayLength, dayOf, momentsOf, wallAt } from '../../shared/wall-time.ts';

/** When there are the fewest calls, and after the hour that daylight saving may skip. */
const atNight: Duration = 3.5 * 3_600_000;

/** Figures are made of the journal again, after an upgrade. */
const againAfter: Duration = minutes(10);

export interface NightlyNeeds {
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly timeZone: () => string;
  readonly reconcile: (day: Day) => Promise<{
    readonly complete: boolean;
    readonly misfits: readonly { readonly what: string }[];
  }>;
  readonly found: (day: Day, misfits: readonly { readonly what: string }[]) => void;
  readonly log: Log;
}

export class NightlyReconcile {
  readonly #needs: NightlyNeeds;
  #callOff: () => void = () => undefined;
  #stopped = false;

  constructor(needs: NightlyNeeds) {
    this.#needs = needs;
  }

  start(): void {
    const { clock, timeZone } = this.#needs;
    const now = clock.now();
    const due = nextNight(timeZone(), now);
    this.#callOff = clock.after(due - now, () => void this.#night());
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
  }

  async #night(): Promise<void> {
    const { clock, timeZone, reconcile, found, log } = this.#needs;
    const yesterday = dayOf(wallAt(timeZone(), clock.now())) - 1;
    try {
      const { complete, misfits } = await reconcile(yesterday);
      if (this.#stopped) return;
      if (!complete) {
        this.#callOff = clock.after(againAfter, () => void this.#night());
        return;
      }
      found(yesterday, misfits);
    } catch (error) {
      log.error({ err: error }, 'Cannot reconcile the numbers of yesterday.');
    }
    if (!this.#stopped) this.start();
  }
}

function nextNight(timeZone: string, now: Instant): Instant {
  const today = dayOf(wallAt(timeZone, now));
  const at = (day: Day): Instant => momentsOf(timeZone, day * dayLength + atNight).first;
  return at(today) > now ? at(today) : at(today + 1);
}
