/** The page on which visitors try a call from their browser (`/call`). */
export interface CallerPage {
  /** Titles by the numbers of the plan that may be called. */
  readonly numbers: Readonly<Record<string, string>>;
  readonly callsAtOnce: number;
  /** Of everybody. */
  readonly callsAnHour: number;
  /** Of one IP address. */
  readonly callsAnHourFromOne: number;
}
