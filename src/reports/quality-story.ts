/** How a leg sounds, said for `why`. */

import type { JournalEntryOf } from '../call/kept/journal.ts';
import type { DirectionQuality } from '../call/kept/quality.ts';

export function qualityInWords({ who, stage, to, from }: JournalEntryOf<'quality'>): string {
  const parts = [...(from ? [`from them ${figures(from)}`] : []), ...(to ? [`to them ${figures(to)}`] : [])];
  const verb = verbs[stage];
  return `${who} ${verb}: ${parts.join('; ')}`;
}

const verbs: Readonly<Record<JournalEntryOf<'quality'>['stage'], string>> = {
  turned_bad: 'sounds bad',
  over: 'sounded',
  in_page: 'sounded, as the browser measured it',
};

function figures({ loss, jitter, roundTrip, mos }: DirectionQuality): string {
  const delay = roundTrip === undefined ? '' : `, round trip ${round(roundTrip)} ms`;
  return `MOS ${mos.toFixed(1)}, ${round(loss)} % lost, jitter ${round(jitter)} ms${delay}`;
}

/** A page measures with all places that a number has. */
const round = (figure: number): number => Number(figure.toFixed(1));
