/**
 * A day of callers and phones who keep a ledger of their own: whom they heard and for how long, how often they rang, when they
 * gave up. They know what they do themselves and what is done to them (the commands of the core), and nothing of our journal.
 * So what reports say can be held against what people lived through.
 */
import { newAgent } from '../../src/agents/board.ts';
import type { Command } from '../../src/call/kept/commands.ts';
import type { Event } from '../../src/call/kept/events.ts';
import type { JournalEntry, StoredEntry } from '../../src/call/kept/journal.ts';
import { step } from '../../src/call/step.ts';
import { World } from '../../src/call/turn/world.ts';
import type { Plan } from '../../src/plan/model.ts';
import { checkpointOf, checkpointText, readCheckpoint, worldOf } from '../../src/recorded/checkpoint.ts';
import { type CallId, type LegId, legId } from '../../src/shared/ids.ts';
import { listIn } from '../../src/shared/lists.ts';
import { type Duration, type Instant, minutes, seconds } from '../../src/shared/time.ts';
import type { Timer, TimerOwner } from '../../src/shared/timer.ts';
import { Seeded } from '../support/seeded.ts';
import { AfterCallLedger } from './after-call-ledger.ts';
import { exponential } from './busy-floor.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

export interface CallerLog {
  readonly dialled: string;
  readonly arrivedAt: Instant;
  /** When they first heard a person. */
  heardAt?: Instant;
  leftAt?: Instant;
  /** Keys that they pressed. */
  keys: string;
}

export interface PhoneLog {
  rang: number;
  answered: number;
  /** It rang until it was no longer rung, with the caller still there. */
  missed: number;
  declined: number;
  /** From hearing a caller to the end, holds included. */
  talked: Duration;
  held: Duration;
  passedOn: number;
}

interface PhoneLeg {
  readonly phone: string;
  readonly caller: LegId;
  readonly call: CallId;
  talksSince?: Instant;
  holdsSince?: Instant;
  isOver?: boolean;
}

export interface Shift {
  readonly seed: number;
  readonly plan: Plan;
  readonly from: Instant;
  readonly lasts: Duration;
  readonly calls: number;
  /** Each hour another plan is activated, which says the same but for one thing. */
  readonly otherPlan?: Plan;
  readonly entry: (entry: StoredEntry) => void;
}

export class LedgerFloor {
  readonly callers = new Map<LegId, CallerLog>();
  readonly phones = new Map<string, PhoneLog>();
  readonly after: AfterCallLedger;
  readonly #shift: Shift;
  readonly #chance: Seeded;
  #world: World;
  readonly #plans = new Map<number, Plan>();
  /** Who pauses at this very moment: they know why their phone stops ringing. */
  #pausing: string | undefined;
  readonly #timers = new Set<string>();
  readonly #legs = new Map<LegId, PhoneLeg>();
  /** That rang or ring for a caller. */
  readonly #legsOf = new Map<LegId, PhoneLeg[]>();
  readonly #callerOf = new Map<string, LegId>();
  #due: { at: Instant; event: WithoutTime<Event> | (() => void) }[] = [];
  #now: Instant;
  #seq = 0;

  constructor(shift: Shift) {
    this.#shift = shift;
    this.#chance = new Seeded(shift.seed);
    this.#world = new World(shift.plan, 1);
    this.#plans.set(1, shift.plan);
    this.#now = shift.from;
    this.after = new AfterCallLedger(shift.seed, {
      now: () => this.#now,
      at: (at, does) => this.#at(at, does),
      turn: (event) => this.#turn(event),
      isThere: (caller) => this.callers.get(caller)?.leftAt === undefined,
      hangsUp: (caller) => this.#hangsUp(caller),
    });
    const agents = Object.keys(shift.plan.agents).map((name) => {
      this.phones.set(name, {
        rang: 0,
        answered: 0,
        missed: 0,
        declined: 0,
        talked: 0,
        held: 0,
        passedOn: 0,
      });
      return [name, newAgent(name, shift.from)] as const;
    });
    this.#world.apply({ calls: new Map(), agents: new Map(agents), nextCall: 1 });
    for (const phone of this.phones.keys())
      this.#at(shift.from, { type: 'phoneChanged', phone, reachable: true, busy: false });
  }

  works(): void {
    const { from, lasts, calls, plan, otherPlan } = this.#shift;
    const numbers = Object.keys(plan.numbers);
    const arrivals: Instant[] = [];
    for (let at = from + 1000; arrivals.length < calls; at += exponential(this.#chance, lasts / calls))
      arrivals.push(at);
    this.#expect(arrivals, 0, (nth) => this.#calls(nth, this.#chance.pick(numbers)));
    for (let at = from + minutes(7); at < from + lasts; at += exponential(this.#chance, minutes(9))) {
      const agent = this.#chance.pick([...this.phones.keys()]);
      const reason = this.#chance.pick(['lunch', 'meeting']);
      this.#at(at, () => {
        this.#pausing = agent;
        this.#turn({ type: 'agentPaused', agent, by: agent, reason });
        this.#pausing = undefined;
      });
      this.#at(at + this.#chance.between(1, 12) * 60_000, { type: 'agentResumed', agent, by: agent });
    }
    for (let version = 2, at = from; otherPlan && at < from + lasts; version++, at += minutes(60))
      this.#at(at, () => {
        const next = version % 2 === 0 ? otherPlan : plan;
        this.#plans.set(version, next);
        this.#turn({ type: 'planActivated', plan: next, version, by: 'test' });
      });
    for (let at = from + minutes(100); at < from + lasts; at += minutes(300))
      this.#at(at, () => this.#restarts());
    while (this.#due.length > 0) {
      const next = this.#takeFirst();
      if (next.at > this.#now) this.#now = next.at;
      if (typeof next.event === 'function') next.event();
      else this.#turn(next.event);
    }
  }

  /** Each expects the next one, so that what is due is a short list: in a month it would be one of 300,000. */
  #expect(arrivals: readonly Instant[], nth: number, then: (nth: number) => void): void {
    const at = arrivals[nth];
    if (at === undefined) return;
    this.#at(at, () => {
      this.#expect(arrivals, nth + 1, then);
      then(nth);
    });
  }

  /** The engine is another one from now on, which knows what was stored. */
  #restarts(): void {
    const text = [...checkpointText(checkpointOf(this.#world))].join('');
    this.#world = worldOf(readCheckpoint(text), (version) => this.#plans.get(version) ?? this.#shift.plan);
    this.#turn({ type: 'engineStarted' });
  }

  // --- callers ------------------------------------------------------------------------------------------------------

  #calls(nth: number, dialled: string): void {
    const leg = legId(`caller.${nth}`);
    this.callers.set(leg, { dialled, arrivedAt: this.#now, keys: '' });
    const patience = this.#chance.chance(0.1)
      ? this.#chance.between(500, 8000)
      : this.#chance.between(30_000, 300_000);
    this.#at(this.#now + patience, () => {
      if (this.callers.get(leg)?.heardAt === undefined) this.#hangsUp(leg);
    });
    this.#turn({
      type: 'callArrived',
      leg,
      via: { kind: 'line', name: 'line1' },
      dialled,
      callerNumber: `+4930${1_000_000 + (nth % 5000)}`,
      callerName: '',
      caller: { isNew: false, tags: nth % 7 === 0 ? ['vip'] : [] },
    } as never);
    if (dialled === '9' && this.#chance.chance(0.7))
      this.#at(this.#now + this.#chance.between(1000, 6000), () => {
        const caller = this.callers.get(leg);
        if (!caller || caller.leftAt !== undefined) return;
        caller.keys += '1';
        this.#turn({ type: 'digitPressed', leg, digit: '1' });
      });
  }

  #hangsUp(leg: LegId): void {
    const caller = this.callers.get(leg);
    if (!caller || caller.leftAt !== undefined) return;
    caller.leftAt = this.#now;
    // Whoever hears them, hears the end of it.
    for (const phone of this.#legsOf.get(leg) ?? []) this.#silence(phone);
    this.#turn({ type: 'legEnded', leg, cause: 'hung_up' });
  }

  // --- phones -------------------------------------------------------------------------------------------------------

  #rings(leg: LegId, phone: string, call: CallId): void {
    const caller = this.#callerOf.get(call) ?? legId('nobody');
    this.#log(phone).rang += 1;
    const there: PhoneLeg = { phone, caller, call };
    this.#legs.set(leg, there);
    listIn(this.#legsOf, caller).push(there);
    this.#at(this.#now + 200, { type: 'legRinging', leg });
    const does = this.#chance.next();
    const after = this.#now + this.#chance.between(1000, 9000);
    if (does < 0.85) this.#at(after, () => this.#picksUp(leg));
    else if (does < 0.9) this.#at(after, () => this.#declines(leg));
  }

  #picksUp(leg: LegId): void {
    const there = this.#legs.get(leg);
    if (!there || there.isOver) return;
    this.#turn({ type: 'legAnswered', leg });
  }

  #declines(leg: LegId): void {
    const there = this.#legs.get(leg);
    if (!there || there.isOver) return;
    there.isOver = true;
    this.#log(there.phone).declined += 1;
    this.#turn({ type: 'legEnded', leg, cause: 'declined' } as never);
  }

  /** The two hear each other from now on. */
  #hears(leg: LegId): void {
    const there = this.#legs.get(leg);
    if (!there || there.talksSince !== undefined) return;
    there.talksSince = this.#now;
    this.#log(there.phone).answered += 1;
    const caller = this.callers.get(there.caller);
    if (caller) caller.heardAt ??= this.#now;
    this.after.hears(there.caller, there.phone);
    const lasts = this.#chance.between(5000, 240_000);
    const end = this.#now + lasts;
    if (this.#chance.chance(0.2)) {
      const from = this.#now + this.#chance.between(1500, 4000);
      this.#at(from, () => this.#holds(leg));
      this.#at(from + this.#chance.between(500, 30_000), () => this.#resumes(leg));
    }
    if (this.#chance.chance(0.08)) {
      this.#at(end, () => this.#passesOn(leg));
      return;
    }
    const who = this.#chance.next();
    this.#at(end, () => (who < 0.5 ? this.#hangsUp(there.caller) : this.#putsDown(leg)));
  }

  #holds(leg: LegId): void {
    const there = this.#legs.get(leg);
    if (!there || there.isOver || there.talksSince === undefined) return;
    there.holdsSince = this.#now;
    this.#turn({ type: 'legHeld', leg });
  }

  #resumes(leg: LegId): void {
    const there = this.#legs.get(leg);
    if (!there || there.isOver || there.holdsSince === undefined) return;
    this.#log(there.phone).held += this.#now - there.holdsSince;
    delete there.holdsSince;
    this.#turn({ type: 'legUnheld', leg });
  }

  #passesOn(leg: LegId): void {
    const there = this.#legs.get(leg);
    if (!there || there.isOver) return;
    this.#log(there.phone).passedOn += 1;
    this.after.passedOn(there.call);
    this.#silence(there);
    this.#turn({ type: 'transferAsked', leg, to: this.#chance.pick(Object.keys(this.#shift.plan.queues)) });
  }

  #putsDown(leg: LegId): void {
    const there = this.#legs.get(leg);
    if (!there || there.isOver) return;
    this.#silence(there);
    this.#turn({ type: 'legEnded', leg, cause: 'hung_up' });
  }

  /** It hears nobody any more. */
  #silence(phone: PhoneLeg): void {
    if (phone.isOver) return;
    if (phone.talksSince === undefined) return;
    phone.isOver = true;
    const log = this.#log(phone.phone);
    log.talked += this.#now - phone.talksSince;
    if (phone.holdsSince !== undefined) log.held += this.#now - phone.holdsSince;
    this.after.talkOver(phone, this.#now - phone.talksSince);
  }

  #log(phone: string): PhoneLog {
    const log = this.phones.get(phone);
    if (!log) throw new Error(`there is no phone ${phone}`);
    return log;
  }

  // --- the core -----------------------------------------------------------------------------------------------------

  #turn(event: WithoutTime<Event>): void {
    const at = this.#now;
    const { changes, journal, commands } = step(this.#world, { ...event, at } as Event);
    this.#world.apply(changes);
    for (const entry of journal as readonly JournalEntry[]) this.#shift.entry({ ...entry, seq: ++this.#seq });
    for (const [id, call] of changes.calls) {
      if (call) this.#callerOf.set(id, call.leg);
      this.#follow({ call: id }, call?.timers ?? []);
    }
    for (const [name, agent] of changes.agents) this.#follow({ agent: name }, agent?.timers ?? []);
    for (const command of commands) this.#obey(command);
  }

  #obey(command: Command): void {
    if (command.do === 'play') {
      this.after.played(command.leg, command.prompt);
      return this.#at(this.#now + seconds(4), {
        type: 'promptEnded',
        playback: command.playback,
        played: true,
      });
    }
    if (command.do === 'ring') {
      if (command.target.kind !== 'phone') return;
      return this.#rings(command.offer, command.target.phone, command.call);
    }
    if (command.do === 'connect') {
      for (const leg of command.legs) this.#hears(leg);
      return;
    }
    if (command.do === 'hangUp') {
      return this.#isHungUp(command.leg);
    }
  }

  #isHungUp(leg: LegId): void {
    const phone = this.#legs.get(leg);
    const caller = this.callers.get(leg);
    if (phone && !phone.isOver && phone.talksSince === undefined) {
      phone.isOver = true;
      if (this.callers.get(phone.caller)?.leftAt === undefined && phone.phone !== this.#pausing)
        this.#log(phone.phone).missed += 1;
    }
    if (phone) this.#silence(phone);
    if (caller) caller.leftAt ??= this.#now;
    this.#at(this.#now + 100, { type: 'legEnded', leg, cause: 'hung_up' });
  }

  #follow(owner: TimerOwner, timers: readonly Timer[]): void {
    for (const { id, at } of timers) {
      if (this.#timers.has(id)) continue;
      this.#timers.add(id);
      this.#at(Math.max(at, this.#now), { type: 'timeRanOut', owner, timer: id });
    }
  }

  /** A binary heap would do; the list stays short. */
  #at(at: Instant, event: WithoutTime<Event> | (() => void)): void {
    const due = this.#due;
    let [low, high] = [0, due.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      // The last of the list comes first.
      if ((due[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    due.splice(low, 0, { at: Math.floor(at), event });
  }

  #takeFirst(): { at: Instant; event: WithoutTime<Event> | (() => void) } {
    const first = this.#due.pop();
    if (!first) throw new Error('nothing is due');
    return first;
  }
}
