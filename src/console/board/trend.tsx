/** The last hours of a queue as bars: answered in time, later, abandoned; with a line of the longest wait above them. */
import type { LiveQueue } from '../../contract/live/floor.ts';
import { Icon } from '../parts/icon.tsx';
import { clockLength, count, percent, timeOfDay } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { hoursShown, type Trend, type TrendHour } from './trend-hours.ts';
import { trends } from './trends.ts';

const [width, height, lineHeight] = [160, 34, 12];
/** For the figures of the scales: at the right the highest, below the first and the last hour. */
const [besides, below] = [44, 13];
const step = width / hoursShown;
const parts = ['inTime', 'late', 'abandoned'] as const;

export function QueueTrend({ queue, goal }: { queue: string; goal: LiveQueue['goal'] }) {
  const read = trends.value;
  const trend = read?.get(queue);
  const calls = trend?.hours.reduce((sum, hour) => sum + callsIn(hour), 0) ?? 0;
  if (!trend || calls === 0)
    return read ? <p class="soft small">{t().board.noCallsLately(hoursShown)}</p> : null;
  const inTime = trend.hours.reduce((sum, hour) => sum + hour.inTime, 0);
  const isBelow = goal !== undefined && (inTime / calls) * 100 < goal.percent;
  return (
    <figure class="queue-trend">
      <Bars trend={trend} />
      <figcaption class="soft small">
        {inWords(trend, calls)}
        {isBelow && (
          <span class="queue-urgent">
            {' '}
            <Icon name="warning" size={12} /> {t().board.belowGoal(goal.percent)}
          </span>
        )}
      </figcaption>
    </figure>
  );
}

const callsIn = ({ inTime, late, abandoned }: TrendHour): number => inTime + late + abandoned;

function inWords({ hours, threshold }: Trend, calls: number): string {
  const sum = (part: (typeof parts)[number]): number => hours.reduce((all, hour) => all + hour[part], 0);
  return t().board.trend(hoursShown, percent(sum('inTime') / calls), threshold, count(sum('abandoned')));
}

const hourOf = (hour: TrendHour | undefined): string => (hour ? timeOfDay(hour.at).slice(0, 5) : '');

function Bars({ trend: { hours } }: { trend: Trend }) {
  const most = Math.max(...hours.map(callsIn));
  const longest = Math.max(1, ...hours.map(({ longestWaitMs }) => longestWaitMs));
  const y = (wait: number): number => lineHeight - (wait / longest) * (lineHeight - 2);
  const line = hours
    .map(({ longestWaitMs }, i) => `${(i + 0.5) * step},${y(longestWaitMs).toFixed(1)}`)
    .join(' ');
  return (
    <svg
      viewBox={`0 0 ${width + besides} ${lineHeight + height + below}`}
      width={width + besides}
      height={lineHeight + height + below}
      aria-hidden="true"
    >
      <polyline class="trend-wait" points={line} />
      <g class="trend-scale">
        <text class="of-wait" x={width + 4} y={9}>
          {clockLength(longest)}
        </text>
        <text x={width + 4} y={lineHeight + 9}>
          {count(most)}
        </text>
        <text x={1} y={lineHeight + height + below - 2}>
          {hourOf(hours[0])}
        </text>
        <text x={width - 1} y={lineHeight + height + below - 2} text-anchor="end">
          {hourOf(hours.at(-1))}
        </text>
      </g>
      {hours.map((hour, i) => {
        let top = lineHeight + height;
        return (
          <g key={hour.at}>
            <title>
              {t().board.trendHour(
                hourOf(hour),
                count(hour.inTime),
                count(hour.abandoned),
                clockLength(hour.longestWaitMs),
              )}
            </title>
            {/* So that an hour without calls says so, too. */}
            <rect
              class="trend-base"
              x={i * step + 1}
              y={lineHeight + height - 1}
              width={step - 2}
              height="1"
            />
            {parts.map((part) => {
              const tall = (hour[part] / most) * height;
              top -= tall;
              return (
                <rect
                  key={part}
                  class={`trend-${part}`}
                  x={i * step + 1}
                  y={top}
                  width={step - 2}
                  height={tall}
                />
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}
