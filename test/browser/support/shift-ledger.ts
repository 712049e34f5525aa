/**
 * What callers and agents of a shift live through, as they would tell it afterwards: a caller knows when they dialled, when they
 * heard a person, and when the line was dead; an agent knows when their phone rang and fell silent, and what they clicked. They
 * hear the exchange, and nothing of our records.
 */
import type { LegId } from '../../../src/shared/ids.ts';
import type { SimulatedAsterisk } from '../../support/simulated-asterisk.ts';
import type { VirtualClock } from '../../support/virtual-clock.ts';
import { type AgentDoes, anHour, type HourOfQueue, type Standing } from './wallboard.ts';

interface Wait {
  readonly queue: string;
  readonly from: number;
  to?: number;
  how?: 'answered' | 'abandoned';
}

export interface CallerTells {
  readonly name: string;
  readonly leg: LegId;
  readonly waits: Wait[];
  /** Who they hear, or heard last. */
  hears?: string;
  /** An agent has said that they pass them on to that queue. */
  passedTo?: string;
  isGone?: boolean;
}

interface AgentTells {
  readonly name: string;
  readonly title: string;
  state: AgentDoes;
  since: number;
  isIn: boolean;
  isPaused: boolean;
  /** They have heard a caller since they picked up. */
  hasHeard: boolean;
  wrapUpEnds: number;
}

interface House {
  readonly queues: Readonly<Record<string, { readonly title: string; readonly members: readonly string[] }>>;
  readonly agents: Readonly<Record<string, string>>;
  readonly wrapUp: number;
  readonly seconds: number;
}

export class ShiftLedger {
  readonly callers: CallerTells[] = [];
  readonly agents: readonly AgentTells[];
  /** `boris support`: the supervisor has taken him out of that queue. */
  readonly out = new Set<string>();
  readonly #house: House;
  readonly #asterisk: SimulatedAsterisk;
  readonly #clock: VirtualClock;

  constructor(house: House, asterisk: SimulatedAsterisk, clock: VirtualClock) {
    this.#house = house;
    this.#asterisk = asterisk;
    this.#clock = clock;
    this.agents = Object.entries(house.agents).map(([name, title]) => ({
      name,
      title,
      state: 'logged_out',
      since: clock.now(),
      isIn: false,
      isPaused: false,
      hasHeard: false,
      wrapUpEnds: 0,
    }));
  }

  dials(name: string, leg: LegId, queue: string, from: number): CallerTells {
    const caller: CallerTells = { name, leg, waits: [{ queue, from }] };
    this.callers.push(caller);
    return caller;
  }

  agent(name: string): AgentTells {
    const agent = this.agents.find((each) => each.name === name);
    if (!agent) throw new Error(`there is no ${name}`);
    return agent;
  }

  /** To be called at each moment at which something may have happened. */
  look(): void {
    for (const caller of this.callers) if (!caller.isGone) this.#listen(caller);
    for (const agent of this.agents) this.#feel(agent);
  }

  #listen(caller: CallerTells): void {
    const now = this.#clock.now();
    const open = caller.waits.find(({ to }) => to === undefined);
    const far = this.agents.find(({ name }) => {
      const leg = this.#asterisk.talkingAt(name);
      return leg !== undefined && this.#asterisk.together(caller.leg, leg.id);
    });
    if (!this.#asterisk.legs.has(caller.leg)) {
      caller.isGone = true;
      if (open) Object.assign(open, { to: now, how: 'abandoned' });
    } else if (far && open) {
      Object.assign(open, { to: now, how: 'answered' });
      caller.hears = far.name;
    } else if (!far && caller.passedTo !== undefined) {
      caller.waits.push({ queue: caller.passedTo, from: now });
      delete caller.passedTo;
    }
    if (far) this.agent(far.name).hasHeard = true;
  }

  #feel(agent: AgentTells): void {
    const now = this.#clock.now();
    const isUp = this.#asterisk.talkingAt(agent.name) !== undefined;
    if (!isUp && agent.hasHeard) {
      agent.hasHeard = false;
      agent.wrapUpEnds = now + this.#house.wrapUp;
    }
    const state = this.#stateOf(agent, isUp, now);
    if (state === agent.state) return;
    agent.state = state;
    agent.since = now;
  }

  #stateOf(
    { name, isIn, isPaused, hasHeard, wrapUpEnds }: AgentTells,
    isUp: boolean,
    now: number,
  ): AgentDoes {
    if (isUp && hasHeard) return 'talking';
    if (isUp || this.#asterisk.ringingAt(name)) return 'ringing';
    if (wrapUpEnds > now) return 'wrapping_up';
    if (!isIn) return 'logged_out';
    return isPaused ? 'paused' : 'free';
  }

  standing(): Standing {
    const { queues, seconds } = this.#house;
    const waits = this.callers.flatMap((caller) => caller.waits.map((wait) => ({ ...wait, caller })));
    return {
      calls: this.callers.filter(({ isGone }) => !isGone).length,
      agents: this.agents,
      queues: Object.entries(queues).map(([name, { title, members }]) => {
        const here = waits.filter(({ queue }) => queue === name);
        const hours = new Map<number, HourOfQueue>();
        for (const { from, to, how, caller } of here) {
          // A report has what became of a call when it is over.
          if (to === undefined || !caller.isGone) continue;
          const begins = Math.floor(from / anHour) * anHour;
          const hour = hours.get(begins) ?? { inTime: 0, late: 0, abandoned: 0, longestWaitMs: 0 };
          hours.set(begins, hour);
          hour[how === 'abandoned' ? 'abandoned' : to - from <= seconds * 1000 ? 'inTime' : 'late'] += 1;
          hour.longestWaitMs = Math.max(hour.longestWaitMs, to - from);
        }
        const waitingSince = here.filter(({ to }) => to === undefined).map(({ from }) => from);
        const out = members.filter((member) => this.out.has(`${member} ${name}`));
        return { title, members, out, waitingSince, hours };
      }),
    };
  }
}
