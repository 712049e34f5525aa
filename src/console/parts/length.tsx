/** How long something has lasted, counted here each second, so that nothing else is drawn again. */
import { now } from '../live/live.ts';
import { clockLength } from '../words/figures.ts';

/** @param since ISO 8601, or milliseconds since 1970 */
export const Since = ({ since }: { since: string | number }) => (
  <span class="figure">{clockLength(now.value - momentOf(since))}</span>
);

export const Until = ({ until }: { until: string | number }) => (
  <span class="figure">{clockLength(momentOf(until) - now.value)}</span>
);

const momentOf = (at: string | number): number => (typeof at === 'number' ? at : Date.parse(at));
