/** Sums for reports, kept by hour and by day. They can be made again from the journal at any time. */
import type { Instant } from '../shared/time.ts';

export type CellLevel = 'hour' | 'day';

export interface FigureState {
  /** Whose hours and days they are. */
  readonly timeZone: string;
  /** Of the definitions: sums of earlier ones are made again. */
  readonly version: number;
  /** What the fold needs to go on. */
  readonly state: string;
}

export interface StoredFigures {
  readonly at: Instant;
  /** Its kind and its name: `queue sales`. */
  readonly subject: string;
  readonly cell: string;
}

export interface FigureChange {
  /** `merge`: what is stored from then on, given what is; undefined: nothing. */
  readonly cells: readonly {
    readonly level: CellLevel;
    readonly at: Instant;
    readonly subject: string;
    readonly merge: (stored: string | undefined) => string | undefined;
  }[];
  /** Where the fold stood at the beginning of a day. */
  readonly checkpoints: readonly { readonly day: Instant; readonly state: string }[];
  readonly state: FigureState;
}

export interface FigureBook {
  /** Undefined: nothing was folded yet. */
  state(): Promise<FigureState | undefined>;
  /** All of it or nothing. One at a time: what is stored is read before it is written. */
  add(change: FigureChange): Promise<void>;
  clear(): Promise<void>;
  /** The last one at or before that moment. */
  checkpoint(day: Instant): Promise<{ readonly day: Instant; readonly state: string } | undefined>;
  /** Those of one kind of subject, from one moment to another (without), in order, beginning after that cell. */
  cells(
    level: CellLevel,
    kind: string,
    from: Instant,
    to: Instant,
    after: { readonly at: Instant; readonly subject: string } | undefined,
    limit: number,
  ): Promise<readonly StoredFigures[]>;
}
