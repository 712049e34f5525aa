import { spellDuration } from '../../shared/time.ts';
import { longestIdle } from './longest-idle.ts';
import type { Standing } from './strategy.ts';

/** The agent with the least talk time; among equals the longest idle. */
export const leastTalkTime: Standing = {
  rings: 'one',
  compare: (a, b, needs) =>
    (a.state.talkedFor ?? 0) - (b.state.talkedFor ?? 0) || longestIdle.compare(a, b, needs),
  lacked: (second, first, needs) => {
    const less = (second.state.talkedFor ?? 0) - (first.state.talkedFor ?? 0);
    return less === 0 ? longestIdle.lacked?.(second, first, needs) : `talked ${spellDuration(less)} less`;
  },
  because: ({ state }) => `talked for ${spellDuration(state.talkedFor ?? 0)}`,
};
