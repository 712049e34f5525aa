/** The picture of a call. Bars are drawn; decisions are buttons over the drawing, so that they work by key and by ear. */

import { timeOfDay } from '../words/figures.ts';
import { t } from '../words/words.ts';
import {
  type Bar,
  type Decision,
  type Lane,
  type Mark,
  type Picture,
  type Scale,
  ticksOf,
} from './layout.ts';

interface PictureProps {
  readonly picture: Picture;
  readonly scale: Scale;
  readonly open: number | undefined;
  readonly openDecision: (seq: number) => void;
  readonly titleOf: (who: string) => string;
}

const laneHeight = 34;
const percent = (x: number): string => `${(x * 100).toFixed(3)}%`;

export function StoryPicture({ picture, scale, open, openDecision, titleOf }: PictureProps) {
  const ticks = ticksOf(picture, scale);
  const height = picture.lanes.length * laneHeight;
  return (
    <figure class="picture">
      <ul class="lane-names" aria-hidden="true">
        {picture.lanes.map((lane) => (
          <li key={lane.who} style={{ height: `${laneHeight}px` }}>
            {laneName(lane, titleOf)}
          </li>
        ))}
      </ul>
      <div class="drawing" style={{ height: `${height + 24}px` }}>
        <svg width="100%" height={height + 24} role="img" aria-label={t().story.picture}>
          {ticks.map(({ at, place, anchor }) => (
            <g key={at} class="tick">
              <line x1={percent(place)} x2={percent(place)} y1={0} y2={height} />
              <text x={percent(place)} y={height + 17} text-anchor={anchor}>
                {timeOfDay(at)}
              </text>
            </g>
          ))}
          {picture.lanes.map((lane, i) => (
            <g key={lane.who}>
              <line
                class="lane-line"
                x1="0"
                x2="100%"
                y1={(i + 1) * laneHeight - 0.5}
                y2={(i + 1) * laneHeight - 0.5}
              />
              {lane.bars.map((bar, n) => (
                <BarShape key={n} bar={bar} y={i * laneHeight} scale={scale} />
              ))}
              {lane.kind === 'flow' &&
                lane.marks.map((mark) => <Dot key={mark.seq} mark={mark} y={i * laneHeight} scale={scale} />)}
            </g>
          ))}
        </svg>
        {picture.lanes.map((lane, i) =>
          lane.kind === 'decisions'
            ? lane.marks.map((mark) =>
                mark.kind === 'decision' ? (
                  <button
                    key={mark.seq}
                    type="button"
                    class="diamond"
                    aria-expanded={open === mark.seq}
                    aria-label={t().story.decision.open(timeOfDay(mark.at), chosenIn(mark.decision, titleOf))}
                    title={chosenIn(mark.decision, titleOf)}
                    style={{ left: percent(scale(mark.at)), top: `${i * laneHeight + laneHeight / 2}px` }}
                    onClick={() => openDecision(mark.seq)}
                  >
                    <span class={mark.decision.chosen.length > 0 ? 'is-chosen' : 'is-none'} />
                  </button>
                ) : null,
              )
            : null,
        )}
      </div>
    </figure>
  );
}

const laneName = ({ kind, who }: Lane, titleOf: (who: string) => string): string =>
  kind === 'party' ? titleOf(who) : t().story.lanes[kind];

export const chosenIn = ({ chosen }: Decision, titleOf: (who: string) => string): string =>
  chosen.length > 0 ? chosen.map(titleOf).join(', ') : t().story.decision.noOne;

function BarShape({ bar, y, scale }: { bar: Bar; y: number; scale: Scale }) {
  const [x, end] = [scale(bar.from), scale(bar.to)];
  const name = nameOf(bar);
  const thin = bar.kind === 'held' || bar.kind === 'rings';
  return (
    <svg
      x={percent(x)}
      y={y}
      width={percent(Math.max(0.002, end - x))}
      height={laneHeight}
      class={classOf(bar)}
    >
      <title>{`${name}, ${timeOfDay(bar.from)} – ${timeOfDay(bar.to)}`}</title>
      <rect x="0" y={thin ? 10 : 5} width="100%" height={thin ? laneHeight - 21 : laneHeight - 11} rx="3" />
      {/* Not as text of the drawing, which ends in the middle of a letter where the bar does. */}
      {end - x > 0.05 && (
        <foreignObject x="0" y="0" width="100%" height={laneHeight} aria-hidden="true">
          <span class="bar-name">{name}</span>
        </foreignObject>
      )}
    </svg>
  );
}

const classOf = (bar: Bar): string =>
  bar.kind === 'phase'
    ? `bar of-phase phase-${bar.phase}`
    : bar.kind === 'rings'
      ? `bar of-rings ${bar.outcome === 'answered' ? 'is-answered' : 'is-missed'}`
      : `bar of-${bar.kind}`;

function nameOf(bar: Bar): string {
  if (bar.kind === 'phase') return t().values.phase[bar.phase];
  if (bar.kind !== 'rings' || bar.outcome === undefined) return t().story.bars[bar.kind];
  return t().values.offerOutcome[bar.outcome];
}

const Dot = ({ mark, y, scale }: { mark: Mark; y: number; scale: Scale }) =>
  mark.kind === 'decision' ? null : (
    <circle
      class={`dot of-${mark.kind}`}
      cx={percent(scale(mark.at))}
      cy={y + laneHeight / 2}
      r={mark.kind === 'key' ? 5 : 3}
    >
      <title>{`${timeOfDay(mark.at)} ${mark.text}`}</title>
    </circle>
  );
