/** The run as text: the rows, with ratios to app_queue and Dial() where there are such, and the goals. */
import type { Goal } from './goals.ts';
import type { Row } from './row.ts';

export function tableOf(rows: readonly Row[]): string {
  const heads = [
    'bench',
    'system',
    'rate',
    'p50 ms',
    'p95 ms',
    'p99 ms',
    'to app_queue',
    'to Dial()',
    'ok',
    'failed',
    'Asterisk CPU',
    'engine CPU',
    'more',
  ];
  const lines = rows.map((row) => [
    row.bench,
    row.system,
    String(row.rate),
    figure(row.p50_ms),
    figure(row.p95_ms),
    figure(row.p99_ms),
    ratio(row, rows, 'app_queue'),
    ratio(row, rows, 'Dial()'),
    String(row.ok),
    String(row.failed),
    figure(row.asterisk_cpu_ms_per_call),
    figure(row.engine_cpu_ms_per_call),
    Object.entries(row.more ?? {})
      .map(([name, value]) => `${name} ${figure(value)}`)
      .join(', '),
  ]);
  return aligned([heads, ...lines]);
}

export function goalsTable(goals: readonly Goal[]): string {
  const lines = goals.map(({ bench, goal, measured, reached }) => [
    bench,
    goal,
    measured,
    reached ? 'yes' : 'NO',
  ]);
  return aligned([['bench', 'goal', 'measured', 'reached'], ...lines]);
}

/** p50 and p95 as multiples of the peer's. */
function ratio(row: Row, rows: readonly Row[], peer: string): string {
  const other = rows.find(
    (each) => each.bench === row.bench && each.rate === row.rate && each.system === peer,
  );
  if (other === undefined || other === row || !row.p50_ms || !other.p50_ms) return '';
  return `${figure(row.p50_ms / other.p50_ms)} / ${figure((row.p95_ms ?? 0) / (other.p95_ms ?? 1))}`;
}

const figure = (value: number | null | undefined): string => {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
};

/** Markdown, so that it can be pasted. */
function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_head, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const text = lines.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  return [text[0], `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...text.slice(1)].join(
    '\n',
  );
}
