/** The wallboard: queues, agents and what needs attention, each as the engine says it is at this moment. */
import { computed, signal } from '@preact/signals';
import { useSearch } from 'wouter-preact';
import { me } from '../api/session.ts';
import { floor, hasFloor, now } from '../live/live.ts';
import { timeOfDay } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { Agents } from './agents.tsx';
import { Alarms } from './alarms.tsx';
import { Hours } from './hours.tsx';
import { agentsOf, queuesOf, teamsOf } from './lists.ts';
import { Queues } from './queues.tsx';
import { Summary } from './summary.tsx';
import './board.css';

export const team = signal(new URLSearchParams(location.search).get('team') ?? '');
const teams = computed(() => teamsOf(floor));
const hasAgents = computed(() => agentsOf(floor, team.value).length > 0);
const queues = computed(() => queuesOf(floor, team.value));

export function Board() {
  const isTv = new URLSearchParams(useSearch()).has('tv');
  if (!hasFloor.value) return <p class="soft">{t().shell.connecting}</p>;
  return (
    <div class={isTv ? 'board is-tv' : 'board'}>
      <header class="board-head">
        <h1>
          {t().shell.pages.board}
          {team.value !== '' && <span class="soft"> · {team.value}</span>}
        </h1>
        {isTv ? <TvClock /> : <Controls />}
      </header>
      <Summary team={team} />
      <Alarms />
      <section aria-labelledby="board-queues">
        <h2 id="board-queues" class="board-title">
          {t().board.queues}
        </h2>
        {queues.value.length === 0 ? (
          <p class="soft">{t().board.noQueues}</p>
        ) : (
          <Queues names={queues.value} />
        )}
      </section>
      <section aria-labelledby="board-agents">
        <h2 id="board-agents" class="board-title">
          {t().board.agents}
        </h2>
        {hasAgents.value ? <Agents team={team} /> : <p class="soft">{t().board.noAgents}</p>}
      </section>
    </div>
  );
}

const TvClock = () => (
  <p class="board-clock">
    {floor.house.value?.company} <span class="figure">{timeOfDay(now.value)}</span>
  </p>
);

const Controls = () => (
  <div class="row">
    {teams.value.length > 0 && (
      <label class="row">
        <span class="soft">{t().board.team}</span>
        <select
          class="input"
          value={team.value}
          onChange={({ currentTarget }) => {
            team.value = currentTarget.value;
          }}
        >
          <option value="">{t().board.allTeams}</option>
          {teams.value.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
    )}
    {me.value?.rights.includes('set_schedules') && <Hours />}
    <a class="button" href={`/board?tv${team.value === '' ? '' : `&team=${encodeURIComponent(team.value)}`}`}>
      {t().board.tv}
    </a>
  </div>
);
