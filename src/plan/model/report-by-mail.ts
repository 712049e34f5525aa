/** Reports that are sent by e-mail. */

export interface ReportByMail {
  readonly name: string;
  readonly report:
    | 'queues'
    | 'agents'
    | 'calls'
    | 'numbers'
    | 'tags'
    | 'ivr'
    | 'results'
    | 'surveys'
    | 'quality';
  readonly to: readonly string[];
  /** Names of the rows; if omitted: all. */
  readonly only?: readonly string[];
  /** It is about the one before. */
  readonly every: 'day' | 'week' | 'month';
  /** When it is sent: minutes since midnight. */
  readonly minute: number;
  readonly by: 'hour' | 'day' | 'week' | 'all';
  readonly format: 'xlsx' | 'csv';
  /** Seconds. */
  readonly threshold: number;
}
