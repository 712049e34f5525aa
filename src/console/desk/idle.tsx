/** Between calls: whether the next one can come, and what the last ones were. */
import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { AgentStateName, AgentView } from '../../contract/agent.ts';
import type { CallSummary } from '../../contract/call.ts';
import { api } from '../api/api.ts';
import { may } from '../api/session.ts';
import { now } from '../live/live.ts';
import { StateShape } from '../parts/state.tsx';
import { clockLength, moment } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { DueFollowUps } from './call-tickets.tsx';

export function Idle({ agent }: { agent: AgentView }) {
  const [title, hint] = saying(agent.state);
  return (
    <div class="idle">
      <section class="idle-now card">
        <span class={`idle-shape is-${agent.state}`}>
          <StateShape state={agent.state} />
        </span>
        <div>
          <h2>{title}</h2>
          <p class="soft">{hint}</p>
        </div>
      </section>
      <DueFollowUps />
      {may('see_calls') && <Recent agent={agent} />}
    </div>
  );
}

function saying(state: AgentStateName): readonly [string, string] {
  const words = t().desk.idle;
  switch (state) {
    case 'paused':
      return [words.paused, words.pausedHint];
    case 'logged_out':
      return [words.loggedOut, words.loggedOutHint];
    case 'unreachable':
      return [words.unreachable, words.unreachableHint];
    case 'phone_busy':
    case 'calling':
    case 'hanging_up':
      return [words.busy, t().values.agentState[state]];
    case 'free':
    case 'ringing':
    case 'talking':
    case 'wrapping_up':
      return [words.free, words.freeHint];
  }
}

/** Read when a call has ended: what is past does not change by itself. */
function Recent({ agent }: { agent: AgentView }) {
  const [calls, setCalls] = useState<readonly CallSummary[]>([]);
  const { callsTaken, name, title } = agent;
  useEffect(() => {
    void api.calls.list({ state: 'ended', limit: 100 }).then((answer) => {
      if (answer.ok)
        setCalls(answer.value.calls.filter((call) => call.with === name || call.with === title).slice(0, 8));
    });
  }, [callsTaken, name]);
  const words = t().desk.idle;
  return (
    <section class="card recent" aria-labelledby="recent">
      <h2 id="recent">{words.recent}</h2>
      {calls.length === 0 ? (
        <p class="soft">{words.noRecent}</p>
      ) : (
        <ul>
          {calls.map(({ id, caller, endedAt, talkedMs, outcome }) => (
            <li key={id}>
              <Link href={`/calls/${id}`}>{caller.name ?? caller.number ?? t().desk.call.withheld}</Link>
              <span class="soft small">{outcome && t().values.outcome[outcome]}</span>
              <span class="figure small">{clockLength(talkedMs)}</span>
              <span class="soft small">{endedAt && moment(Date.parse(endedAt), now.peek())}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
