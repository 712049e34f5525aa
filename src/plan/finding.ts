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
}
