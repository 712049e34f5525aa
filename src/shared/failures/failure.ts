/**
 * One table of failures: every way in which an offer, a leg, a number, a call, a log-in, a trunk, a command or a request can fail.
 * The journal, `why`, the API, the doctor and the alarms name a failure by its code; words and remedies come from here.
 *
 * A code is a promise to programs: it is never renamed and never used for something else. To add a way of failing, add
 * a row to the table of its area, and a sentence to `failures.ts` and `remedies.ts` in `console/words/<language>/`; then run
 * `node setup/contract-docs.mjs`.
 */
export interface Failure {
  /** The HTTP status that a request gets if it fails for this reason. */
  readonly status: number;
  readonly severity: Severity;
  /** What happened. One sentence for people, with a capital letter and a full stop. */
  readonly sentence: string;
  /** What to do about it. */
  readonly remedy: string;
}

/**
 * `info`: part of every working day. `warning`: look at it when you can. `error`: something did not work for somebody.
 * `critical`: calls are at risk now.
 */
export const severities = ['info', 'warning', 'error', 'critical'] as const;
export type Severity = (typeof severities)[number];
