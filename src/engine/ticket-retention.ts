/** Erases solved and closed tickets that have not changed for as long as the plan keeps them, some at a time. */
import { setImmediate as giveWay } from 'node:timers/promises';
import type { Plan } from '../plan/model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { TicketBook } from '../ports/tickets.ts';
import { AtIntervals } from '../shared/at-intervals.ts';
import { type Duration, minutes } from '../shared/time.ts';

export interface TicketRetentionNeeds {
  readonly tickets: Pick<TicketBook, 'eraseFinished'>;
  readonly plan: () => Pick<Plan, 'retention'>;
  readonly clock: Clock;
  readonly log: Log;
}

const lookEvery: Duration = minutes(60);
/** Erased at once: some milliseconds. In an hour: so a plan that keeps them for less is followed within days, not at once. */
const [part, mostErased] = [20, 2000];

export class TicketRetention extends AtIntervals {
  readonly #needs: TicketRetentionNeeds;

  constructor(needs: TicketRetentionNeeds) {
    super(needs.clock, lookEvery);
    this.#needs = needs;
  }

  protected async look(): Promise<void> {
    const { tickets, plan, clock, log } = this.#needs;
    const keepFor = plan().retention?.tickets;
    if (keepFor === undefined) return;
    try {
      let erased = 0;
      while (erased < mostErased && !this.isStopped) {
        const gone = await tickets.eraseFinished(clock.now() - keepFor, part);
        erased += gone;
        if (gone < part) break;
        await giveWay();
      }
      if (erased > 0) log.info({ erased }, 'Erased tickets that were finished long ago.');
    } catch (error) {
      log.error({ err: error }, 'Cannot erase tickets whose time is over; retrying.');
    }
  }
}
