/**
 * Supervisors at phones of their own, who keep a ledger: whom they heard, in which mode and for how long. They know when they picked
 * up, what the exchange let them hear (the commands of the core), and when they put the phone down.
 */
import type { Command, CommandOf } from '../../src/call/kept/commands.ts';
import type { Event } from '../../src/call/kept/events.ts';
import type { SupervisionMode } from '../../src/call/kept/supervision.ts';
import type { CallId, LegId, SupervisionId } from '../../src/shared/ids.ts';
import type { Duration, Instant } from '../../src/shared/time.ts';
import type { Seeded } from '../support/seeded.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

export const modes: readonly SupervisionMode[] = ['listen', 'whisper', 'barge'];

interface Floor {
  readonly chance: Seeded;
  readonly supervisors: readonly string[];
  readonly now: () => Instant;
  readonly at: (at: Instant, does: () => void) => void;
  readonly turn: (event: WithoutTime<Event>) => void;
  /** A call in which an agent talks with the caller now; if omitted: there is none. */
  readonly aTalk: () => CallId | undefined;
  readonly nameAt: (leg: LegId) => string;
}

export interface SupervisorLog {
  /** Talks that they heard. */
  heard: number;
  readonly lasted: Record<SupervisionMode, Duration>;
}

interface Listening {
  readonly who: string;
  readonly call: CallId;
  isUp: boolean;
  hears?: { readonly mode: SupervisionMode; readonly since: Instant };
}

export class SupervisionLedger {
  readonly supervisors = new Map<string, SupervisorLog>();
  /** By supervision: `listen anna`, one after the other. */
  readonly heard = new Map<SupervisionId, string[]>();
  readonly #open = new Map<SupervisionId, Listening>();
  readonly #floor: Floor;

  constructor(floor: Floor) {
    this.#floor = floor;
    for (const name of floor.supervisors)
      this.supervisors.set(name, { heard: 0, lasted: { listen: 0, whisper: 0, barge: 0 } });
  }

  /** Whoever of them has time asks to hear a talk. */
  asks(): void {
    const { chance, turn, aTalk } = this.#floor;
    const who = chance.pick(this.#floor.supervisors);
    const call = aTalk();
    if (call === undefined || [...this.#open.values()].some((each) => each.who === who)) return;
    turn({ type: 'superviseAsked', call, who, phone: who, mode: chance.pick(modes), by: who });
  }

  obey(command: Command): void {
    if (command.do === 'ringSupervisor') this.#rings(command);
    else if (command.do === 'placeSupervisor') this.#hears(command);
    else if (command.do === 'endSupervision') this.#gone(command.supervision);
  }

  #rings({ supervision, phone: who, call }: CommandOf<'ringSupervisor'>): void {
    const { chance, turn } = this.#floor;
    this.#open.set(supervision, { who, call, isUp: false });
    if (chance.chance(0.1)) return this.#later(8000, 15_000, () => this.#putsDown(supervision));
    this.#later(500, 5000, () => {
      const one = this.#open.get(supervision);
      if (!one) return;
      one.isUp = true;
      turn({ type: 'supervisorAnswered', supervision });
      this.#later(2000, 40_000, () => this.#changes(supervision));
      this.#later(5000, 180_000, () => this.#leaves(supervision));
    });
  }

  #hears({ supervision, mode, leg }: CommandOf<'placeSupervisor'>): void {
    const one = this.#open.get(supervision);
    if (!one?.isUp) throw new Error(`${supervision} hears a talk, and has not picked up`);
    const log = this.#log(one.who);
    const on = `${mode} ${this.#floor.nameAt(leg)}`;
    const known = this.heard.get(supervision);
    if (!known) {
      log.heard += 1;
      this.heard.set(supervision, [on]);
    } else if (known.at(-1) !== on) known.push(on);
    if (one.hears?.mode === mode) return;
    this.#account(one);
    one.hears = { mode, since: this.#floor.now() };
  }

  #changes(supervision: SupervisionId): void {
    const { chance, turn } = this.#floor;
    const one = this.#open.get(supervision);
    if (!one) return;
    const { who, call } = one;
    turn({ type: 'superviseAsked', call, who, phone: '', mode: chance.pick(modes), by: who });
    this.#later(2000, 60_000, () => this.#changes(supervision));
  }

  #leaves(supervision: SupervisionId): void {
    const { chance, turn } = this.#floor;
    const one = this.#open.get(supervision);
    if (!one) return;
    if (chance.chance(0.5)) return this.#putsDown(supervision);
    turn({ type: 'superviseAsked', call: one.call, who: one.who, phone: '', mode: 'end', by: one.who });
  }

  #putsDown(supervision: SupervisionId): void {
    if (!this.#open.has(supervision)) return;
    this.#gone(supervision);
    this.#floor.turn({ type: 'supervisorGone', supervision });
  }

  /** Hung up, by them or on them. */
  #gone(supervision: SupervisionId): void {
    const one = this.#open.get(supervision);
    if (!one) return;
    this.#account(one);
    this.#open.delete(supervision);
    this.#floor.at(this.#floor.now() + 100, () => this.#floor.turn({ type: 'supervisorGone', supervision }));
  }

  #account({ who, hears }: Listening): void {
    if (hears) this.#log(who).lasted[hears.mode] += this.#floor.now() - hears.since;
  }

  #log(who: string): SupervisorLog {
    const log = this.supervisors.get(who);
    if (!log) throw new Error(`${who} is no supervisor`);
    return log;
  }

  #later(from: number, to: number, does: () => void): void {
    const { now, at, chance } = this.#floor;
    at(now() + chance.between(from, to), does);
  }
}
