import type { Strategy } from '../strategy.ts';
import { longestIdle } from './longest-idle.ts';

/** Whoever has taken the fewest calls; among equals the longest idle. */
export const leastCalls: Strategy = {
  rings: 'one',
  compare: (a, b, circumstances) =>
    a.state.callsTaken - b.state.callsTaken || longestIdle.compare(a, b, circumstances),
  because: ({ state }) => `${state.callsTaken} calls taken`,
};
