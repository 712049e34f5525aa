/** `1 per minute`: how fast something grows. */

import { isScalar } from 'yaml';
import { phrase } from '../../shared/findings/said.ts';
import type { Form } from './form.ts';
import { misfit } from './scalars.ts';

const pattern = /^(\d{1,3}(?:\.\d{1,3})?) per minute$/;
const words = phrase('points_a_minute');

export const perMinute: Form<number> = {
  words,
  schema: { type: 'string', pattern: pattern.source },
  read(spot, reading) {
    const value = isScalar(spot.node) ? spot.node.value : undefined;
    const found = typeof value === 'string' ? pattern.exec(value.trim()) : null;
    if (found?.[1] !== undefined) return Number(found[1]);
    const hint = typeof value === 'number' ? phrase('write_per_minute', { value }) : undefined;
    return misfit(spot, words, reading, hint);
  },
};
