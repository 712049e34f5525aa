/**
 * Wrong log-ins are made to wait, longer with each. They are counted for a person at an address, so that nobody can shut
 * others out from elsewhere; for an address, where one guesses the names; and, far more patiently, for a person.
 */
import { type Duration, type Instant, minutes, seconds } from '../shared/time.ts';

export interface Wrong {
  readonly count: number;
  readonly last: Instant;
}

interface Patience {
  /** So many are free. */
  readonly free: number;
  readonly most: Duration;
}

export const patience = {
  personAtAddress: { free: 5, most: minutes(15) },
  address: { free: 20, most: minutes(15) },
  person: { free: 50, most: minutes(1) },
} as const satisfies Readonly<Record<string, Patience>>;

export type Counted = keyof typeof patience;

const first: Duration = seconds(15);
const forgottenAfter: Duration = minutes(60);

/** After one more that was wrong. */
export const counted = (before: Wrong | undefined, now: Instant): Wrong => ({
  count: (before && !isForgotten(before, now) ? before.count : 0) + 1,
  last: now,
});

export const isForgotten = ({ last }: Wrong, now: Instant): boolean => now - last >= forgottenAfter;

/** How long the next try has to wait; 0: it may come. */
export function waitAfter(what: Counted, wrong: Wrong | undefined, now: Instant): Duration {
  if (!wrong || isForgotten(wrong, now)) return 0;
  const { free, most } = patience[what];
  if (wrong.count < free) return 0;
  const wait = Math.min(most, first * 2 ** Math.min(wrong.count - free, 20));
  return Math.max(0, wrong.last + wait - now);
}
