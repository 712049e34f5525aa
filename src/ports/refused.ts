/** Why what was asked for is not done. */
import type { Finding } from '../plan/source/finding.ts';
import type { FailureCode } from '../shared/failures/table.ts';

export interface Refused {
  readonly done: false;
  readonly code: FailureCode;
  readonly because: string;
  /** Of a plan. */
  readonly findings?: readonly Finding[];
}
