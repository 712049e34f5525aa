/** Makes a report in a thread: what is stored goes there as text, and what goes over the wire comes back. */
import type { FigureBook } from '../ports/figures.ts';
import type { ReportAsked } from '../reports/asked.ts';
import { kindOfReport, levelFor, type ReportQuestion } from '../reports/figures/report.ts';
import type { Instant } from '../shared/time.ts';
import type { Workers } from './workers.ts';

/** Rows read at once: a millisecond or so. */
const part = 300;

/** The first part is made before it resolves, so that what is refused is refused before the answer begins. */
export async function reportAside(
  workers: Workers,
  figures: Pick<FigureBook, 'cells'>,
  { question, from, to, format }: ReportAsked,
): Promise<AsyncIterable<Uint8Array>> {
  const cells = await storedCells(figures, question, from, to);
  const parts = workers.run('makeReport', { cells, question, format }, { transfer: cells });
  const first = await parts.next();
  return joined(first, parts);
}

/** No generator: one that is left before it has begun would not end the job. */
function joined<Part>(
  first: IteratorResult<Part, void>,
  rest: AsyncGenerator<Part, void>,
): AsyncIterableIterator<Part, void> {
  let next: IteratorResult<Part, void> | undefined = first;
  return {
    next: async () => {
      const mine = next;
      next = undefined;
      return mine ?? (await rest.next());
    },
    return: async () => await rest.return(),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Lines of `[at, subject, cell]` with a comma between, read a few at a time: by hour for a report by hour, else by day. */
export async function storedCells(
  figures: Pick<FigureBook, 'cells'>,
  { by, report }: Pick<ReportQuestion, 'by' | 'report'>,
  from: Instant,
  to: Instant,
): Promise<readonly ArrayBuffer[]> {
  const encoder = new TextEncoder();
  const parts: ArrayBuffer[] = [];
  let after: { readonly at: Instant; readonly subject: string } | undefined;
  for (;;) {
    const stored = await figures.cells(levelFor(by), kindOfReport[report], from, to, after, part);
    const lines = stored.map(({ at, subject, cell }) => `[${at},${JSON.stringify(subject)},${cell}]`);
    parts.push(encoder.encode(lines.join(',\n')).buffer);
    after = stored.at(-1);
    if (stored.length < part) return parts;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
