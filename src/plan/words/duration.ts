/** Lengths of time as people write them: `20s`, `2m`, `1h30m`. */
import type { Duration } from '../../shared/time.ts';

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

export const durationPattern = '^(?=\\d)(\\d{1,4}d)?(\\d{1,6}h)?(\\d{1,6}m(?!s))?(\\d{1,6}s)?(\\d{1,6}ms)?$';
const written = new RegExp(durationPattern);

/** Not a duration: undefined. */
export function parseDuration(text: string): Duration | undefined {
  const found = written.exec(text.trim());
  if (!found) return undefined;
  return units.reduce((sum, [, length], i) => sum + Number.parseInt(found[i + 1] ?? '0', 10) * length, 0);
}

export function durationInWords(duration: Duration): string {
  let left = Math.max(0, Math.round(duration));
  let words = '';
  for (const [unit, length] of units) {
    // People say 24h, and 30d.
    if (unit === 'd' && left < 2 * length) continue;
    const n = Math.floor(left / length);
    if (n > 0) words += `${n}${unit}`;
    left -= n * length;
  }
  return words || '0s';
}
