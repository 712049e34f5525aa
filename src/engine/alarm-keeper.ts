/**
 * Calls people because of alarms, one after the other in the order of the plan, until someone confirms.
 *
 *     alarm ──► first person ── no 1 pressed, next after ──► next person ── ... ──► last ── repeat after ──► first
 *
 * One call reports all alarms that are open. An alarm that was confirmed is not reported again before `repeat after` is over,
 * however often it is raised. What is open is folded from the journal: after a restart, calls go on where they stopped.
 */
import { setImmediate as giveWay } from 'node:timers/promises';
import { personInWords } from '../call/desk/alarm.ts';
import type { JournalEntryOf, StoredEntry } from '../call/kept/journal.ts';
import { waitsAt } from '../call/turn/waiting-list.ts';
import type { World } from '../call/turn/world.ts';
import type { Alarms } from '../plan/model.ts';
import type { AlarmDesk, OpenAlarm } from '../ports/alarms.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import { count } from '../shared/count.ts';
import { defined } from '../shared/defined.ts';
import { type FailureCode, failureOf } from '../shared/failures/table.ts';
import { type Duration, type Instant, minutes, seconds, spellDuration } from '../shared/time.ts';

export interface AlarmKeeperNeeds {
  readonly world: Pick<World, 'plan' | 'waitingLists'>;
  readonly journal: Pick<Store['journal'], 'find' | 'last' | 'ofTypes'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: Log;
  /** Rings a person; why not, if their phone does not ring. It is journalled. */
  readonly call: (person: number, count: number, code: FailureCode) => Promise<void>;
  readonly alarm: (what: string, code: 'queue_over_limit') => void;
}

const lookEvery: Duration = seconds(5);
/** Older alarms are not called about after a start. */
const readBack: Duration = minutes(60);
/** Entries looked at in one go: few milliseconds, because only those of alarms are read. */
const part = 2000;
const kinds = ['alarmRaised', 'alarmConfirmed', 'alarmCalled'] as const;

export class AlarmKeeper implements AlarmDesk {
  readonly #needs: AlarmKeeperNeeds;
  readonly #open = new Map<FailureCode, OpenAlarm>();
  readonly #confirmed = new Map<FailureCode, Instant>();
  /** Queues that are over their limits, since when an alarm was raised. */
  readonly #over = new Map<string, Instant>();
  #called: JournalEntryOf<'alarmCalled'> | undefined;
  /** Who is called next. */
  #person = 0;
  #due: Instant = 0;
  #isReady = false;
  #stopped = false;
  #callOff: () => void = () => undefined;

  constructor(needs: AlarmKeeperNeeds) {
    this.#needs = needs;
  }

  async start(): Promise<void> {
    const heard = this.#alarms ? await this.#lately() : [];
    // What came meanwhile was heard already, and is in the journal as well.
    this.#open.clear();
    for (const entry of heard) this.#fold(entry);
    this.#isReady = true;
    this.#look();
  }

  async #lately(): Promise<readonly StoredEntry[]> {
    const { journal, clock } = this.#needs;
    const heard: StoredEntry[] = [];
    const [first] = await journal.find({ from: clock.now() - readBack, limit: 1 });
    if (!first) return heard;
    let seen = first.seq - 1;
    while (!this.#stopped) {
      const newest = (await journal.last(1))[0]?.seq ?? 0;
      if (seen >= newest) break;
      const until = Math.min(seen + part, newest);
      heard.push(...(await journal.ofTypes(kinds, seen, until)));
      seen = until;
      await giveWay();
    }
    return heard;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff();
  }

  happened(entry: StoredEntry): void {
    if (entry.type === 'alarmRaised' || entry.type === 'alarmConfirmed' || entry.type === 'alarmCalled') {
      this.#fold(entry);
      if (entry.type === 'alarmRaised') this.#callNow();
    }
  }

  open(): readonly OpenAlarm[] {
    return [...this.#open.values()];
  }

  called(): ReturnType<AlarmDesk['called']> {
    if (this.#open.size === 0 || !this.#called) return undefined;
    const { to: person, at, because } = this.#called;
    return { person, at, ...defined({ because }) };
  }

  next(): { readonly person: string; readonly at: Instant } | undefined {
    const person = this.#alarms?.people[this.#person];
    if (this.#open.size === 0 || !person) return undefined;
    return { person: personInWords(person), at: Math.max(this.#due, this.#needs.clock.now()) };
  }

  get #alarms(): Alarms | undefined {
    return this.#needs.world.plan.alarms;
  }

  #fold(entry: StoredEntry): void {
    const alarms = this.#alarms;
    if (!alarms) return;
    if (entry.type === 'alarmConfirmed') {
      for (const code of this.#open.keys()) this.#confirmed.set(code, entry.at);
      this.#open.clear();
      this.#called = undefined;
      this.#person = 0;
      this.#due = 0;
    } else if (entry.type === 'alarmCalled') {
      this.#called = entry;
      const isLast = entry.person + 1 >= alarms.people.length;
      this.#person = isLast ? 0 : entry.person + 1;
      const after = isLast ? alarms.repeatAfter : alarms.nextAfter;
      // Where no phone rang there is nothing to wait for.
      this.#due = entry.at + (entry.because === undefined || isLast ? after : 0);
    } else if (entry.type === 'alarmRaised' && entry.code !== undefined) {
      const { code, what, at } = entry;
      const { severity } = failureOf(code);
      if (severity !== 'critical' && !(alarms.errorsToo && severity === 'error')) return;
      const known = this.#open.get(code);
      const confirmedAt = this.#confirmed.get(code);
      if (!known && confirmedAt !== undefined && at < confirmedAt + alarms.repeatAfter) return;
      this.#open.set(code, { code, what, first: known?.first ?? at, count: (known?.count ?? 0) + 1 });
    }
  }

  #look(): void {
    if (this.#stopped) return;
    this.#callOff = this.#needs.clock.after(lookEvery, () => this.#look());
    this.#lookAtQueues();
    this.#callNow();
  }

  #callNow(): void {
    const { clock, call, log } = this.#needs;
    const alarms = this.#alarms;
    const [worst] = this.open().toSorted((a, b) => rank(b) - rank(a));
    if (!this.#isReady || this.#stopped || !alarms || !worst || clock.now() < this.#due) return;
    const person = this.#person < alarms.people.length ? this.#person : 0;
    // Until it is journalled whom we called: no second call.
    this.#due = clock.now() + alarms.nextAfter;
    call(person, this.#open.size, worst.code).catch((error: unknown) =>
      log.error({ err: error }, 'Cannot call a person about an alarm.'),
    );
  }

  /** One alarm when a queue goes over its limit, and again once it has been below. */
  #lookAtQueues(): void {
    const { world, clock, alarm } = this.#needs;
    for (const [queue, { waiting, wait }] of Object.entries(this.#alarms?.queues ?? {})) {
      const callers = world.waitingLists.of(queue).filter((call) => waitsAt(call, clock.now()));
      const longest = Math.max(
        0,
        ...callers.map((call) => ('search' in call.phase ? clock.now() - call.phase.search.since : 0)),
      );
      const isOver =
        (waiting !== undefined && callers.length >= waiting) || (wait !== undefined && longest >= wait);
      if (!isOver) this.#over.delete(queue);
      else if (!this.#over.has(queue)) {
        this.#over.set(queue, clock.now());
        alarm(
          `queue ${queue}: ${count(callers.length, 'caller')} waiting, the longest for ${spellDuration(longest)}`,
          'queue_over_limit',
        );
      }
    }
  }
}

const rank = ({ code }: OpenAlarm): number => (failureOf(code).severity === 'critical' ? 1 : 0);
