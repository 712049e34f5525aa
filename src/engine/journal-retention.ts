/** Erases names and numbers in calls that are older than the plan keeps them. Contacts and totals stay. */
import type { Plan } from '../plan/model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { JournalDetails } from '../ports/store.ts';
import { AtIntervals } from '../shared/at-intervals.ts';
import { type Duration, minutes } from '../shared/time.ts';

export interface JournalRetentionNeeds {
  readonly details: JournalDetails;
  readonly plan: () => Pick<Plan, 'retention'>;
  readonly clock: Clock;
  readonly log: Log;
}

const lookEvery: Duration = minutes(60);

export class JournalRetention extends AtIntervals {
  readonly #needs: JournalRetentionNeeds;

  constructor(needs: JournalRetentionNeeds) {
    super(needs.clock, lookEvery);
    this.#needs = needs;
  }

  protected async look(): Promise<void> {
    const { details, plan, clock, log } = this.#needs;
    try {
      // Without the setting too: a plan that has it one day finds how old everything is.
      await details.begin(clock.now());
      const keepFor = plan().retention?.journal;
      if (keepFor === undefined) return;
      const erased = await details.erase(clock.now() - keepFor);
      if (erased > 0) log.info({ erased }, 'Erased names and numbers in old calls.');
    } catch (error) {
      log.error({ err: error }, 'Cannot erase names and numbers in old calls; retrying.');
    }
  }
}
