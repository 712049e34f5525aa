import type { Standing } from '../strategy.ts';
import { longestIdle } from './longest-idle.ts';

/** Whoever has taken the fewest calls; among equals the longest idle. */
export const leastCalls: Standing = {
  rings: 'one',
  compare: (a, b, needs) => a.state.callsTaken - b.state.callsTaken || longestIdle.compare(a, b, needs),
  because: ({ state }) => `${state.callsTaken} calls taken`,
};
