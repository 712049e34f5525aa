import type { Strategy } from '../strategy.ts';
import { longestIdle } from './longest-idle.ts';

/** The longest idle first; while nobody answers, one more phone rings beside the others at the plan's pace. */
export const progressive: Strategy = { ...longestIdle, rings: 'one more' };
