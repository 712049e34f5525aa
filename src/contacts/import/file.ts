/** What a file of contacts is read into, whatever program wrote it. */
import type { ContactChange } from '../../ports/store.ts';
import type { Encoding } from '../../shared/encodings.ts';

/** A file as it was sent. */
export interface ContactFile {
  readonly bytes: Uint8Array;
  readonly kind: 'csv' | 'xlsx' | 'vcard';
  /** Of a text that is neither UTF-8 nor marked as UTF-16. */
  readonly encoding?: Encoding;
}

/** Cells of one row, or the values of one card under the names of columns. */
export interface Row {
  /** Where it begins: a line of a text, a row of a sheet. From 1. */
  readonly line: number;
  /** As it was in the file, so that the user can find it. */
  readonly text: string;
  readonly cells: readonly string[];
}

export interface Sheet {
  /** The names of the columns. */
  readonly head: Row;
  readonly rows: readonly Row[];
}

/** The file as a whole cannot be read: nothing of it is taken over. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly hint: string | undefined;

  constructor(message: string, hint?: string, cause?: unknown) {
    super(message, { cause });
    this.hint = hint;
  }
}

export interface ReadContact {
  readonly line: number;
  readonly number: string;
  readonly change: ContactChange;
}

export interface Rejected {
  readonly line: number;
  /** Heading of the column; if omitted: the row as a whole. */
  readonly column?: string;
  readonly message: string;
  readonly row: string;
}

export type ImportPart =
  | { readonly kind: 'unreadable'; readonly message: string; readonly hint?: string }
  | { readonly kind: 'warnings'; readonly warnings: readonly string[] }
  | { readonly kind: 'contacts'; readonly contacts: readonly ReadContact[] }
  | { readonly kind: 'rejected'; readonly rejected: readonly Rejected[] };

/** What a cell may name. */
export interface Known {
  /** National numbers are of this country. */
  readonly country: string;
  readonly agents: readonly string[];
  /** Tags that the plan does something with. */
  readonly tags: readonly string[];
}

/** More is no address book, and would take minutes. */
export const mostRows = 200_000;
export const mostColumns = 200;
