/**
 * Imports the calls that the safety net has served while the engine was down or unreachable into the journal, each
 * once.
 *
 * The exchange reports them again and again, until they are known to be in the journal; and each is looked up in the
 * journal before it is imported. So a kill at any moment neither loses a call nor counts one twice. While the store
 * fails, or the exchange is unreachable, nothing is imported, because the content of the journal would be unknown.
 */
import type { CallArrived, Caller, Event, ServedCall } from '../call/kept/events.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { JournalReader } from '../ports/store.ts';
import type { Telephony } from '../ports/telephony.ts';
import type { LegId } from '../shared/ids.ts';
import { type Duration, seconds } from '../shared/time.ts';
import type { Turns } from './turns.ts';

const checkEvery: Duration = seconds(10);
/** The end of a call that we had ourselves may be on its way to the journal. */
const settles: Duration = seconds(2);

export interface ServedCallsImportNeeds {
  readonly telephony: Pick<Telephony, 'servedMeanwhile'>;
  readonly journal: Pick<JournalReader, 'knownLegs'>;
  readonly turns: Pick<Turns, 'take' | 'idle'>;
  readonly recognise: (arrival: CallArrived) => Promise<Caller>;
  /** Events or commits are held up, so that the journal does not know yet what has happened. */
  readonly isBehind: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

export class ServedCallsImport {
  readonly #needs: ServedCallsImportNeeds;
  /** In the journal for good. */
  readonly #known = new Set<LegId>();
  /** Given to the core by this run, be they stored already or not. */
  readonly #taken = new Set<LegId>();
  #callOff: () => void = () => undefined;
  #checking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(needs: ServedCallsImportNeeds) {
    this.#needs = needs;
  }

  /** Looks now, and then every ten seconds. */
  start(): void {
    this.#callOff();
    this.#checking = this.#check();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff();
    await this.#checking;
  }

  async #check(): Promise<void> {
    const { clock, log, isBehind } = this.#needs;
    let again = checkEvery;
    try {
      if (isBehind() || (await this.#importCalls())) again = settles;
    } catch (error) {
      log.warn({ err: error }, 'Cannot read the log of the safety net.');
    }
    if (this.#stopped) return;
    this.#callOff = clock.after(again, () => this.start());
  }

  /** Whether there is more of which it is too early to tell. */
  async #importCalls(): Promise<boolean> {
    const { telephony, journal, turns, clock } = this.#needs;
    const told = await telephony.servedMeanwhile(this.#known);
    if (told.length === 0) return false;
    await turns.idle();
    for (const leg of await journal.knownLegs(told.map(({ leg }) => leg))) this.#known.add(leg);
    const fresh = told.filter(({ leg }) => !this.#known.has(leg) && !this.#taken.has(leg));
    const ripe = fresh.filter(({ endedAt }) => endedAt + settles <= clock.now());
    for (const call of ripe) {
      this.#taken.add(call.leg);
      void turns.take(this.#complete(call));
    }
    return fresh.length > ripe.length;
  }

  async #complete(served: ServedCall): Promise<Event> {
    const { recognise, clock } = this.#needs;
    const { leg, via, dialled, callerNumber, callerName, arrivedAt } = served;
    const caller = await recognise({
      type: 'callArrived',
      at: arrivedAt,
      leg,
      via,
      dialled,
      callerNumber,
      callerName,
    });
    return { type: 'callWasServed', at: clock.now(), served, caller };
  }
}
