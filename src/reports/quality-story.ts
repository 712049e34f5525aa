/** How a leg sounds, said for `why`. */

import type { JournalEntryOf } from '../call/kept/journal.ts';
import type { DirectionQuality } from '../call/kept/quality.ts';

export function qualityInWords({ who, stage, to, from }: JournalEntryOf<'quality'>): string {
  const parts = [...(from ? [`from them ${figures(from)}`] : []), ...(to ? [`to them ${figures(to)}`] : [])];
  const verb = stage === 'over' ? 'sounded' : 'sounds bad';
  return `${who} ${verb}: ${parts.join('; ')}`;
}

function figures({ loss, jitter, roundTrip, mos }: DirectionQuality): string {
  const delay = roundTrip === undefined ? '' : `, round trip ${roundTrip} ms`;
  return `MOS ${mos.toFixed(1)}, ${loss} % lost, jitter ${jitter} ms${delay}`;
}
