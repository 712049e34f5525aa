/** Something that a check of a plan has to say. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** What to do about it: the nearest right name, the form that is expected. */
  readonly hint?: string;
  /** A call that shows it: `cordboard try --dial 100 --press '1' --at '2026-12-24 10:00'`. */
  readonly example?: string;
}
