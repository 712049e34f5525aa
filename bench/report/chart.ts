/** A chart of a bench, as SVG: for each thing measured one bar to its median and a thin one on to its p99, on a logarithmic scale. */
import type { Row } from './row.ts';

const colours: Readonly<Record<string, string>> = {
  Cordboard: '#1f6feb',
  app_queue: '#d1242f',
  'app_queue, defaults': '#f0883e',
  'Dial()': '#6e7781',
};
const width = 860;
const left = 330;
const right = 130;
const barHeight = 18;

/** None: the bench has no times to draw. */
export function chartOf(bench: string, about: string, rows: readonly Row[]): string | undefined {
  const drawn = rows.filter(({ p50_ms }) => p50_ms !== null && !Number.isNaN(p50_ms) && p50_ms > 0);
  if (drawn.length === 0) return undefined;
  const ends = drawn.flatMap(({ p50_ms, p99_ms }) => [p50_ms ?? 0, p99_ms ?? 0]).filter((value) => value > 0);
  const low = Math.floor(Math.log10(Math.min(...ends)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...ends))));
  const place = (value: number): number =>
    left + ((Math.log10(value) - low) / (high - low)) * (width - left - right);
  const height = 70 + drawn.length * (barHeight + 6);
  const grid = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)).map((value) =>
    [
      `<line x1="${place(value)}" y1="44" x2="${place(value)}" y2="${height - 10}" stroke="#d0d7de"/>`,
      `<text x="${place(value)}" y="40" text-anchor="middle" fill="#57606a">${value >= 1 ? value : value.toFixed(-Math.floor(Math.log10(value)))} ms</text>`,
    ].join(''),
  );
  const bars = drawn.map((row, index) => bar(row, 50 + index * (barHeight + 6), place));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="white"/>`,
    `<text x="10" y="20" font-size="14" font-weight="bold">${escaped(`${bench}: ${about}`)}</text>`,
    ...grid,
    ...bars,
    '</svg>',
    '',
  ].join('\n');
}

function bar(row: Row, y: number, place: (value: number) => number): string {
  const { system, rate, p50_ms, p99_ms } = row;
  const colour = colours[system] ?? colours['Cordboard'];
  const middle = place(p50_ms ?? 1);
  const end = p99_ms === null || Number.isNaN(p99_ms) ? middle : place(p99_ms);
  const figures = [p50_ms, p99_ms].filter((value) => value !== null && !Number.isNaN(value));
  return [
    `<text x="${left - 8}" y="${y + 13}" text-anchor="end">${escaped(system)}, ${rate}</text>`,
    `<rect x="${left}" y="${y}" width="${Math.max(1, middle - left).toFixed(1)}" height="${barHeight}" fill="${colour}"/>`,
    `<rect x="${middle.toFixed(1)}" y="${y + 6}" width="${Math.max(0, end - middle).toFixed(1)}" height="6" fill="${colour}" opacity="0.45"/>`,
    `<text x="${(end + 6).toFixed(1)}" y="${y + 13}" fill="#57606a">${figures.map((value) => Number(value?.toPrecision(3))).join(' | ')}</text>`,
  ].join('');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
