/**
 * The made-up week of the demo: callers and phones who behave as people do, on the core that takes real calls. Time passes as
 * fast as it can be told.
 *
 * Callers choose in the menu, wait, lose their patience, or leave a message. Agents come in the morning, have lunch, answer,
 * miss and refuse calls, hold them and pass them on, and go home. At the end nobody is on the line any more, and every agent
 * is as in a plan that has just been loaded.
 *
 * Pure: the same week gives the same turns.
 */
import type { Call } from '../call/kept/call.ts';
import type { Command, CommandOf } from '../call/kept/commands.ts';
import type { Caller, Event } from '../call/kept/events.ts';
import { step } from '../call/step.ts';
import type { TurnResult } from '../call/turn/turn.ts';
import { World } from '../call/turn/world.ts';
import type { AgentName } from '../plan/model.ts';
import { type CallId, callOf, type LegId, legId, type OfferId, type RecordingId } from '../shared/ids.ts';
import type { Seeded } from '../shared/seeded.ts';
import { type Duration, type Instant, minutes, seconds } from '../shared/time.ts';
import type { Timer, TimerOwner } from '../shared/timer.ts';
import { type Day, type DemoWeek, daysOf } from './week.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;
type What = WithoutTime<Event> | (() => void);

/** Of who comes from outside. */
interface Guest {
  readonly who: Caller;
  /** Nobody loses patience while they are spoken with, or speak themselves. */
  isContent: boolean;
  isGone: boolean;
  /** Keys that they have pressed. */
  pressed: number;
}

/** A phone that rings, or is spoken at. */
interface Station {
  readonly agent: AgentName;
  readonly caller: LegId;
  state: 'rings' | 'talks' | 'over';
}

/** Speech, at so many letters a second. */
const lettersASecond = 15;
/** No one calls any more, so that all calls end in time. */
const quietBefore: Duration = minutes(20);
const everybodyLeavesBefore: Duration = minutes(4);

export class DemoFloor {
  readonly #week: DemoWeek;
  readonly #chance: Seeded;
  readonly #world: World;
  readonly #timers = new Set<string>();
  readonly #guests = new Map<LegId, Guest>();
  readonly #stations = new Map<LegId, Station>();
  readonly #legOfCall = new Map<CallId, LegId>();
  readonly #lastCallAt = new Map<string, Instant>();
  /** Messages that are being left, since when. */
  readonly #recordings = new Map<RecordingId, Instant>();
  readonly #choosing = new Set<CallId>();
  #turns: TurnResult[] = [];
  /** What comes first is the last. */
  readonly #due: { readonly at: Instant; readonly what: What }[] = [];
  #now: Instant;

  constructor(week: DemoWeek) {
    this.#week = week;
    this.#chance = week.chance;
    this.#world = new World(week.plan, week.planVersion);
    this.#world.apply({ calls: new Map(), agents: new Map(), nextCall: week.firstCall });
    this.#now = week.from;
  }

  /** The number that the next call gets. */
  get nextCall(): number {
    return this.#world.nextCall;
  }

  *turns(): Generator<TurnResult> {
    this.#plan();
    for (let next = this.#due.pop(); next && next.at <= this.#week.until; next = this.#due.pop()) {
      this.#now = Math.max(this.#now, next.at);
      if (typeof next.what === 'function') next.what();
      else this.#turn(next.what);
      yield* this.#turns;
      this.#turns = [];
    }
  }

  // --- the week -----------------------------------------------------------------------------------------------------

  #plan(): void {
    const { plan, planVersion: version, from, until } = this.#week;
    this.#at(from, { type: 'engineStarted' });
    this.#at(from, { type: 'planActivated', plan, version, by: 'start' });
    this.#at(from, () => {
      for (const agent of this.#agents) this.#turn({ type: 'agentLoggedOut', agent, by: agent });
    });
    for (const day of daysOf(this.#week)) this.#planDay(day);
    this.#at(until - everybodyLeavesBefore, () => this.#everybodyLeaves());
    this.#at(until - minutes(1), () => this.#leavesAsNew());
    this.#at(until, { type: 'engineStopped', exchangeEnds: true });
  }

  #planDay({ opens, closes, arrivals }: Day): void {
    const { from, until } = this.#week;
    for (const at of arrivals) if (at > from && at < until - quietBefore) this.#at(at, () => this.#calls());
    if (opens === undefined || closes === undefined) return;
    const lastComing = until - everybodyLeavesBefore;
    for (const agent of this.#agents) {
      const comes = Math.max(from, opens + minutes(this.#chance.between(-12, 6)));
      if (comes < lastComing) this.#at(comes, () => this.#comes(agent));
      this.#at(closes + minutes(this.#chance.between(0, 10)), () => this.#goesHome(agent));
      const lunch = opens + minutes(this.#chance.between(210, 300));
      if (lunch > lastComing || lunch > closes) continue;
      this.#at(lunch, { type: 'agentPaused', agent, by: agent, reason: 'lunch' });
      this.#at(lunch + minutes(this.#chance.between(20, 40)), { type: 'agentResumed', agent, by: agent });
    }
  }

  #comes(agent: AgentName): void {
    this.#phone(agent, true);
    this.#turn({ type: 'agentLoggedIn', agent, by: agent });
  }

  /** Not in the middle of a call. */
  #goesHome(agent: AgentName): void {
    if (this.#now >= this.#week.until - everybodyLeavesBefore) return;
    if (this.#world.agents.get(agent)?.activity.kind !== 'free')
      return this.#at(this.#now + minutes(1), () => this.#goesHome(agent));
    this.#turn({ type: 'agentLoggedOut', agent, by: agent });
    this.#phone(agent, false);
  }

  #everybodyLeaves(): void {
    for (const [leg, { isGone }] of this.#guests) if (!isGone) this.#hangsUp(leg);
  }

  /** Phones that register are found at the next start. */
  #leavesAsNew(): void {
    for (const agent of this.#agents) {
      const { loggedIn, pause, pauseBooked } = this.#world.agents.get(agent) ?? {};
      if (pause || pauseBooked) this.#turn({ type: 'agentResumed', agent, by: agent });
      this.#phone(agent, false);
      if (loggedIn !== true) this.#turn({ type: 'agentLoggedIn', agent, by: agent });
    }
  }

  #phone(agent: AgentName, reachable: boolean): void {
    const phone = this.#week.plan.agents[agent]?.phone;
    if (phone !== undefined) this.#turn({ type: 'phoneChanged', phone, reachable, busy: false });
  }

  get #agents(): readonly AgentName[] {
    return Object.keys(this.#week.plan.agents);
  }

  // --- callers ------------------------------------------------------------------------------------------------------

  #calls(): void {
    const { plan, callers } = this.#week;
    const onTheLine = new Set(
      [...this.#guests.values()].filter(({ isGone }) => !isGone).map(({ who }) => who.number),
    );
    const known = this.#chance.pick(callers.filter(({ number }) => !onTheLine.has(number)));
    const lastCallAt = this.#lastCallAt.get(known.number ?? '');
    const who: Caller = { ...known, ...(lastCallAt !== undefined && { lastCallAt }) };
    const leg = legId(`demo.${this.#guests.size + 1}`);
    this.#guests.set(leg, { who, isContent: false, isGone: false, pressed: 0 });
    this.#lastCallAt.set(known.number ?? '', this.#now);
    this.#losesPatience(
      leg,
      this.#chance.chance(0.05)
        ? this.#chance.between(1500, 6000)
        : seconds(Math.round(this.#chance.between(25, 90) * (1 + 2 * this.#chance.next()))),
    );
    this.#turn({
      type: 'callArrived',
      leg,
      via: { kind: 'line', name: this.#chance.pick(Object.keys(plan.lines)) },
      dialled: this.#dials(),
      callerNumber: known.number ?? '',
      callerName: known.name ?? '',
      caller: who,
    });
  }

  /** Most dial the first number of the plan, few the last: an echo test. */
  #dials(): string {
    const numbers = Object.keys(this.#week.plan.numbers);
    const weights = numbers.map((_, nth) => 3 ** -nth);
    let left = this.#chance.next() * weights.reduce((sum, weight) => sum + weight, 0);
    return numbers.find((_, nth) => (left -= weights[nth] ?? 0) < 0) ?? '';
  }

  #losesPatience(leg: LegId, after: Duration): void {
    this.#at(this.#now + after, () => {
      if (this.#guests.get(leg)?.isContent === false) this.#hangsUp(leg);
    });
  }

  #hangsUp(leg: LegId): void {
    const guest = this.#guests.get(leg);
    if (!guest || guest.isGone) return;
    guest.isGone = true;
    for (const [recording, since] of this.#recordings)
      if (this.#world.callOnLeg(leg) === callOf(recording)) this.#isLeft(recording, since);
    for (const station of this.#stations.values())
      if (station.caller === leg && station.state === 'talks') station.state = 'over';
    this.#turn({ type: 'legEnded', leg, cause: 'hung_up' });
  }

  /** Each time that they may choose; some just wait, and some choose another language first. */
  #mayChoose(call: Call): void {
    if (call.phase.name !== 'choosing') return void this.#choosing.delete(call.id);
    const guest = this.#guests.get(call.leg);
    if (!guest || this.#choosing.has(call.id)) return;
    this.#choosing.add(call.id);
    if (guest.pressed === 0 && this.#chance.chance(0.08)) return;
    const { who } = guest;
    const toGerman = guest.pressed === 0 && who.language === undefined && this.#chance.chance(0.05);
    const digit = toGerman ? '9' : this.#chance.pick(['1', '1', '1', '2', '2', '3', '0']);
    this.#at(this.#now + this.#chance.between(3000, 12_000), () => {
      if (guest.isGone || this.#world.calls.get(call.id)?.phase.name !== 'choosing') return;
      guest.pressed += 1;
      this.#choosing.delete(call.id);
      this.#turn({ type: 'digitPressed', leg: call.leg, digit });
    });
  }

  // --- phones -------------------------------------------------------------------------------------------------------

  #rings({ offer, call, target }: CommandOf<'ring'>): void {
    if (target.kind === 'echo') return this.#at(this.#now, { type: 'legAnswered', leg: offer });
    const agent =
      target.kind === 'phone'
        ? this.#agents.find((name) => this.#week.plan.agents[name]?.phone === target.phone)
        : undefined;
    const caller = this.#legOfCall.get(call);
    if (agent === undefined || caller === undefined)
      return this.#at(this.#now, { type: 'legEnded', leg: offer, cause: 'unreachable' });
    this.#stations.set(offer, { agent, caller, state: 'rings' });
    this.#at(this.#now + 200, { type: 'legRinging', leg: offer });
    const does = this.#chance.next();
    const after = this.#now + this.#chance.between(2000, 12_000);
    if (does < 0.86) this.#at(after, () => this.#picksUp(offer));
    else if (does < 0.9) this.#at(after, () => this.#refuses(offer));
  }

  #picksUp(leg: OfferId): void {
    if (this.#stations.get(leg)?.state === 'rings') this.#turn({ type: 'legAnswered', leg });
  }

  #refuses(leg: OfferId): void {
    const station = this.#stations.get(leg);
    if (station?.state !== 'rings') return;
    station.state = 'over';
    this.#turn({ type: 'legEnded', leg, cause: 'declined' });
  }

  /** The two hear each other from now on. */
  #talks(leg: LegId): void {
    const station = this.#stations.get(leg);
    if (station?.state !== 'rings') return;
    station.state = 'talks';
    const guest = this.#guests.get(station.caller);
    if (guest) guest.isContent = true;
    const lasts = seconds(this.#chance.between(30, 270) + this.#chance.between(0, 240));
    if (this.#chance.chance(0.15)) {
      const holds = this.#now + this.#chance.between(6000, 12_000);
      this.#at(holds, () => this.#ifTalking(leg, { type: 'legHeld', leg }));
      this.#at(holds + this.#chance.between(4000, 40_000), () =>
        this.#ifTalking(leg, { type: 'legUnheld', leg }),
      );
    }
    const ends = this.#now + lasts;
    if (this.#chance.chance(0.08)) return this.#at(ends, () => this.#passesOn(leg, station));
    if (this.#chance.chance(0.6)) return this.#at(ends, () => this.#hangsUpFrom(leg, station));
    this.#at(ends, () => this.#ifTalking(leg, { type: 'legEnded', leg, cause: 'hung_up' }));
  }

  /** The caller does, if they are still together. */
  #hangsUpFrom(leg: LegId, { caller }: Station): void {
    if (this.#stations.get(leg)?.state === 'talks') this.#hangsUp(caller);
  }

  #passesOn(leg: LegId, station: Station): void {
    if (station.state !== 'talks') return;
    station.state = 'over';
    const guest = this.#guests.get(station.caller);
    if (guest) guest.isContent = false;
    this.#losesPatience(station.caller, seconds(this.#chance.between(60, 180)));
    this.#turn({ type: 'transferAsked', leg, to: this.#chance.pick(Object.keys(this.#week.plan.queues)) });
  }

  #ifTalking(leg: LegId, event: WithoutTime<Event>): void {
    const station = this.#stations.get(leg);
    if (station?.state !== 'talks') return;
    if (event.type === 'legEnded') station.state = 'over';
    this.#turn(event);
  }

  // --- the core -----------------------------------------------------------------------------------------------------

  #turn(event: WithoutTime<Event>): void {
    const turn = step(this.#world, { ...event, at: this.#now });
    this.#world.apply(turn.changes);
    this.#turns.push(turn);
    for (const [id, call] of turn.changes.calls) {
      if (!call) continue;
      this.#legOfCall.set(id, call.leg);
      this.#follow({ call: id }, call.timers);
      this.#mayChoose(call);
    }
    for (const [agent, state] of turn.changes.agents) this.#follow({ agent }, state?.timers ?? []);
    for (const command of turn.commands) this.#obey(command);
  }

  /** The rest is heard by nobody. */
  #obey(command: Command): void {
    if (command.do === 'play') this.#says(command);
    else if (command.do === 'ring') this.#rings(command);
    else if (command.do === 'connect') for (const leg of command.legs) this.#talks(leg);
    else if (command.do === 'record') this.#records(command);
    else if (command.do === 'hangUp') this.#isHungUp(command.leg);
  }

  #says({ prompt, language, playback }: CommandOf<'play'>): void {
    const parts = prompt[language] ?? Object.values(prompt)[0] ?? [];
    const letters = parts.reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 10), 0);
    const ends = this.#now + seconds(1) + Math.round(seconds(letters) / lettersASecond);
    this.#at(ends, { type: 'promptEnded', playback, played: true });
  }

  #records({ leg, recording, atMost }: CommandOf<'record'>): void {
    const guest = this.#guests.get(leg);
    if (guest) guest.isContent = true;
    this.#recordings.set(recording, this.#now);
    const lasts = Math.min(atMost, seconds(this.#chance.between(6, 45)));
    const since = this.#now;
    this.#at(since + lasts, () => {
      if (this.#recordings.has(recording)) this.#hangsUp(leg);
    });
  }

  #isLeft(recording: RecordingId, since: Instant): void {
    this.#recordings.delete(recording);
    this.#turn({ type: 'recordingEnded', recording, lasted: this.#now - since });
  }

  #isHungUp(leg: LegId): void {
    const station = this.#stations.get(leg);
    if (station) station.state = 'over';
    const guest = this.#guests.get(leg);
    if (guest) guest.isGone = true;
    this.#at(this.#now + 100, { type: 'legEnded', leg, cause: 'hung_up' });
  }

  #follow(owner: TimerOwner, timers: readonly Timer[]): void {
    for (const { id, at } of timers) {
      if (this.#timers.has(id)) continue;
      this.#timers.add(id);
      this.#at(Math.max(at, this.#now), { type: 'timeRanOut', owner, timer: id });
    }
  }

  /** Things of the same moment happen in the order in which they were led to. */
  #at(at: Instant, what: What): void {
    let [low, high] = [0, this.#due.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#due[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    this.#due.splice(low, 0, { at: Math.floor(at), what });
  }
}
