/** A request for a report, and its answer. */

import type { Instant } from '../shared/time.ts';
import type { ReportQuestion } from './figures/report.ts';
import type { ReportFormat } from './print/printed.ts';

export interface ReportAsked {
  readonly question: ReportQuestion;
  readonly from: Instant;
  /** Without. */
  readonly to: Instant;
  readonly format: ReportFormat;
}

export interface ReportMade {
  /** Of JSON: an array of the rows. */
  readonly body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Whether all that has happened is in it. */
  readonly complete: boolean;
}
