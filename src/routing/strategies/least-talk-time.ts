import { spellDuration } from '../../shared/time.ts';
import type { Standing } from '../strategy.ts';
import { longestIdle } from './longest-idle.ts';

/** Whoever has talked least with callers; among equals the longest idle. */
export const leastTalkTime: Standing = {
  rings: 'one',
  compare: (a, b, needs) =>
    (a.state.talkedFor ?? 0) - (b.state.talkedFor ?? 0) || longestIdle.compare(a, b, needs),
  because: ({ state }) => `talked for ${spellDuration(state.talkedFor ?? 0)}`,
};
