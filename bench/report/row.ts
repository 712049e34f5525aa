/**
 * What a bench yields: rows of one shape, whatever was measured, so that runs can be compared by programs.
 *
 * Times are in milliseconds. `rate` is what the bench varies: calls a second for `connect` and `crowd`, waiting callers for
 * `freed`, agents for `core`, calls for `restart`. A figure that a bench does not have is null.
 */
export interface Row {
  readonly bench: string;
  readonly system: string;
  readonly rate: number;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  readonly p99_ms: number | null;
  readonly ok: number;
  readonly failed: number;
  readonly asterisk_cpu_ms_per_call: number | null;
  readonly engine_cpu_ms_per_call: number | null;
  /** What is not a time of a call, by its name with the unit: `heap_mb`, `turns_per_s`. */
  readonly more?: Readonly<Record<string, number>>;
}

export interface Environment {
  readonly date: string;
  readonly node: string;
  readonly asterisk: string;
  readonly cpu: string;
  readonly cores: number;
  /** Load average before the run: what else the machine had to do. */
  readonly load: number;
  readonly commit: string;
  readonly options: string;
}

/** A row of times only. */
export function timesRow(
  bench: string,
  system: string,
  rate: number,
  times: { readonly p50: number; readonly p95: number; readonly p99: number },
  rest: Partial<Row> = {},
): Row {
  return {
    bench,
    system,
    rate,
    p50_ms: times.p50,
    p95_ms: times.p95,
    p99_ms: times.p99,
    ok: 0,
    failed: 0,
    asterisk_cpu_ms_per_call: null,
    engine_cpu_ms_per_call: null,
    ...rest,
  };
}
