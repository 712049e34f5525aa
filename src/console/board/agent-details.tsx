/** What a supervisor does with an agent: listens, steps in, ends a forgotten pause, wrap-up or shift, takes them out of a queue. */
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api, type SuperviseMode } from '../api/api.ts';
import type { Answer, Refused } from '../api/request.ts';
import { may, me } from '../api/session.ts';
import { floor } from '../live/live.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Since } from '../parts/length.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { StateWord } from '../parts/state.tsx';
import { t } from '../words/words.ts';
import { AgentQueues } from './queue-service.tsx';

const modes = ['listen', 'whisper', 'barge'] as const;

export function AgentDetails({ name, close }: { name: string; close: () => void }) {
  const [refused, setRefused] = useState<Refused>();
  const agent = floor.agents.get(name);
  if (!agent) return null;
  const words = t().board;
  const ask = async (answer: Promise<Answer<unknown>>): Promise<void> => {
    const got = await answer;
    setRefused(got.ok ? undefined : got.refused);
  };
  return (
    <Dialog title={agent.title} close={close}>
      <p class="row">
        <StateWord state={agent.state} /> {agent.since && <Since since={agent.since} />}
        {agent.paused && <span class="soft">{agent.paused.reason}</span>}
        {agent.call && <Link href={`/calls/${agent.call}`}>{words.openCall(agent.call)}</Link>}
      </p>
      <Refusal refused={refused} />
      {may('supervise') && agent.state === 'talking' && name !== me.value?.agent && (
        <Supervise agent={name} ask={ask} />
      )}
      {may('control_agents') && (
        <fieldset class="row" aria-label={words.actions(agent.title)}>
          {agent.state === 'wrapping_up' && (
            <Act name={words.endWrapUp} act={() => ask(api.agents.act(name, 'resume'))} />
          )}
          {agent.paused && <Act name={words.resume} act={() => ask(api.agents.act(name, 'resume'))} />}
          {agent.loggedIn ? (
            <Act name={words.logOutAgent} act={() => ask(api.agents.act(name, 'logout'))} />
          ) : (
            <Act name={words.logInAgent} act={() => ask(api.agents.act(name, 'login'))} />
          )}
        </fieldset>
      )}
      <AgentQueues agent={agent} />
    </Dialog>
  );
}

function Supervise({
  agent,
  ask,
}: {
  agent: string;
  ask: (answer: Promise<Answer<unknown>>) => Promise<void>;
}) {
  const [mode, setMode] = useState<SuperviseMode>('end');
  const own = me.value?.agent;
  const words = t().board;
  if (own === undefined) return <p class="soft small">{words.noPhone}</p>;
  const choose = (next: SuperviseMode) =>
    ask(
      api.agents.supervise(agent, own, next).then((answer) => {
        if (answer.ok) setMode(next);
        return answer;
      }),
    );
  return (
    <>
      <fieldset class="row">
        {modes.map((each) => (
          <button
            key={each}
            type="button"
            class="button"
            aria-pressed={mode === each}
            title={words.hint[each]}
            onClick={() => void choose(each)}
          >
            {words[each]}
          </button>
        ))}
        {mode !== 'end' && <Act name={words.stopListening} act={() => choose('end')} />}
      </fieldset>
      <p class="soft small">{mode === 'end' ? words.hint.yourPhone : words.hint[mode]}</p>
    </>
  );
}

const Act = ({ name, act }: { name: string; act: () => Promise<void> }) => (
  <button type="button" class="button" onClick={() => void act()}>
    {name}
  </button>
);
