/**
 * Erases contacts who have not called for as long as the plan keeps them, as if someone asked for it: with their calls,
 * messages and recordings. A few at a time, because each looks through the whole journal. Who is on a call, or has a
 * recording on legal hold, is passed over, and tried again once all others have had their turn.
 */
import type { Plan } from '../plan/model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ContactBook, QuietContact } from '../ports/store.ts';
import { AtIntervals } from '../shared/at-intervals.ts';
import { type Duration, minutes } from '../shared/time.ts';

export interface RetentionNeeds {
  readonly contacts: Pick<ContactBook, 'quietSince'>;
  readonly plan: () => Pick<Plan, 'retention'>;
  readonly clock: Clock;
  readonly log: Log;
  /** True: nothing is kept of them any more. */
  readonly erase: (number: string) => Promise<boolean>;
}

const lookEvery: Duration = minutes(60);
/** Erased in an hour, and tried. */
const [mostErased, mostTried] = [20, 100];

export class ContactRetention extends AtIntervals {
  readonly #needs: RetentionNeeds;
  /** Whom the last hour ended with; undefined: it came to the end. */
  #last: QuietContact | undefined;

  constructor(needs: RetentionNeeds) {
    super(needs.clock, lookEvery);
    this.#needs = needs;
  }

  protected async look(): Promise<void> {
    const { contacts, plan, clock, log, erase } = this.#needs;
    const keepFor = plan().retention?.contacts;
    if (keepFor === undefined) return;
    try {
      let erased = 0;
      for (let tried = 0; tried < mostTried && erased < mostErased; ) {
        const part = await contacts.quietSince(clock.now() - keepFor, mostErased - erased, this.#last);
        for (const quiet of part) {
          if (this.isStopped) return;
          this.#last = quiet;
          const [number] = quiet.contact.numbers;
          tried++;
          if (number !== undefined && (await erase(number))) erased++;
        }
        if (part.length > 0) continue;
        this.#last = undefined;
        break;
      }
      if (erased > 0) log.info({ erased }, 'Erased contacts who have not called for long.');
    } catch (error) {
      log.error({ err: error }, 'Cannot erase contacts whose time is over; retrying.');
    }
  }
}
