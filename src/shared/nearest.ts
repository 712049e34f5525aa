/** The right name for a wrong one: what a person most likely meant. */

/** The candidate that takes the fewest slips of the finger from `word`; none is near: undefined. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const meant = word.toLowerCase().slice(0, 60);
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(meant.length / 3)) + 1;
  for (const candidate of candidates) {
    const slips = distance(meant, candidate.toLowerCase(), fewest);
    if (slips < fewest) [best, fewest] = [candidate, slips];
  }
  return best;
}

/** Letters added, left out, mistaken, or swapped with their neighbour (optimal string alignment). */
function distance(a: string, b: string, enough: number): number {
  if (Math.abs(a.length - b.length) >= enough) return enough;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    [before, above] = [above, row];
  }
  return above[b.length] ?? enough;
}

/** For a hint: `did you mean 'sales'?`, or what there is to choose from when nothing is near. */
export function suggestion(word: string, candidates: readonly string[], none = 'none exists yet'): string {
  const near = nearest(word, candidates);
  if (near !== undefined) return `did you mean '${near}'?`;
  if (candidates.length === 0) return none;
  const shown = candidates.slice(0, 12).join(', ');
  return `available: ${shown}${candidates.length > 12 ? `, and ${candidates.length - 12} more` : ''}`;
}
