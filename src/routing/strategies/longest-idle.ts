import { spellDuration } from '../../shared/time.ts';
import type { Standing } from './strategy.ts';

/** The agent without a call for the longest time; log-ins, pauses and missed offers do not change that. */
export const longestIdle: Standing = {
  rings: 'one',
  compare: (a, b) => a.state.idleSince - b.state.idleSince,
  lacked: (second, first) =>
    second.state.idleSince === first.state.idleSince
      ? undefined
      : `been idle ${spellDuration(second.state.idleSince - first.state.idleSince)} longer`,
  because: ({ state }, { now }) => `idle for ${spellDuration(now - state.idleSince)}`,
};
