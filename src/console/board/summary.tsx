import type { ReadonlySignal } from '@preact/signals';
import { floor, now } from '../live/live.ts';
import { usePaced } from '../live/paced.ts';
import { clockLength, count } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { agentsOf, figuresChangeEvery, queuesOf } from './lists.ts';

/** The floor in five figures. */
export function Summary({ team }: { team: ReadonlySignal<string> }) {
  const shown = team.value;
  const figures = usePaced(
    () => figuresOf(shown),
    () => figuresChangeEvery(floor),
    [shown],
  );
  const words = t().board;
  return (
    <dl class="summary card" aria-label={words.summary}>
      <Figure label={words.live} value={count(figures.live)} />
      <Figure
        label={words.waiting}
        value={count(figures.waiting)}
        isUrgent={figures.waiting > 0 && figures.free === 0}
      />
      <Longest label={words.longest} since={figures.oldest} />
      <Figure label={words.talking} value={count(figures.talking)} />
      <Figure label={words.free} value={count(figures.free)} />
    </dl>
  );
}

function figuresOf(team: string) {
  const waiting = queuesOf(floor, team).flatMap((queue) => floor.waiting.get(queue) ?? []);
  const agents = agentsOf(floor, team);
  const inTeam = new Set(agents.map(({ call }) => call));
  const calls = team === '' ? floor.calls.keys.value.length : undefined;
  return {
    live:
      calls ??
      new Set([...inTeam, ...waiting.map(({ call }) => call)]).size - (inTeam.has(undefined) ? 1 : 0),
    waiting: waiting.length,
    oldest: waiting.length > 0 ? Math.min(...waiting.map(({ since }) => since)) : undefined,
    talking: agents.filter(({ state }) => state === 'talking').length,
    free: agents.filter(({ state }) => state === 'free').length,
  };
}

const Longest = ({ label, since }: { label: string; since: number | undefined }) => (
  <Figure label={label} value={since === undefined ? '–' : clockLength(now.value - since)} />
);

const Figure = ({ label, value, isUrgent = false }: { label: string; value: string; isUrgent?: boolean }) => (
  <div class={isUrgent ? 'summary-figure is-urgent' : 'summary-figure'}>
    <dt>{label}</dt>
    <dd class="figure">{value}</dd>
  </div>
);
