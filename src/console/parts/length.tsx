/** How long something has lasted, counted here each second: its text alone, so that nothing is drawn again for it. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { now } from '../live/live.ts';
import { clockLength } from '../words/figures.ts';

/** @param since ISO 8601, or milliseconds since 1970 */
export function Since({ since }: { since: string | number }) {
  const from = momentOf(since);
  const length = useMemo(() => computed(() => clockLength(now.value - from)), [from]);
  return <span class="figure">{length}</span>;
}

export function Until({ until }: { until: string | number }) {
  const to = momentOf(until);
  const length = useMemo(() => computed(() => clockLength(to - now.value)), [to]);
  return <span class="figure">{length}</span>;
}

const momentOf = (at: string | number): number => (typeof at === 'number' ? at : Date.parse(at));
