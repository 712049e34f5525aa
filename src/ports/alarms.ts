/** Alarms that wait for someone to confirm them, and who is called because of them. */
import type { FailureCode } from '../shared/failures/table.ts';
import type { Instant } from '../shared/time.ts';

export interface OpenAlarm {
  readonly code: FailureCode;
  readonly what: string;
  readonly first: Instant;
  readonly count: number;
}

export interface AlarmDesk {
  open(): readonly OpenAlarm[];
  /** Who was called last because of what is open; `because`: their phone did not ring. */
  called(): { readonly person: string; readonly at: Instant; readonly because?: string } | undefined;
  /** Who is called next, and when. */
  next(): { readonly person: string; readonly at: Instant } | undefined;
}
