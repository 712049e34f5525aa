/** Agents by what they do, with the time in it. */
import type { ReadonlySignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { AgentView } from '../../contract/agent.ts';
import { may } from '../api/session.ts';
import { floor, now } from '../live/live.ts';
import { usePaced } from '../live/paced.ts';
import { callerTitle } from '../parts/caller.ts';
import { InParts } from '../parts/in-parts.tsx';
import { Since, Until } from '../parts/length.tsx';
import { StateShape } from '../parts/state.tsx';
import { count } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { AgentDetails } from './agent-details.tsx';
import { type Band, bands, countsOf, figuresChangeEvery, inBands, placesChangeEvery } from './lists.ts';
import { outOfTitles } from './queue-service.tsx';

export function Agents({ team }: { team: ReadonlySignal<string> }) {
  const [open, setOpen] = useState<string>();
  const shown = team.value;
  const found = usePaced(
    () => inBands(floor, shown),
    () => placesChangeEvery(floor),
    [shown],
  );
  return (
    <>
      <div class="bands">
        {bands
          .filter((band) => found[band].length > 0)
          .map((band) => (
            <section key={band} class={`band of-${band}`} aria-labelledby={`band-${band}`}>
              <BandTitle band={band} team={shown} />
              <InParts isOnePart class="cells" names={found[band]}>
                {(name) => <AgentCell key={name} name={name} open={setOpen} />}
              </InParts>
            </section>
          ))}
      </div>
      {open !== undefined && <AgentDetails name={open} close={() => setOpen(undefined)} />}
    </>
  );
}

function BandTitle({ band, team }: { band: Band; team: string }) {
  const counts = usePaced(
    () => countsOf(floor, team),
    () => figuresChangeEvery(floor),
    [team],
  );
  return (
    <h3 id={`band-${band}`} class={`band-title is-${band}`}>
      <StateShape state={band} /> {t().values.agentState[band]}{' '}
      <span class="figure">{count(counts[band])}</span>
    </h3>
  );
}

function AgentCell({ name, open }: { name: string; open: (name: string) => void }) {
  const agent = floor.agents.get(name);
  if (!agent) return null;
  const canAct = may('control_agents') || may('supervise') || may('assign_queues');
  return (
    <li class={`cell is-in-${agent.state}${agent.outOf ? ' has-out' : ''}`}>
      <span class="cell-head">
        <StateShape state={agent.state} />
        {canAct ? (
          <button type="button" class="cell-name" onClick={() => open(name)}>
            {agent.title}
          </button>
        ) : (
          <span class="cell-name">{agent.title}</span>
        )}
        {agent.outOf && <OutOf agent={agent} />}
        <span class="cell-time">{agent.since && <Since since={agent.since} />}</span>
      </span>
      <span class="cell-more small">
        <Detail agent={agent} />
      </span>
    </li>
  );
}

/** A cell has no room for their names: how many queues they are out of. */
function OutOf({ agent }: { agent: AgentView }) {
  const words = t().board.out(outOfTitles(agent));
  return (
    <span class="cell-out small" title={words}>
      <span aria-hidden="true">−{count(agent.outOf?.length ?? 0)}</span>
      <span class="hidden-words">{words}</span>
    </span>
  );
}

/** What one wants to know of that state. */
function Detail({ agent }: { agent: AgentView }) {
  const words = t();
  switch (agent.state) {
    case 'talking':
    case 'ringing':
    case 'calling':
      return <OnCall agent={agent} />;
    case 'wrapping_up':
      return agent.until ? (
        <>
          {words.board.wrapUpEnds} <Until until={agent.until} />
        </>
      ) : null;
    case 'paused':
      return <PausedFor paused={agent.paused} />;
    case 'hanging_up':
    case 'phone_busy':
      return <>{words.values.agentState[agent.state]}</>;
    case 'free':
    case 'unreachable':
    case 'logged_out':
      return null;
  }
}

/** With how much longer than the plan allows. */
function PausedFor({ paused }: Pick<AgentView, 'paused'>) {
  const until = paused?.longestUntil;
  return (
    <>
      {paused?.reason}
      {until !== undefined && Date.parse(until) < now.value && (
        <strong class="too-long">
          {' '}
          · {t().board.tooLong} <Since since={until} />
        </strong>
      )}
    </>
  );
}

function OnCall({ agent }: { agent: AgentView }) {
  const call = agent.call === undefined ? undefined : floor.calls.get(agent.call);
  const queue = call?.queue === undefined ? undefined : floor.queues.get(call.queue);
  const words = t().board;
  return (
    <>
      {call && callerTitle(call.caller)}
      {queue && <span> · {queue.title}</span>}
      {call?.onHold && <strong> · {words.onHold}</strong>}
      {agent.pauseBooked && <span> · {words.pauseBooked}</span>}
    </>
  );
}
