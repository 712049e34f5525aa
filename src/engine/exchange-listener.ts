/** What the exchange says: its events become turns, and a link that is lost or comes back is seen to. */
import type { TelephonyEvent } from '../call/kept/events.ts';
import type { World } from '../call/turn/world.ts';
import type { Log } from '../ports/log.ts';
import type { TelephonyListener } from '../ports/telephony.ts';
import { callOf, type LegId } from '../shared/ids.ts';
import type { Duration } from '../shared/time.ts';
import type { Callers } from './callers.ts';
import type { PlanChanges } from './plan-changes.ts';
import type { Reconciler } from './reconcile/reconciler.ts';
import type { Trouble } from './trouble.ts';
import type { Turns } from './turns.ts';

/** Whether a start finds it out again. Not so a caller's end, which is counted, nor a key, a hold or a transfer. */
function isAskedAgain(event: TelephonyEvent): boolean {
  if (event.type === 'legEnded') return callOf(event.leg) !== undefined;
  return event.type === 'legRinging' || event.type === 'phoneChanged' || event.type === 'trunkChanged';
}

export interface ExchangeListenerNeeds {
  readonly world: Pick<World, 'callOnLeg' | 'agentOnLeg'>;
  readonly turns: Pick<Turns, 'take' | 'hear' | 'backlog'>;
  readonly callers: Pick<Callers, 'complete'>;
  readonly reconciler: Pick<Reconciler, 'reconcileAll' | 'lost' | 'compareSoon'>;
  readonly planChanges: Pick<PlanChanges, 'linkIsUp'>;
  readonly trouble: Trouble;
  /** How late this process is. */
  readonly late: () => Duration;
  readonly phonesAlarm: (what: string) => void;
  /** Another engine has taken the exchange over. */
  readonly replaced: (reason: string) => void;
  readonly log: Log;
}

export class ExchangeListener implements TelephonyListener {
  readonly #needs: ExchangeListenerNeeds;
  #isProvisioned = false;

  constructor(needs: ExchangeListenerNeeds) {
    this.#needs = needs;
  }

  /** The exchange knows the phones of the plan: a link that comes up again is reconciled from now on. */
  provisioned(): void {
    this.#isProvisioned = true;
  }

  event(event: TelephonyEvent): void {
    const { turns, callers, reconciler, late } = this.#needs;
    if (event.type === 'legEnded' && this.#isUnknown(event.leg)) reconciler.compareSoon();
    const complete = callers.complete(
      event.type === 'callArrived' ? { ...event, load: { late: late(), backlog: turns.backlog } } : event,
    );
    turns.hear(complete, isAskedAgain(event));
  }

  #isUnknown(leg: LegId): boolean {
    const { world } = this.#needs;
    return (
      callOf(leg) === undefined && world.callOnLeg(leg) === undefined && world.agentOnLeg(leg) === undefined
    );
  }

  link(state: 'up' | 'down' | 'replaced', reason: string): void {
    const { log, trouble, reconciler, planChanges, replaced } = this.#needs;
    log.info({ state, reason }, 'The connection to Asterisk has changed.');
    if (state === 'up') {
      if (this.#isProvisioned) void reconciler.reconcileAll();
      planChanges.linkIsUp();
      return;
    }
    trouble.link = `exchange: ${reason}`;
    if (this.#isProvisioned) reconciler.lost(reason);
    if (state === 'replaced') replaced(trouble.link);
  }

  phonesUnheard(reason: string | undefined): void {
    const { trouble, phonesAlarm } = this.#needs;
    if (reason !== undefined && trouble.phones === undefined)
      phonesAlarm(`no state updates from phones: ${reason}`);
    trouble.phones = reason;
  }
}
