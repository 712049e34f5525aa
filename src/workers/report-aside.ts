/** Makes a report in a thread: what is stored goes there as text, and rows come back. */
import type { FigureBook } from '../ports/figures.ts';
import { kindOfReport, type ReportQuestion, type ReportRow } from '../reports/figures/report.ts';
import type { Instant } from '../shared/time.ts';
import type { Workers } from './workers.ts';

/** Rows read at once: a millisecond or so. */
const part = 500;

export async function reportAside(
  workers: Workers,
  figures: Pick<FigureBook, 'cells'>,
  question: ReportQuestion,
  from: Instant,
  to: Instant,
): Promise<readonly ReportRow[]> {
  const bytes = await storedCells(figures, question, from, to);
  const rows: ReportRow[] = [];
  for await (const some of workers.run('makeReport', { cells: bytes, question }, { transfer: [bytes] }))
    rows.push(...some);
  return rows;
}

/** Lines of `[at, subject, cell]`, read a few at a time: by hour for a report by hour, else by day. */
export async function storedCells(
  figures: Pick<FigureBook, 'cells'>,
  { by, report }: Pick<ReportQuestion, 'by' | 'report'>,
  from: Instant,
  to: Instant,
): Promise<ArrayBuffer> {
  const kind = `${kindOfReport[report]} `;
  const texts: string[] = [];
  let after: { readonly at: Instant; readonly subject: string } | undefined;
  for (;;) {
    const stored = await figures.cells(by === 'hour' ? 'hour' : 'day', from, to, after, part, kind);
    for (const { at, subject, cell } of stored) texts.push(`[${at},${JSON.stringify(subject)},${cell}]`);
    after = stored.at(-1);
    if (stored.length < part) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const text = Buffer.from(texts.join('\n'));
  return text.buffer.slice(text.byteOffset, text.byteOffset + text.byteLength) as ArrayBuffer;
}
