/** What came of erasing a contact. */
import type { CallId } from '../shared/ids.ts';

export type Erasing =
  | { readonly done: true; readonly report: ErasureReport }
  /** A call of theirs is in progress, or a callback waits for them. */
  | { readonly done: false; readonly live: CallId }
  | { readonly done: false; readonly unknown: true }
  /** A recording of theirs must be kept. */
  | { readonly done: false; readonly held: CallId }
  /** It was asked for by a call whose caller has a number: that finds all of theirs. */
  | { readonly done: false; readonly hasNumber: true };

export interface ErasureReport {
  /** Its id, which the journal goes on to name. */
  readonly contact?: string;
  /** Calls that now show placeholders. */
  readonly calls: number;
  readonly values: number;
  readonly messages: number;
  /** Sound files that were deleted. */
  readonly sounds: number;
  /** Calls whose notes by the safety net were blanked. */
  readonly notes: number;
  /** Databases that were set aside earlier, and still hold everything. */
  readonly copies: readonly string[];
  /** Free space of the database is overwritten at the next start. */
  readonly finishesAtNextStart: boolean;
}
