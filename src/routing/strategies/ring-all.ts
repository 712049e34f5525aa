import { ordered } from './ordered.ts';
import type { Standing } from './strategy.ts';

/** All of them at once; the first to answer gets the call. */
export const ringAll: Standing = { ...ordered, rings: 'all', because: () => 'all are rung' };
