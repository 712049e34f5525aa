/** What the figures of an echo call mean. */
import type { EchoFigures } from './echo.ts';

/** `quiet`: nothing was said; `silent`: what was said did not come back. */
export type Verdict = 'good' | 'fair' | 'poor' | 'silent' | 'quiet';

/** Quieter than this, from 0 to 1, there is only noise. */
const noise = 0.01;
/**
 * Up to where it is good, and up to where it is fair. Of the way there and back: a talk suffers beyond 150 ms in one direction, and
 * is hard beyond 400 (ITU-T G.114), of which the other party's side needs its part. The browser's own buffer evens out jitter of a packet or two.
 */
const limits = {
  lossPercent: { good: 1, fair: 3 },
  jitterMs: { good: 30, fair: 60 },
  roundTripMs: { good: 200, fair: 500 },
} as const;

export function verdictOf(figures: EchoFigures): Verdict {
  const { lossPercent, sentLossPercent = 0, jitterMs, roundTripMs = 0, said, cameBack } = figures;
  if (said < noise) return 'quiet';
  if (cameBack < noise) return 'silent';
  const measured = { lossPercent: Math.max(lossPercent, sentLossPercent), jitterMs, roundTripMs };
  const within = (grade: 'good' | 'fair'): boolean =>
    (Object.keys(limits) as (keyof typeof limits)[]).every((each) => measured[each] <= limits[each][grade]);
  if (within('good')) return 'good';
  return within('fair') ? 'fair' : 'poor';
}
