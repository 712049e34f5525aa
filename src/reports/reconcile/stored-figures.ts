/** Whether what is stored for reports is what the journal says. */
import type { Instant } from '../../shared/time.ts';
import { type Cell, type Cells, figure, type Subject } from '../figures/cell.ts';
import { momentInWords } from '../figures/local-time.ts';
import { isLateFigure } from './late-figures.ts';
import type { Misfit } from './misfit.ts';

export interface StoredHour {
  readonly at: Instant;
  readonly subject: string;
  readonly cell: string;
}

/** Wrap-up counts in the hour of its visit, and may begin long after it: if its result is owed, after a call of the agent's own. */
export const wrapUpFigure = 'wrapped_up';

export interface Recounted {
  readonly folded: Cells;
  /** Figures that later entries change; undefined: they are not compared. */
  readonly late: Cells | undefined;
  /** Whether later entries have added to the wrap-up of that hour; if omitted: they have not. */
  readonly hasLaterWrapUp?: (hour: Instant, subject: string) => boolean;
}

/** In steps: a day of many agents has thousands of cells. */
export function* figureMisfits(
  { folded, late, hasLaterWrapUp = () => false }: Recounted,
  stored: readonly StoredHour[],
  timeZone: string,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Generator<void, readonly Misfit[]> {
  const misfits: Misfit[] = [];
  const compare = (at: Instant, subject: string, kept: Cell): void => {
    const ofFold = folded.get(at)?.get(subject as Subject) ?? {};
    const ofLate = late?.get(at)?.get(subject as Subject) ?? {};
    for (const name of new Set([kept, ofFold, ofLate].flatMap((cell) => Object.keys(cell)))) {
      const isLate = isLateFigure(subject, name);
      if (isLate && !late) continue;
      if (name === wrapUpFigure && (!late || hasLaterWrapUp(at, subject))) continue;
      const [has, says] = [figure(kept, name), figure(isLate ? ofLate : ofFold, name)];
      if (has === says) continue;
      const when = momentInWords(timeZone, at);
      misfits.push({
        kind: 'figures',
        ...(subject.startsWith('agent ') ? { agent: subject.slice('agent '.length) } : {}),
        what: `${subject}, hour from ${when}: reports have ${name} ${has}, the journal says ${says}`,
      });
    }
  };
  const seen = new Set<string>();
  const once = (at: Instant, subject: string, kept: Cell): void => {
    const key = `${at} ${subject}`;
    if (seen.has(key)) return;
    seen.add(key);
    compare(at, subject, kept);
  };
  for (const { at, subject, cell } of stored) yield once(at, subject, JSON.parse(cell) as Cell);
  for (const cells of [folded, late ?? []])
    for (const [at, subjects] of cells)
      if (at >= from && at < to) for (const subject of subjects.keys()) yield once(at, subject, {});
  return misfits;
}
