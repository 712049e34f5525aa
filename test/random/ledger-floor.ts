/**
 * A day of callers and phones who keep a ledger of their own: whom they heard and for how long, how often they rang, when they
 * gave up. They know what they do themselves and what is done to them (the commands of the core), and nothing of our journal.
 * So what reports say can be held against what people lived through.
 */
import { newAgent } from '../../src/agents/board.ts';
import type { Command, CommandOf } from '../../src/call/kept/commands.ts';
import type { Event } from '../../src/call/kept/events.ts';
import type { StoredEntry } from '../../src/call/kept/journal.ts';
import { step } from '../../src/call/step.ts';
import { World } from '../../src/call/turn/world.ts';
import type { Plan } from '../../src/plan/model.ts';
import { checkpointOf, checkpointText, readCheckpoint, worldOf } from '../../src/recorded/checkpoint.ts';
import { type CallId, type LegId, legId } from '../../src/shared/ids.ts';
import { type Duration, type Instant, minutes, seconds } from '../../src/shared/time.ts';
import type { Timer, TimerOwner } from '../../src/shared/timer.ts';
import { Seeded } from '../support/seeded.ts';
import { AfterCallLedger } from './after-call-ledger.ts';
import { exponential } from './busy-floor.ts';
import { OutOfQueues } from './out-of-queues.ts';
import { SupervisionLedger } from './supervision-ledger.ts';
import { type HowOften, TalkActs, usually } from './talk-acts.ts';
import { type PhoneLeg, TalkLedger } from './talk-ledger.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

export interface CallerLog {
  readonly dialled: string;
  readonly arrivedAt: Instant;
  /** What our records name it; if omitted: it is not known yet. */
  call?: CallId;
  /** When they first heard a person. */
  heardAt?: Instant;
  leftAt?: Instant;
  /** They hung up while they waited for somebody once more. */
  leftWaiting?: true;
  /** Keys that they pressed. */
  keys: string;
}

export interface PhoneLog {
  rang: number;
  answered: number;
  /** It rang until it was no longer rung, with whoever rang it still there. */
  missed: number;
  declined: number;
  passedOn: number;
  /** Got a caller whom somebody else had passed on. */
  tookOver: number;
}

export interface Shift {
  readonly seed: number;
  readonly plan: Plan;
  readonly from: Instant;
  readonly lasts: Duration;
  readonly calls: number;
  /** Each hour another plan is activated, which says the same but for one thing. */
  readonly otherPlan?: Plan;
  /** Numbers that the plan rings, and that agents call. */
  readonly numbersOutside: readonly string[];
  readonly often?: HowOften;
  /** Agents who are called by no one, and supervise the others. */
  readonly supervisors: readonly string[];
  readonly entry: (entry: StoredEntry) => void;
}

export class LedgerFloor {
  readonly callers = new Map<LegId, CallerLog>();
  readonly phones = new Map<string, PhoneLog>();
  /** Offers that rang until their time was over. */
  readonly missed = new Set<string>();
  /** By number: phones that are none of ours. */
  readonly outside = new Map<string, PhoneLog>();
  readonly after: AfterCallLedger;
  readonly talks = new TalkLedger();
  readonly acts: TalkActs;
  readonly supervisors: SupervisionLedger;
  readonly out = new OutOfQueues();
  readonly #shift: Shift;
  readonly #chance: Seeded;
  #world: World;
  readonly #plans = new Map<number, Plan>();
  /** Who pauses, or is taken out of a queue, at this very moment: they know why their phone stops ringing. */
  #pausing: string | undefined;
  readonly #timers = new Set<string>();
  /** Callers who were passed on, and have not heard the next one. */
  readonly #passedOn = new Set<LegId>();
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
    const agentNames = Object.keys(shift.plan.agents);
    const called = agentNames.filter((name) => !shift.supervisors.includes(name));
    this.supervisors = new SupervisionLedger({
      chance: this.#chance,
      supervisors: shift.supervisors,
      now: () => this.#now,
      at: (at, does) => this.#at(at, does),
      turn: (event) => this.#turn(event),
      aTalk: () => this.#aTalk(),
      nameAt: (leg) => this.talks.leg(leg)?.phone ?? '',
    });
    this.acts = new TalkActs({
      chance: this.#chance,
      ledger: this.talks,
      agents: called,
      outside: shift.numbersOutside,
      often: shift.often ?? usually,
      queues: Object.keys(shift.plan.queues),
      slots: shift.plan.parking?.slots ?? [],
      now: () => this.#now,
      at: (at, does) => this.#at(at, does),
      turn: (event) => this.#turn(event),
      callerHangsUp: (caller) => this.#hangsUp(caller),
      over: (there) => this.#over(there),
      isLast: ({ at, phone }) => {
        if (at !== undefined) this.after.hears(at, phone);
      },
      passedOn: (there, to) => this.#passes(there, to),
    });
    for (const number of shift.numbersOutside) this.outside.set(number, newLog());
    const agents = agentNames.map((name) => {
      this.phones.set(name, newLog());
      return [name, newAgent(name, shift.from)] as const;
    });
    this.#world.apply({ calls: new Map(), agents: new Map(agents), nextCall: 1 });
    for (const phone of this.phones.keys())
      this.#at(shift.from, { type: 'phoneChanged', phone, reachable: true, busy: false });
  }

  works(): void {
    const { from, lasts, calls, plan, otherPlan, supervisors } = this.#shift;
    const called = [...this.phones.keys()].filter((name) => !supervisors.includes(name));
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
    for (let at = from + minutes(11); at < from + lasts; at += exponential(this.#chance, minutes(13))) {
      const agent = this.#chance.pick(called);
      const queue = this.#chance.pick(
        Object.values(plan.queues).filter(({ members }) => members.includes(agent)),
      ).name;
      this.#at(at, () => this.#assigns(agent, queue, false));
      this.#at(at + this.#chance.between(1, 20) * 60_000, () => this.#assigns(agent, queue, true));
    }
    for (let at = from + minutes(3); at < from + lasts; at += exponential(this.#chance, minutes(4)))
      this.#at(at, () => this.supervisors.asks());
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

  /** A supervisor notes on paper who is out of which queue, and looks whose phones ring. */
  #assigns(agent: string, queue: string, serves: boolean): void {
    this.out.notes(agent, queue, serves, this.#now);
    this.#pausing = agent;
    this.#turn({ type: 'queueServiceSet', agent, queue, serves, by: 'supervisor' });
    this.#pausing = undefined;
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
    if (this.#passedOn.has(leg)) caller.leftWaiting = true;
    this.#goes(leg, caller);
    this.#turn({ type: 'legEnded', leg, cause: 'hung_up' });
  }

  #goes(leg: LegId, caller: CallerLog): void {
    caller.leftAt ??= this.#now;
    this.talks.callerGoes(leg, this.#now);
    this.acts.isFetched(leg);
    this.#passedOn.delete(leg);
  }

  // --- phones -------------------------------------------------------------------------------------------------------

  #rings(leg: LegId, phone: string, call: CallId): void {
    const search = this.#world.calls.get(call)?.phase;
    const queue = search && 'search' in search && search.search.for === 'queue' ? search.search.queue : '';
    if (this.out.isOut(phone, queue)) throw new Error(`${phone} is rung for ${queue}, and is out of it`);
    this.#log(phone).rang += 1;
    this.talks.begins(leg, phone, call, this.#callerOf.get(call) ?? legId('nobody'));
    this.#at(this.#now + 200, { type: 'legRinging', leg });
    const does = this.#chance.next();
    const after = this.#now + this.#chance.between(1000, 9000);
    if (does < 0.85) this.#at(after, () => this.#picksUp(leg));
    else if (does < 0.9) this.#at(after, () => this.#declines(leg));
  }

  #picksUp(leg: LegId): void {
    if (this.#ringing(leg)) this.#turn({ type: 'legAnswered', leg });
  }

  #declines(leg: LegId): void {
    const there = this.#ringing(leg);
    if (!there) return;
    this.talks.ends(there);
    this.#log(there.phone).declined += 1;
    this.#turn({ type: 'legEnded', leg, cause: 'declined' });
  }

  #ringing(leg: LegId): PhoneLeg | undefined {
    const there = this.talks.leg(leg);
    return there && !there.isOver && !there.isUp ? there : undefined;
  }

  /** Whoever rang it is there, and has not thought better of it. */
  #isWanted({ at, phone }: PhoneLeg): boolean {
    if (at === undefined || phone === this.#pausing) return false;
    const asker = this.talks.leg(at);
    if (!asker) return this.talks.isThere(at);
    return !asker.isOver && asker.does !== 'cancel' && asker.at !== undefined && this.talks.isThere(asker.at);
  }

  #answered(there: PhoneLeg): void {
    this.#log(there.phone).answered += 1;
    this.acts.begin(there);
  }

  /** They hear their caller for the first time. */
  #met({ at, phone, askedBy }: PhoneLeg): void {
    const caller = at === undefined ? undefined : this.callers.get(at);
    if (at === undefined || !caller) return;
    caller.heardAt ??= this.#now;
    this.after.hears(at, phone);
    this.acts.isFetched(at);
    if (askedBy?.asks === 'hand_over') this.#passes(askedBy);
    delete askedBy?.asks;
    if (this.#passedOn.delete(at)) this.#log(phone).tookOver += 1;
  }

  #passes({ phone, at, call }: PhoneLeg, to?: PhoneLeg): void {
    if (at === undefined || call === undefined) return;
    this.#log(phone).passedOn += 1;
    if (to) this.#log(to.phone).tookOver += 1;
    else this.#passedOn.add(at);
    this.after.passedOn(call);
  }

  /** They hear nobody any more. */
  #over(there: PhoneLeg): void {
    if (there.isOver) return;
    this.talks.ends(there);
    const { at: caller, call, metAt, leftAt = this.#now, phone } = there;
    if (metAt === undefined || caller === undefined || call === undefined) return;
    if (this.phones.has(phone)) this.after.talkOver({ call, caller, phone }, leftAt - metAt);
    else this.after.talkOutsideOver(call);
  }

  /** One in which an agent hears a caller. */
  #aTalk(): CallId | undefined {
    const talks = [...this.talks.legs()].filter(
      (there) => this.phones.has(there.phone) && there.isUp && this.talks.hearsCaller(there),
    );
    return talks.length === 0 ? undefined : this.#chance.pick(talks).call;
  }

  #log(phone: string): PhoneLog {
    const log = this.phones.get(phone) ?? this.outside.get(phone);
    if (!log) throw new Error(`there is no phone ${phone}`);
    return log;
  }

  // --- the core -----------------------------------------------------------------------------------------------------

  #turn(event: WithoutTime<Event>): void {
    const at = this.#now;
    const { changes, journal, commands } = step(this.#world, { ...event, at });
    this.#world.apply(changes);
    for (const entry of journal) this.#shift.entry({ ...entry, seq: ++this.#seq });
    for (const [id, call] of changes.calls) {
      if (call && !this.#callerOf.has(id)) this.#callerOf.set(id, call.leg);
      const caller = call && this.callers.get(call.leg);
      if (call && caller && caller.leftAt === undefined) {
        caller.call = id;
        this.talks.calls(call.leg, id);
      }
      this.#follow({ call: id }, call?.timers ?? []);
    }
    for (const [name, agent] of changes.agents) this.#follow({ agent: name }, agent?.timers ?? []);
    for (const command of commands) this.#obey(command);
    for (const there of this.talks.settle(at)) this.#met(there);
  }

  #obey(command: Command): void {
    if ('supervision' in command) return this.supervisors.obey(command);
    if (command.do === 'play') return this.#plays(command);
    if (command.do === 'leaveBridge') return this.talks.leaveRoom(command.bridge, command.leg);
    if (command.do === 'removeBridge') return this.talks.removeRoom(command.bridge);
    if (command.do === 'hangUp') return this.#isHungUp(command.leg);
    if (command.do === 'ring' && command.target.kind !== 'echo')
      return this.#rings(
        command.offer,
        command.target.kind === 'phone' ? command.target.phone : command.target.number,
        command.call,
      );
    if (command.do === 'connect')
      for (const there of this.talks.connect(command.bridge, command.legs)) this.#answered(there);
  }

  #plays({ leg, prompt, playback }: CommandOf<'play'>): void {
    this.after.played(leg, prompt);
    // Words for whoever fetches somebody: there is no one.
    const there = this.talks.leg(leg);
    if (there && there.asks !== 'consult') delete there.asks;
    this.#at(this.#now + seconds(4), { type: 'promptEnded', playback, played: true });
  }

  #isHungUp(leg: LegId): void {
    const there = this.talks.leg(leg);
    const caller = this.callers.get(leg);
    if (there && !there.isOver && !there.isUp && this.#isWanted(there)) {
      this.#log(there.phone).missed += 1;
      this.missed.add(leg);
    }
    if (there) this.#over(there);
    if (caller) this.#goes(leg, caller);
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

const newLog = (): PhoneLog => ({ rang: 0, answered: 0, missed: 0, declined: 0, passedOn: 0, tookOver: 0 });
