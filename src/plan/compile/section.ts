/** A section of a plan file as a table of the plan. */
import type { Entry } from '../language.ts';
import type { Place } from '../source/position.ts';
import { table } from '../source/report.ts';

/** What was wrong and could not be read is left out. */
export function collect<S, T>(
  section: readonly Entry<S>[] | undefined,
  make: (name: string, value: S, at: Place) => T,
): Readonly<Record<string, T>> {
  return table(
    (section ?? []).flatMap(({ name, value, at }) =>
      value === undefined ? [] : [[name, make(name, value, at)] as const],
    ),
  );
}
