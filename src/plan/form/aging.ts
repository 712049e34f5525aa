/** `1 per minute`: how fast something grows. */
import { isScalar } from 'yaml';
import type { Form } from './form.ts';
import { misfit } from './scalars.ts';

const pattern = /^(\d{1,3}(?:\.\d{1,3})?) per minute$/;
const words = 'points a minute, such as 1 per minute';

export const perMinute: Form<number> = {
  words,
  schema: { type: 'string', pattern: pattern.source },
  read(spot, reading) {
    const value = isScalar(spot.node) ? spot.node.value : undefined;
    const found = typeof value === 'string' ? pattern.exec(value.trim()) : null;
    if (found?.[1] !== undefined) return Number(found[1]);
    const hint = typeof value === 'number' ? `write ${value} per minute` : undefined;
    return misfit(spot, words, reading, hint);
  },
};
