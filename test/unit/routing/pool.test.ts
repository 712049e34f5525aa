/** A decision taken with indexes is the one that asking everybody comes to, whatever has changed meanwhile. */
import { describe, expect, test } from 'vitest';
import type { Activity, AgentState } from '../../../src/agents/agent.ts';
import { newAgent } from '../../../src/agents/board.ts';
import { strategies } from '../../../src/plan/language/strategy.ts';
import type { Agent, Expression, StrategyName } from '../../../src/plan/model.ts';
import { decide } from '../../../src/routing/decide.ts';
import type { Need } from '../../../src/routing/eligibility.ts';
import { longList } from '../../../src/routing/filter-agents.ts';
import { LongList } from '../../../src/routing/pool.ts';
import type { RoutingQuestion } from '../../../src/routing/question.ts';
import type { CallId, OfferId } from '../../../src/shared/ids.ts';
import { Seeded } from '../../support/seeded.ts';
import { asTimeAllows } from '../../support/time-is-short.ts';

const needs: readonly Expression[] = [
  { all: [] },
  { skill: 'german', atLeast: 3 },
  {
    all: [
      { skill: 'german', atLeast: 2 },
      {
        any: [
          { skill: 'billing', atLeast: 1 },
          { skill: 'vip', atLeast: 5 },
        ],
      },
    ],
  },
];
const now = 1_000_000;

describe.each(strategies)('%s', (strategy) => {
  test('with indexes as without', () => {
    for (let seed = 1; seed <= asTimeAllows(30); seed++) {
      const floor = new RandomFloor(seed);
      for (let nth = 0; nth < 12; nth++) {
        const question = floor.asks(strategy);
        const plain = {
          state: (name: string) => floor.now(name),
          profile: (name: string) => floor.profiles.get(name),
        };
        expect(
          decide(question, { ...plain, longList: () => floor.list, changed: () => floor.changedNow() }),
        ).toEqual(decide(question, plain));
        floor.goesOn();
      }
    }
  });
});

/** A floor on which nearly everybody is free, or nearly nobody, or anything between. */
class RandomFloor {
  readonly profiles = new Map<string, Agent>();
  readonly list: LongList;
  readonly #chance: Seeded;
  readonly #names: readonly string[];
  readonly #states = new Map<string, AgentState>();
  /** What a turn has changed, and the indexes do not know yet. */
  readonly #changed = new Map<string, AgentState | undefined>();
  readonly #busy: number;

  constructor(seed: number) {
    this.#chance = new Seeded(seed);
    this.#busy = this.#chance.pick([0, 0.02, 0.5, 0.98, 1]);
    const size = longList + this.#chance.between(1, 600);
    this.#names = Array.from({ length: size }, (_, nth) => `a${nth}`);
    for (const name of this.#names) {
      this.profiles.set(name, {
        name,
        title: name,
        phone: name,
        queues: [],
        weight: this.#chance.between(1, 4),
        skills: {
          german: this.#chance.between(0, 5),
          billing: this.#chance.between(0, 1),
          vip: this.#chance.between(0, 9),
        },
      });
      if (this.#chance.chance(0.98)) this.#states.set(name, this.#state(name));
    }
    this.list = new LongList(
      this.#names,
      (name) => this.#states.get(name),
      (name) => this.profiles.get(name),
    );
  }

  now(name: string): AgentState | undefined {
    return this.#changed.has(name) ? this.#changed.get(name) : this.#states.get(name);
  }
  changedNow(): Iterable<string> {
    return this.#changed.keys();
  }

  /** The last turn is applied, and the next has changed some. */
  goesOn(): void {
    for (const [name, state] of this.#changed) {
      if (state) this.#states.set(name, state);
      else this.#states.delete(name);
      this.list.replace(name, state);
    }
    this.#changed.clear();
    for (let nth = this.#chance.between(0, 30); nth > 0; nth--) {
      const name = this.#chance.pick(this.#names);
      this.#changed.set(name, this.#chance.chance(0.05) ? undefined : this.#state(name));
    }
  }

  asks(strategy: StrategyName): RoutingQuestion {
    const some = (most: number): string[] =>
      Array.from({ length: this.#chance.between(0, most) }, () => this.#chance.pick(this.#names));
    const whether = this.#chance.chance(0.3);
    const need: Need = {
      skills: this.#chance.pick(needs),
      leftAlone: new Map(some(5).map((name) => [name, now + this.#chance.between(-5, 5)])),
      ...(this.#chance.chance(0.2) ? { callingAgent: this.#chance.pick(this.#names) } : {}),
      ...(this.#chance.chance(0.2)
        ? { keptFor: { agent: this.#chance.pick(this.#names), until: now + this.#chance.between(-5, 5) } }
        : {}),
      ...(this.#chance.chance(0.5) ? { queue: 'sales', out: this.#out() } : {}),
      ...(whether ? { limits: () => [{ team: 'crew', limit: 2, members: crew }] } : {}),
    };
    const crew = new Set(some(200));
    return {
      agents: this.#names,
      strategy,
      need,
      waited: 0,
      now,
      seed: `${this.#chance.between(0, 1000)}`,
      ...(this.#chance.chance(0.3)
        ? { preferred: { agent: this.#chance.pick(this.#names), because: 'wish' } }
        : {}),
    };
  }

  /** As the world knows them: those whom this turn has changed are found by their state. */
  #out(): Iterable<string> {
    return [...this.#states.values()].filter(({ outOf }) => outOf?.['sales']).map(({ name }) => name);
  }

  #state(name: string): AgentState {
    const chance = this.#chance;
    const isBusy = chance.chance(this.#busy);
    const call = '7' as CallId;
    const activity: Activity = isBusy
      ? chance.pick<Activity>([
          { kind: 'talking', call, leg: '7-o1' as OfferId },
          { kind: 'wrapping_up', call, until: now + chance.between(1, 90_000) },
          { kind: 'hanging_up', leg: '7-o1' as OfferId },
          { kind: 'free' },
        ])
      : { kind: 'free' };
    return {
      ...newAgent(name, chance.between(0, 500)),
      activity,
      loggedIn: !(isBusy && activity.kind === 'free') && chance.chance(0.99),
      phone: { reachable: chance.chance(0.99), busy: chance.chance(0.01) },
      callsTaken: chance.between(0, 9),
      talkedFor: chance.between(0, 9) * 1000,
      ...(chance.chance(0.9) ? { lastRungAt: chance.between(0, 300) } : {}),
      ...(chance.chance(0.1) ? { refusals: { count: 3, why: 'phone_busy', unusableSince: 1 } } : {}),
      ...(chance.chance(0.05)
        ? { outOf: { [chance.pick(['sales', 'support'])]: { since: 1, by: 'paula' } } }
        : {}),
      ...(chance.chance(0.02) ? { pause: { reason: 'lunch', since: 0, by: name } } : {}),
    };
  }
}
