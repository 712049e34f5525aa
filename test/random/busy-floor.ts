/**
 * A busy day against the bare core: callers come at random, agents are rung, answer, talk and wrap up for random times,
 * and go to lunch. Everything that is announced is announced by the core itself, and what it was worth is read from
 * the journal.
 */
import { newAgent } from '../../src/agents/board.ts';
import type { Command } from '../../src/call/kept/commands.ts';
import type { Event } from '../../src/call/kept/events.ts';
import type { JournalEntry, StoredEntry } from '../../src/call/kept/journal.ts';
import { step } from '../../src/call/step.ts';
import { World } from '../../src/call/turn/world.ts';
import type { Plan } from '../../src/plan/model.ts';
import { type LegId, legId } from '../../src/shared/ids.ts';
import { type Duration, type Instant, minutes, seconds } from '../../src/shared/time.ts';
import type { Timer, TimerOwner } from '../../src/shared/timer.ts';
import { Seeded } from '../support/seeded.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

export interface Day {
  readonly seed: number;
  readonly plan: Plan;
  /** For each number of the plan: how far apart its callers come on average, and how long they talk. */
  readonly numbers: Readonly<Record<string, { apart: Duration; talk: (chance: Seeded) => Duration }>>;
  readonly lasts: Duration;
  /** How often somebody goes to lunch, for a quarter of an hour; none: nobody does. */
  readonly lunchEvery?: Duration;
  readonly turnTaken?: (world: World, now: Instant) => void;
}

/** The journal of the day. */
export function busyDay(day: Day): readonly StoredEntry[] {
  return new BusyFloor(day).goesOn();
}

class BusyFloor {
  readonly #day: Day;
  readonly #chance: Seeded;
  readonly #world: World;
  readonly #journal: JournalEntry[] = [];
  readonly #timers = new Set<string>();
  readonly #talk = new Map<LegId, Duration>();
  #due: { at: Instant; event: WithoutTime<Event> }[] = [];
  #now: Instant = Date.UTC(2026, 10, 23, 9);

  constructor(day: Day) {
    this.#day = day;
    this.#chance = new Seeded(day.seed);
    this.#world = new World(day.plan, 1);
    const agents = Object.keys(day.plan.agents).map((name) => {
      const agent = { ...newAgent(name, this.#now), phone: { reachable: true, busy: false } };
      return [name, agent] as const;
    });
    this.#world.apply({ calls: new Map(), agents: new Map(agents), nextCall: 1 });
  }

  goesOn(): readonly StoredEntry[] {
    const { numbers, lasts, lunchEvery, plan } = this.#day;
    const end = this.#now + lasts;
    for (const [dialled, { apart, talk }] of Object.entries(numbers)) {
      for (let at = this.#now, nth = 0; at < end; at += exponential(this.#chance, apart), nth++) {
        const leg = legId(`caller.${dialled}.${nth}`);
        this.#talk.set(leg, talk(this.#chance));
        this.#at(at, {
          type: 'callArrived',
          leg,
          via: { kind: 'line', name: 'line1' },
          dialled,
          callerNumber: '',
          callerName: '',
          caller: { isNew: false, tags: [] },
        });
      }
    }
    for (
      let at = this.#now;
      lunchEvery !== undefined && at < end;
      at += exponential(this.#chance, lunchEvery)
    ) {
      const agent = this.#chance.pick(Object.keys(plan.agents));
      this.#at(at, { type: 'agentPaused', agent, by: 'test', reason: 'lunch' });
      this.#at(at + minutes(15), { type: 'agentResumed', agent, by: 'test' });
    }
    for (let next = this.#due.shift(); next; next = this.#due.shift()) this.#turn(next.event, next.at);
    return this.#journal.map((entry, nth) => ({ ...entry, seq: nth + 1 }));
  }

  #turn(event: WithoutTime<Event>, at: Instant): void {
    this.#now = at;
    const { changes, journal, commands } = step(this.#world, { ...event, at });
    this.#world.apply(changes);
    this.#journal.push(...journal);
    for (const [id, call] of changes.calls) this.#follow({ call: id }, call?.timers ?? []);
    for (const [name, agent] of changes.agents) this.#follow({ agent: name }, agent?.timers ?? []);
    for (const command of commands) this.#obey(command);
    for (const entry of journal) if (entry.type === 'connected') this.#talks(entry.call);
    this.#day.turnTaken?.(this.#world, at);
  }

  #talks(id: string): void {
    const call = [...this.#world.calls.values()].find((each) => each.id === id);
    if (call)
      this.#at(this.#now + (this.#talk.get(call.leg) ?? 0), {
        type: 'legEnded',
        leg: call.leg,
        cause: 'hung_up',
      });
  }

  #obey(command: Command): void {
    if (command.do === 'play')
      this.#at(this.#now + seconds(4), { type: 'promptEnded', playback: command.playback, played: true });
    if (command.do === 'hangUp')
      this.#at(this.#now + 200, { type: 'legEnded', leg: command.leg, cause: 'hung_up' });
    if (command.do !== 'ring') return;
    this.#at(this.#now + 300, { type: 'legRinging', leg: command.offer });
    this.#at(this.#now + this.#chance.between(1000, 9000), { type: 'legAnswered', leg: command.offer });
  }

  #follow(owner: TimerOwner, timers: readonly Timer[]): void {
    for (const { id, at } of timers) {
      if (this.#timers.has(id)) continue;
      this.#timers.add(id);
      this.#at(Math.max(at, this.#now), { type: 'timeRanOut', owner, timer: id });
    }
  }

  #at(at: Instant, event: WithoutTime<Event>): void {
    // Most come last, but for the callers of the whole day, who are there from the beginning.
    let [low, high] = [0, this.#due.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#due[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    this.#due.splice(low, 0, { at, event });
  }
}

export const exponential = (chance: Seeded, mean: Duration): Duration => -mean * Math.log(1 - chance.next());

/** As calls are: many of about that length, a few that are much longer. `spread` 0.5: usual, 1: wide. */
export function logNormal(chance: Seeded, median: Duration, spread: number): Duration {
  const normal = Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
  return median * Math.exp(spread * normal);
}
