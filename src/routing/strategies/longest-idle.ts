import { spellDuration } from '../../shared/time.ts';
import type { Standing } from '../strategy.ts';

/** Whoever has been without a call for longest; neither log-ins nor pauses nor missed offers change that. */
export const longestIdle: Standing = {
  rings: 'one',
  compare: (a, b) => a.state.idleSince - b.state.idleSince,
  lacked: (second, first) =>
    second.state.idleSince === first.state.idleSince
      ? undefined
      : `been idle ${spellDuration(second.state.idleSince - first.state.idleSince)} longer`,
  because: ({ state }, { now }) => `idle for ${spellDuration(now - state.idleSince)}`,
};
