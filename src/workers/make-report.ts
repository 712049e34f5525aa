import { type ReportQuestion, report, type StoredCell } from '../reports/figures/report.ts';
import { printed, type ReportFormat } from '../reports/print/printed.ts';

export interface ReportJob {
  /** Lines of `[at, subject, cell]`, in the order of time. */
  readonly cells: readonly ArrayBuffer[];
  readonly question: ReportQuestion;
  readonly format: ReportFormat;
}

/** What goes over the wire: to hand rows to the engine and have them written there would keep calls waiting. */
export function* makeReport({ cells, question, format }: ReportJob): Generator<Uint8Array> {
  yield* printed(report(stored(cells), question), format, question.report);
}

function* stored(parts: readonly ArrayBuffer[]): Generator<StoredCell> {
  for (const part of parts) {
    const lines = Buffer.from(part).toString();
    for (const [at, subject, cell] of JSON.parse(`[${lines}]`) as [
      number,
      StoredCell['subject'],
      StoredCell['cell'],
    ][])
      yield { at, subject, cell };
  }
}
