import type { Standing } from '../strategy.ts';
import { longestIdle } from './longest-idle.ts';

/** The longest idle first; while nobody answers, one more phone rings beside the others at the plan's pace. */
export const progressive: Standing = { ...longestIdle, rings: 'one more' };
