/**
 * Keeps the lamps of phones true: busy lamps follow what agents do, message lamps how many messages in the voicemails of the
 * plan are unheard. It looks after the commit, at what the turn has changed, and sends differences only. After a start
 * everything is shown, because lamps may show what an engine that was killed left behind.
 */

import type { AgentState, AgentStateName } from '../agents/agent.ts';
import { stateNow } from '../agents/board.ts';
import { phonesOf } from '../agents/phones.ts';
import type { StoredEntry } from '../call/kept/journal.ts';
import type { World } from '../call/turn/world.ts';
import type { AgentName } from '../plan/model.ts';
import { allPhones } from '../plan/rules/phones.ts';
import type { Clock } from '../ports/clock.ts';
import type { BusyLamp, Lamps } from '../ports/lamps.ts';
import type { Log } from '../ports/log.ts';
import { changesCounts, type VoicemailBox } from '../ports/store.ts';
import type { Duration } from '../shared/time.ts';

export interface LampKeeperNeeds {
  readonly world: Pick<World, 'agents' | 'plan'>;
  readonly lamps: Lamps;
  readonly voicemails: Pick<VoicemailBox, 'counts'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Several entries of one moment are counted once. */
const countedAfter: Duration = 20;

const lampOf: Readonly<Record<AgentStateName, BusyLamp>> = {
  free: 'free',
  ringing: 'ringing',
  talking: 'in_call',
  calling: 'in_call',
  phone_busy: 'in_call',
  hanging_up: 'in_call',
  wrapping_up: 'busy',
  paused: 'busy',
  logged_out: 'away',
  unreachable: 'away',
};

export class LampKeeper {
  readonly #needs: LampKeeperNeeds;
  readonly #shown = new Map<AgentName, BusyLamp>();
  readonly #messages = new Map<string, string>();
  #callOff: () => void = () => undefined;
  #isCounting = false;
  #isStopped = false;

  constructor(needs: LampKeeperNeeds) {
    this.#needs = needs;
  }

  start(): void {
    this.#showAll();
    this.#countSoon();
  }

  stop(): void {
    this.#isStopped = true;
    this.#callOff();
  }

  /** The agents that a turn has changed. */
  changed(agents: Iterable<AgentName>): void {
    if (this.#needs.world.plan.busyLamps !== true) return;
    for (const name of agents) this.#show(name, this.#needs.world.agents.get(name));
  }

  /** Of the journal. */
  happened(entry: StoredEntry): void {
    if (entry.type === 'planActivated') this.#showAll();
    if (touchesMessages(entry)) this.#countSoon();
  }

  #showAll(): void {
    const { world, lamps } = this.#needs;
    if (world.plan.busyLamps === true)
      return this.changed(new Set([...this.#shown.keys(), ...world.agents.keys()]));
    // No phone can watch them any more.
    for (const name of this.#shown.keys()) lamps.showAgent(name, 'away');
    this.#shown.clear();
  }

  #show(name: AgentName, agent: AgentState | undefined): void {
    const isGone = agent === undefined || agent.leftPlanAt !== undefined;
    const lamp = isGone ? 'away' : lampOf[stateNow(agent)];
    if (this.#shown.get(name) === lamp) return;
    this.#shown.set(name, lamp);
    this.#needs.lamps.showAgent(name, lamp);
  }

  #countSoon(): void {
    const hasLamps = Object.values(this.#needs.world.plan.voicemails).some(({ lamp }) => lamp !== undefined);
    if (this.#isStopped || this.#isCounting || (!hasLamps && this.#messages.size === 0)) return;
    this.#isCounting = true;
    this.#callOff = this.#needs.clock.after(countedAfter, () => {
      this.#isCounting = false;
      void this.#count();
    });
  }

  async #count(): Promise<void> {
    const { voicemails, log, world, lamps } = this.#needs;
    try {
      const counts = await voicemails.counts();
      const sums = new Map<string, { unheard: number; heard: number }>();
      for (const { name, lamp = [] } of Object.values(world.plan.voicemails)) {
        const { unheard = 0, others: heard = 0 } = counts.find(({ voicemail }) => voicemail === name) ?? {};
        for (const phone of new Set(lamp.flatMap((agent) => this.#phonesOf(agent)))) {
          const sum = sums.get(phone) ?? { unheard: 0, heard: 0 };
          sums.set(phone, { unheard: sum.unheard + unheard, heard: sum.heard + heard });
        }
      }
      // A phone of no box any more is still there, and its lamp may be on.
      const there = new Set(allPhones(world.plan));
      for (const phone of this.#messages.keys())
        if (!sums.has(phone) && there.has(phone)) sums.set(phone, { unheard: 0, heard: 0 });
      for (const [phone, sum] of sums) {
        const text = `${sum.unheard}/${sum.heard}`;
        if (this.#messages.get(phone) === text) continue;
        this.#messages.set(phone, text);
        lamps.showMessages(phone, sum);
      }
    } catch (error) {
      log.warn(
        { err: error },
        'Cannot count voicemail messages for the message lamps; they change with the next message.',
      );
    }
  }

  /** Where they are now: at a shared phone, its lamp is theirs while they are logged in there. */
  #phonesOf(name: AgentName): readonly string[] {
    const { world } = this.#needs;
    return phonesOf(world.agents.get(name) ?? { name }, world.plan);
  }
}

/** Also if an agent is at another phone, or a lamp shows another voicemail. */
const touchesMessages = (entry: StoredEntry): boolean =>
  changesCounts(entry) || entry.type === 'planActivated' || entry.type === 'agentChanged';
