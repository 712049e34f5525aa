import type { Strategy } from '../strategy.ts';

/** Whoever has been without a call for longest; neither pauses nor missed offers change that. */
export const longestIdle: Strategy = {
  rings: 'one',
  compare: (a, b) => a.state.idleSince - b.state.idleSince,
  because: ({ state }, { now }) => `idle for ${Math.max(0, Math.round((now - state.idleSince) / 1000))} s`,
};
