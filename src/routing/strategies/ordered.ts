import type { Standing } from './strategy.ts';

/** As listed in the plan: the second is rung only when the first can't be. */
export const ordered: Standing = {
  rings: 'one',
  compare: (a, b) => a.place - b.place,
  because: ({ place }) => `place ${place + 1} in the plan`,
};
