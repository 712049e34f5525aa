/** The trunk over which an outside number is rung: the one that is named, or the only one. */
import type { Placed } from '../form/form.ts';
import type { TrunkName } from '../model.ts';
import type { Place } from '../source/position.ts';
import { resolve } from '../source/report.ts';
import type { Report } from '../source/report.ts';
import type { Names } from './names.ts';

export function trunkFor(
  number: string,
  at: Place,
  written: Placed<string> | undefined,
  { trunks }: Pick<Names, 'trunks'>,
  to: Report,
): TrunkName | undefined {
  if (written) return resolve(written, 'trunk', trunks, to);
  const [trunk, another] = trunks;
  if (trunk === undefined)
    return to.error(at, 'there is no trunk to ring an outside number', 'add one under trunks:');
  if (another === undefined) return trunk;
  return to.error(at, `${number} could go over several trunks`, `add trunk: ${[...trunks].join(' or ')}`);
}
