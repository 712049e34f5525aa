/** Whether what is stored for reports is what the journal says. */
import type { Instant } from '../../shared/time.ts';
import { type Cell, type Cells, figure, isByEmail, lateFigures, type Subject } from '../figures/cell.ts';
import { momentInWords } from '../figures/local-time.ts';
import type { Misfit } from './misfit.ts';

export interface StoredHour {
  readonly at: Instant;
  readonly subject: string;
  readonly cell: string;
}

/**
 * A wrap-up may go on after the last call of a day, and counts in the hour of its call. A result that is replaced later does
 * not count any more in the hour in which it was given, nor for the survey of its call; nor does a review. A survey may be answered by e-mail weeks later. A caller may call again within a month.
 */
const mayStillChange = (subject: string, name: string): boolean =>
  name === 'wrapped_up' ||
  name.startsWith('called_again_') ||
  name.startsWith('result_') ||
  name.startsWith(lateFigures) ||
  isByEmail(subject) ||
  name.startsWith('review') ||
  subject.startsWith('quality ') ||
  subject.startsWith('result ');

export function figureMisfits(
  cells: Cells,
  stored: readonly StoredHour[],
  timeZone: string,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): readonly Misfit[] {
  const misfits: Misfit[] = [];
  const compare = (at: Instant, subject: string, kept: Cell, folded: Cell): void => {
    for (const name of new Set([...Object.keys(kept), ...Object.keys(folded)])) {
      const [has, says] = [figure(kept, name), figure(folded, name)];
      if (has === says || mayStillChange(subject, name)) continue;
      const when = momentInWords(timeZone, at);
      misfits.push({
        kind: 'figures',
        ...(subject.startsWith('agent ') ? { agent: subject.slice('agent '.length) } : {}),
        what: `${subject}, hour from ${when}: reports have ${name} ${has}, the journal says ${says}`,
      });
    }
  };
  const seen = new Set<string>();
  for (const { at, subject, cell } of stored) {
    seen.add(`${at} ${subject}`);
    compare(at, subject, JSON.parse(cell) as Cell, cells.get(at)?.get(subject as Subject) ?? {});
  }
  for (const [at, subjects] of cells) {
    if (at < from || at >= to) continue;
    for (const [subject, cell] of subjects) if (!seen.has(`${at} ${subject}`)) compare(at, subject, {}, cell);
  }
  return misfits;
}
