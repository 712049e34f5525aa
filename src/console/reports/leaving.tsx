/**
 * Where callers leave menus and prompts: for each, how many of those who heard it gave up there, in which second, and after
 * which keys. The table below has the same in figures.
 */
import type { ReportPage } from '../../contract/reports.ts';
import { count, sharp } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { type Leaving, leavingOf } from './leaving-figures.ts';

const height = 56;

export function LeavingPicture({ page }: { page: ReportPage }) {
  const prompts = leavingOf(page.rows);
  const words = t().reports.leaving;
  if (prompts.length === 0) return null;
  const seconds = Math.max(10, ...prompts.flatMap(({ after }) => after.map(([second]) => second + 1)));
  const most = Math.max(...prompts.flatMap(({ after }) => after.map(([, number]) => number)));
  return (
    <figure class="card chart leaving">
      <figcaption>
        <strong>{words.title}</strong> <span class="soft small">{words.about}</span>
      </figcaption>
      {prompts.map((prompt) => (
        <Prompt key={prompt.name} prompt={prompt} seconds={seconds} most={most} />
      ))}
    </figure>
  );
}

interface PromptProps {
  readonly prompt: Leaving;
  readonly seconds: number;
  readonly most: number;
}

function Prompt({ prompt: { name, heard, left, after, keys }, seconds, most }: PromptProps) {
  const words = t().reports.leaving;
  const place = (second: number): string => `${(second / seconds) * 100}%`;
  const summary = words.of(count(left), count(heard), sharp(heard === 0 ? 0 : left / heard));
  return (
    <div class="leaving-prompt">
      <p>
        <strong>{name}</strong> <span class="figure">{summary}</span>
      </p>
      <svg width="100%" height={height + 18} role="img" aria-label={`${name}: ${summary}`}>
        <line class="chart-line" x1="0" x2="100%" y1={height + 0.5} y2={height + 0.5} />
        {after.map(([second, number]) => (
          <rect
            key={second}
            class="chart-abandoned"
            x={place(second + 0.1)}
            width={`${80 / seconds}%`}
            y={height - (number / most) * height}
            height={(number / most) * height}
          >
            <title>{words.second(count(second + 1), count(number))}</title>
          </rect>
        ))}
        {[0, Math.floor(seconds / 2), seconds].map((second) => (
          <text
            key={second}
            class="chart-label"
            x={place(second)}
            y={height + 14}
            text-anchor={second === 0 ? 'start' : second === seconds ? 'end' : 'middle'}
          >
            {`${second} s`}
          </text>
        ))}
      </svg>
      {keys.length > 0 && (
        <p class="small soft">
          {words.keys}{' '}
          {keys
            .map(([typed, number]) => `${typed === '' ? words.none : typed}: ${count(number)}`)
            .join(' · ')}
        </p>
      )}
    </div>
  );
}
