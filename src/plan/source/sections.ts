/** The sections of plan files, by where they stand. */
import { isScalar, type Node, type Pair } from 'yaml';
import type { Finding } from './finding.ts';
import { holds, type Place } from './position.ts';
import type { Yaml } from './yaml.ts';

/** The keys of the sections in which something is wrong. */
export function sectionsWithErrors(
  files: readonly Yaml[],
  findings: readonly Finding[],
): ReadonlySet<string> {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return new Set();
  return new Set(
    files
      .flatMap(placesOfSections)
      .filter(({ at }) => errors.some((error) => holds(at, error)))
      .map(({ key }) => key),
  );
}

function placesOfSections({ map, place }: Yaml): { readonly key: string; readonly at: Place }[] {
  return (map.items as Pair<Node | null, Node | null>[]).flatMap(({ key, value }) => {
    const [from, behindKey] = key?.range ?? [];
    if (!isScalar(key) || from === undefined || behindKey === undefined) return [];
    // A value ends where the next line begins.
    const last = Math.max(behindKey, value?.range?.[1] ?? 0) - 1;
    return [{ key: String(key.value), at: place.between(from, last) }];
  });
}
