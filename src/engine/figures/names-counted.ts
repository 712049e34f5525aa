import { setImmediate as giveWay } from 'node:timers/promises';
import type { FigureBook, StoredFigures } from '../../ports/figures.ts';

/** Read at once: a millisecond or so. */
const part = 300;

/** The names of all subjects of that kind that figures are stored of, of whatever day. */
export async function namesCounted(
  figures: Pick<FigureBook, 'cells'>,
  kind: string,
): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  let after: StoredFigures | undefined;
  for (;;) {
    const read = await figures.cells('day', kind, 0, Number.MAX_SAFE_INTEGER, after, part);
    for (const { subject } of read) names.add(subject.slice(kind.length + 1));
    after = read.at(-1);
    if (read.length < part) return names;
    await giveWay();
  }
}
