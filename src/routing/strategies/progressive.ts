import type { Standing } from './strategy.ts';
import { longestIdle } from './longest-idle.ts';

/** The longest idle first; until one answers, one more phone joins at the plan's pace. */
export const progressive: Standing = { ...longestIdle, rings: 'one more' };
