/** What there is to know of the machine. */
import type { FailureCode } from '../shared/failures/table.ts';

export interface Finding {
  /** Title of the check. */
  readonly check: string;
  readonly severity: 'ok' | 'warning' | 'error';
  readonly message: string;
  readonly fix?: string;
  readonly code?: FailureCode;
}

export interface Disk {
  readonly freeBytes: number;
  readonly totalBytes: number;
  readonly databaseBytes: number;
}
