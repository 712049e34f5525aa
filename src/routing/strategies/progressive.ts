import { longestIdle } from './longest-idle.ts';
import type { Standing } from './strategy.ts';

/** The longest idle first; until one answers, one more phone joins at the plan's pace. */
export const progressive: Standing = { ...longestIdle, rings: 'one more' };
