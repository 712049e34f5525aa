/**
 * How the best of those who may take a call is found. One small file each under `strategies/`; a new one is a file
 * there, a line in the table below, and its name in the plan (`plan/model/strategy.ts`, `plan/language/strategy.ts`).
 */
import { isPhoneUnusable } from '../agents/board.ts';
import type { Expression, StrategyName } from '../plan/model.ts';
import { leastCalls } from './strategies/least-calls.ts';
import { leastTalkTime } from './strategies/least-talk-time.ts';
import { longestIdle } from './strategies/longest-idle.ts';
import { mostSkilled } from './strategies/most-skilled.ts';
import { ordered } from './strategies/ordered.ts';
import { progressive } from './strategies/progressive.ts';
import { random } from './strategies/random.ts';
import { ringAll } from './strategies/ring-all.ts';
import { roundRobin } from './strategies/round-robin.ts';
import type { Order, Strategy } from './strategies/strategy.ts';
import { weighted } from './strategies/weighted.ts';

export type * from './strategies/strategy.ts';

const strategies: Readonly<Record<StrategyName, Strategy>> = {
  'longest idle': longestIdle,
  ordered,
  'least calls': leastCalls,
  'least talk time': leastTalkTime,
  'most skilled': mostSkilled,
  'round robin': roundRobin,
  random,
  weighted,
  'ring all': ringAll,
  progressive,
};

export const strategyOf = (name: StrategyName): Strategy => strategies[name];

/** The order that stands as long as no one changes; of those who draw lots, the plan's. */
export function orderOf(name: StrategyName, needs: Expression): Order {
  const strategy = strategies[name];
  if ('lot' in strategy) return (a, b) => usableFirst(a, b) || a.place - b.place;
  return (a, b) => usableFirst(a, b) || strategy.compare(a, b, needs) || a.place - b.place;
}

/** Whoever's phone refuses call after call comes behind all others, whatever the strategy. */
export const usableFirst: Order = ({ state: a }, { state: b }) =>
  // Asked for each pair of agents: nearly none has refused.
  a.refusals || b.refusals ? Number(isPhoneUnusable(a)) - Number(isPhoneUnusable(b)) : 0;
