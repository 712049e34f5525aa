import { spellDuration } from '../../shared/time.ts';
import type { Strategy } from '../strategy.ts';
import { longestIdle } from './longest-idle.ts';

/** Whoever has talked least with callers; among equals the longest idle. */
export const leastTalkTime: Strategy = {
  rings: 'one',
  compare: (a, b, circumstances) =>
    (a.state.talkedFor ?? 0) - (b.state.talkedFor ?? 0) || longestIdle.compare(a, b, circumstances),
  because: ({ state }) => `talked for ${spellDuration(state.talkedFor ?? 0)}`,
};
