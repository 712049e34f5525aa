/** Bars of what came in each interval, and how much of it was answered and abandoned. The table has the same in figures. */
import { count, wall } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { type Interval, topOf } from './intervals.ts';
import type { Period } from './question.ts';

const height = 150;
const mostLabels = 8;
const parts = ['answered', 'abandoned'] as const;

interface ChartProps {
  readonly intervals: readonly Interval[];
  readonly by: Exclude<Period, 'all'>;
}

export function Chart({ intervals, by }: ChartProps) {
  const words = t().reports;
  const top = topOf(Math.max(...intervals.map(({ offered }) => offered)));
  const sum = (part: 'offered' | (typeof parts)[number]): string =>
    count(intervals.reduce((all, interval) => all + interval[part], 0));
  const title = `${words.chart}: ${words.by[by]}`;
  const totals = [
    ['offered', sum('offered')] as const,
    ...parts.map((part) => [part, sum(part)] as const),
  ].map(([part, total]) => `${words.figures[part].title} ${total}`);
  return (
    <figure class="card chart">
      <figcaption class="row">
        <strong>{title}</strong>
        {(['offered', ...parts] as const).map((part, i) => (
          <span key={part} class="row chart-legend">
            <svg width="14" height="14" aria-hidden="true">
              <Hatch id={`key-${part}`} />
              <rect x="1" y="1" width="12" height="12" class={`chart-${part}`} />
              {part === 'abandoned' && <rect x="1" y="1" width="12" height="12" fill={`url(#key-${part})`} />}
            </svg>
            <span class="figure">{totals[i]}</span>
          </span>
        ))}
      </figcaption>
      <div class="chart-plot">
        <div class="chart-scale small soft figure" aria-hidden="true">
          {[top, top / 2, 0].map((value) => (
            <span key={value}>{count(value)}</span>
          ))}
        </div>
        <svg width="100%" height={height + 22} role="img" aria-label={`${title}. ${totals.join(', ')}`}>
          <Hatch id="hatch" />
          {[0, height / 2, height].map((y) => (
            <line key={y} class="chart-line" x1="0" x2="100%" y1={y + 0.5} y2={y + 0.5} />
          ))}
          {intervals.map((interval, i) => (
            <Bar key={interval.at} interval={interval} i={i} of={intervals.length} top={top} by={by} />
          ))}
        </svg>
      </div>
    </figure>
  );
}

/** So that the two parts of a bar differ by more than their colour. */
const Hatch = ({ id }: { id: string }) => (
  <defs>
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1="0" y1="0" x2="0" y2="5" class="chart-hatch" />
    </pattern>
  </defs>
);

interface BarProps {
  readonly interval: Interval;
  readonly i: number;
  readonly of: number;
  readonly top: number;
  readonly by: Exclude<Period, 'all'>;
}

function Bar({ interval, i, of, top, by }: BarProps) {
  const { at, offered, answered, abandoned } = interval;
  const { figures } = t().reports;
  const place = (value: number): string => `${((i + value) / of) * 100}%`;
  const high = (value: number): number => (value / top) * height;
  const box = { x: place(0.15), width: `${70 / of}%` };
  const each = Math.ceil(of / mostLabels);
  const name = by === 'hour' ? `${wall.weekday(at)} ${wall.hour(at)}` : wall.weekday(at);
  return (
    <g>
      <title>
        {`${name} · ${figures.offered.title} ${count(offered)}, ${figures.answered.title} ${count(answered)}, ${figures.abandoned.title} ${count(abandoned)}`}
      </title>
      <rect class="chart-touch" x={place(0)} width={`${100 / of}%`} y="0" height={height} />
      <rect {...box} class="chart-offered" y={height - high(offered)} height={high(offered)} />
      <rect {...box} class="chart-answered" y={height - high(answered)} height={high(answered)} />
      <rect
        {...box}
        class="chart-abandoned"
        y={height - high(answered + abandoned)}
        height={high(abandoned)}
      />
      <rect {...box} fill="url(#hatch)" y={height - high(answered + abandoned)} height={high(abandoned)} />
      {i % each === 0 && (
        <text class="chart-label" x={place(0.5)} y={height + 16} text-anchor="middle">
          {by === 'hour' ? wall.hour(at) : wall.day(at)}
        </text>
      )}
    </g>
  );
}
