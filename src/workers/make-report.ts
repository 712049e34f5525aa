import { type ReportQuestion, type ReportRow, report, type StoredCell } from '../reports/figures/report.ts';

/** Rows that go back at once. */
const atOnce = 500;

/** @param cells lines of `[at, subject, cell]` */
export function* makeReport({
  cells,
  question,
}: {
  readonly cells: ArrayBuffer;
  readonly question: ReportQuestion;
}): Generator<readonly ReportRow[]> {
  const rows = report(stored(Buffer.from(cells).toString()), question);
  for (let from = 0; from < rows.length; from += atOnce) yield rows.slice(from, from + atOnce);
}

function* stored(text: string): Generator<StoredCell> {
  for (const line of text === '' ? [] : text.split('\n')) {
    const [at, subject, cell] = JSON.parse(line) as [number, StoredCell['subject'], StoredCell['cell']];
    yield { at, subject, cell };
  }
}
