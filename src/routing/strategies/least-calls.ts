import { longestIdle } from './longest-idle.ts';
import type { Standing } from './strategy.ts';

/** The agent who has taken the fewest calls; among equals the longest idle. */
export const leastCalls: Standing = {
  rings: 'one',
  compare: (a, b, needs) => a.state.callsTaken - b.state.callsTaken || longestIdle.compare(a, b, needs),
  lacked: (second, first, needs) => {
    const fewer = second.state.callsTaken - first.state.callsTaken;
    if (fewer === 0) return longestIdle.lacked?.(second, first, needs);
    return `taken ${fewer} ${fewer === 1 ? 'call' : 'calls'} fewer`;
  },
  because: ({ state }) => `${state.callsTaken} ${state.callsTaken === 1 ? 'call' : 'calls'} taken`,
};
