/** A row of the journal's table, as it is read. */
export interface JournalRow {
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly call: string | null;
  readonly agent: string | null;
  readonly data: string;
  readonly version: number;
}

export const columns = 'seq, at, type, call, agent, data, version';
