/**
 * Sends what is due, off the call path.
 *
 *     waiting --due--> an attempt --sent--> sent
 *        ^               |  |
 *        +---- later ----+  +-- refused, withdrawn, or later for too long --> dead --replay--> waiting
 *
 * A target that fails is left alone for a growing while, so that ten thousand deliveries do not knock at a door that does
 * not open; the first of them that is due then shows whether it opens again. One delivery that alone is refused waits by
 * itself, and others pass.
 *
 * Invariants: an attempt is noted before it begins; of a lane, one is under way at most.
 */
import type { Clock } from '../../ports/clock.ts';
import {
  type Attempt,
  type Channel,
  type Delivery,
  type DeliveryBook,
  deliveriesKeptFor,
  type Next,
} from '../../ports/deliveries.ts';
import type { Log } from '../../ports/log.ts';
import { defined } from '../../shared/defined.ts';
import { type Duration, type Instant, minutes, seconds } from '../../shared/time.ts';
import type { Carried, Carrier } from './carrier.ts';
import { pauseAfter } from './pauses.ts';

const mostAttempts = 20;
/** What has not arrived by then is dead. */
const patience: Duration = minutes(3 * 24 * 60);
/** A look without a reason: what a full disk has kept from being stored is found again. */
const lookEvery: Duration = seconds(30);
/** What is over is forgotten so many at a time. */
const pruneAtOnce = 500;

export interface DispatcherNeeds {
  readonly book: DeliveryBook;
  readonly carriers: Partial<Record<Channel, Carrier>>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: Log;
  /** 0 up to 1. */
  readonly chance?: () => number;
  /** How long what is over stays in the log. */
  readonly keepFor?: () => Duration | undefined;
  readonly died?: (delivery: Delivery, reason: string) => void;
}

interface Target {
  underWay: number;
  /** In a row. */
  failures: number;
  pausedUntil: Instant;
}

export class Dispatcher {
  readonly #needs: DispatcherNeeds;
  readonly #targets = new Map<string, Target>();
  readonly #underWay = new Set<Promise<void>>();
  /** What became of attempts, while the store takes nothing; until it is stored, their lanes wait. */
  readonly #unstored = new Map<string, () => Promise<void>>();
  readonly #stopping = new AbortController();
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #started = false;
  #callOff: () => void = () => undefined;

  constructor(needs: DispatcherNeeds) {
    this.#needs = needs;
  }

  async start(): Promise<void> {
    const { book, clock, log } = this.#needs;
    const count = await book.interrupted(clock.now());
    if (count > 0)
      log.warn(
        { count },
        'Deliveries were cut off when the engine ended: they are sent again, and may arrive twice.',
      );
    this.#started = true;
    this.wake();
  }

  /** Something was added. */
  wake(): void {
    if (!this.#started || this.#stopping.signal.aborted) return;
    this.#lookAgain = true;
    this.#looking ??= this.#look();
  }

  /** A target answers again, as far as anyone knows: its address was changed, or someone asks for a replay. */
  unpause(channel: Channel, target: string): void {
    this.#targets.delete(keyOf(channel, target));
    this.wake();
  }

  /** Attempts under way are broken off. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#callOff();
    await this.#looking;
    await Promise.all(this.#underWay);
  }

  async #look(): Promise<void> {
    try {
      while (this.#lookAgain && !this.#stopping.signal.aborted) {
        this.#lookAgain = false;
        await this.#round();
      }
    } catch (error) {
      this.#needs.log.warn({ err: error }, 'Cannot look for deliveries; trying again.');
      this.#later(lookEvery);
    } finally {
      this.#looking = undefined;
    }
  }

  async #round(): Promise<void> {
    const { book, carriers, clock } = this.#needs;
    for (const [id, store] of this.#unstored) {
      await store();
      this.#unstored.delete(id);
    }
    const now = clock.now();
    let next = now + lookEvery;
    for (const { channel, target, due } of await book.targets()) {
      const carrier = carriers[channel];
      if (!carrier) continue;
      const state = this.#targetOf(channel, target);
      const opens = Math.max(due, state.pausedUntil);
      if (opens > now) {
        next = Math.min(next, opens);
        continue;
      }
      // While it fails, one attempt finds out whether it still does.
      const most = state.failures > 0 ? 1 : carrier.atOnce;
      const free = most - state.underWay;
      if (free <= 0) continue;
      for (const delivery of await book.due(channel, target, now, free)) {
        await book.begin(delivery.id, clock.now());
        this.#try(delivery, carrier, state);
      }
    }
    this.#later(next - now);
    await this.#prune(now);
  }

  async #prune(now: Instant): Promise<void> {
    const { book, keepFor } = this.#needs;
    await book.prune(now - (keepFor?.() ?? deliveriesKeptFor), pruneAtOnce);
  }

  #later(delay: Duration): void {
    this.#callOff();
    if (!this.#stopping.signal.aborted) this.#callOff = this.#needs.clock.after(delay, () => this.wake());
  }

  #targetOf(channel: Channel, target: string): Target {
    const key = keyOf(channel, target);
    const known = this.#targets.get(key) ?? { underWay: 0, failures: 0, pausedUntil: 0 };
    this.#targets.set(key, known);
    return known;
  }

  #try(delivery: Delivery, carrier: Carrier, target: Target): void {
    target.underWay += 1;
    const attempt = this.#attempt(delivery, carrier, target).finally(() => {
      target.underWay -= 1;
      this.#underWay.delete(attempt);
      this.wake();
    });
    this.#underWay.add(attempt);
  }

  async #attempt(delivery: Delivery, carrier: Carrier, target: Target): Promise<void> {
    const { book, clock, log } = this.#needs;
    const at = clock.now();
    const carried = await carriedBy(carrier, delivery, this.#stopping.signal);
    // What a stop has broken off is found at the next start, like what a kill has.
    if (this.#stopping.signal.aborted && carried.is !== 'sent') return;
    const next = this.#nextAfter(carried, delivery, target);
    const lasted = Math.max(0, clock.now() - at);
    const store = (): Promise<void> => this.#store(delivery, carried, next, { at, lasted });
    try {
      await store();
    } catch (error) {
      const facts = { delivery: delivery.id, channel: delivery.channel, kind: delivery.kind };
      log.error({ err: error, ...facts }, 'Cannot store what became of a delivery; trying again.');
      this.#unstored.set(delivery.id, store);
      return;
    }
    if (carried.is === 'later')
      await book
        .giveUp(delivery.channel, delivery.target, clock.now() - patience, clock.now())
        .catch((error: unknown) => log.warn({ err: error }, 'Cannot give up old deliveries; trying again.'));
  }

  async #store(
    delivery: Delivery,
    carried: Carried,
    next: Next,
    when: Pick<Attempt, 'at' | 'lasted'>,
  ): Promise<void> {
    const { book, log } = this.#needs;
    const { id, channel, kind } = delivery;
    const { code } = carried;
    const reason = carried.is === 'sent' ? undefined : carried.reason;
    const mayBeTwice = carried.is === 'later' && carried.mayHaveArrived === true;
    const outcome = carried.is === 'sent' ? 'sent' : 'failed';
    await book.end(id, { ...when, outcome, ...defined({ code, reason }) }, next, mayBeTwice);
    const facts = { delivery: id, channel, kind, code, reason };
    if (carried.is === 'withdrawn') log.info(facts, 'A delivery was withdrawn: it is not wanted any more.');
    else if (next.state === 'dead') {
      log.warn(
        facts,
        'A delivery was given up. `cordboard deliveries --dead` lists those, and can send them again.',
      );
      this.#needs.died?.(delivery, reason ?? '');
    } else if (next.state === 'waiting') log.debug(facts, 'A delivery failed and is tried again.');
  }

  #nextAfter(carried: Carried, delivery: Delivery, target: Target): Next {
    const { clock, chance = Math.random } = this.#needs;
    if (carried.is === 'sent') {
      target.failures = 0;
      target.pausedUntil = 0;
      return { state: 'sent' };
    }
    if (carried.is === 'refused' || carried.is === 'withdrawn') return { state: 'dead' };
    const now = clock.now();
    if (carried.notOthers !== true) {
      target.failures += 1;
      target.pausedUntil = now + Math.max(carried.retryAfter ?? 0, pauseAfter(target.failures, chance()));
    }
    if (delivery.attempts + 1 >= mostAttempts || now - delivery.at >= patience) return { state: 'dead' };
    const pause = Math.max(carried.retryAfter ?? 0, pauseAfter(delivery.attempts + 1, chance()));
    return { state: 'waiting', due: now + pause };
  }
}

/** A carrier that cannot even read what it is to carry, as of a store that fails, has not sent it. */
async function carriedBy(carrier: Carrier, delivery: Delivery, signal: AbortSignal): Promise<Carried> {
  try {
    return await carrier.carry(delivery, signal);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'failed';
    return { is: 'later', reason };
  }
}

const keyOf = (channel: Channel, target: string): string => `${channel} ${target}`;
