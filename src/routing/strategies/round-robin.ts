import { spellDuration } from '../../shared/time.ts';
import type { Standing } from './strategy.ts';

/** Each in turn: whoever's phone was rung longest ago, whatever came of it; first those who never were. */
export const roundRobin: Standing = {
  rings: 'one',
  compare: (a, b) => (a.state.lastRungAt ?? 0) - (b.state.lastRungAt ?? 0),
  lacked: (second, first) => {
    const { lastRungAt } = first.state;
    if (lastRungAt === undefined || second.state.lastRungAt === undefined) return undefined;
    const earlier = second.state.lastRungAt - lastRungAt;
    return earlier === 0 ? undefined : `been rung ${spellDuration(earlier)} earlier`;
  },
  because: ({ state: { lastRungAt } }, { now }) =>
    lastRungAt === undefined ? 'never rung yet' : `last rung ${spellDuration(now - lastRungAt)} ago`,
};
