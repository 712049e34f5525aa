/** Who I am to the engine, since when, and what I may do about it. */
import { useState } from 'preact/hooks';
import type { AgentView } from '../../contract/agent.ts';
import { api } from '../api/api.ts';
import { now } from '../live/live.ts';
import { Since, Until } from '../parts/length.tsx';
import { StateWord } from '../parts/state.tsx';
import { dayIn } from '../reports/question.ts';
import { timeZone } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { KeyButton, useKey } from './keys.tsx';
import { disconnectPhone, phoneView } from './own-phone.ts';
import { ask } from './refusals.ts';

/** None today yet, if that day is over. */
function callsToday(of: AgentView['callsOfDay']): number {
  const day = (at: number): string => dayIn(timeZone.value, at);
  return of && day(Date.parse(of.begins)) === day(now.value) ? of.taken : 0;
}

const isOver = (until: string): boolean => Date.parse(until) < now.value;

export function MyState({ agent, pauses }: { agent: AgentView; pauses: readonly string[] | undefined }) {
  const [isChoosing, setChoosing] = useState(false);
  const words = t().desk.state;
  const act = (
    ...[action, body]: Parameters<typeof api.agents.act> extends [string, ...infer Rest] ? Rest : never
  ) => void ask(api.agents.act(agent.name, action, body));
  const connection = phoneView.value?.connection;
  return (
    <section class="my-state card" aria-label={words.label}>
      <div class="my-state-now">
        <StateWord state={agent.state} /> {agent.since && <Since since={agent.since} />}
        {agent.paused && <span class="soft"> {agent.paused.reason}</span>}
        {agent.paused?.longestUntil !== undefined && (
          <p class={isOver(agent.paused.longestUntil) ? 'small too-long' : 'small soft'}>
            {isOver(agent.paused.longestUntil) ? words.pauseTooLong : words.pauseEnds}{' '}
            {isOver(agent.paused.longestUntil) ? (
              <Since since={agent.paused.longestUntil} />
            ) : (
              <Until until={agent.paused.longestUntil} />
            )}
          </p>
        )}
        <p class="soft small">
          {words.calls(callsToday(agent.callsOfDay))}
          {agent.misses > 0 && <> · {words.missed(agent.misses)}</>}
          {connection && <> · {t().desk.phone[connection]}</>}
        </p>
        {agent.pauseBooked && <p class="small">{words.pauseBooked(agent.pauseBooked.reason)}</p>}
      </div>
      <div class="row">
        {agent.paused ? (
          <KeyButton letter="r" kind="main" act={() => act('resume')}>
            {words.resume}
          </KeyButton>
        ) : agent.pauseBooked ? (
          <KeyButton letter="p" act={() => act('resume')}>
            {words.cancelPause}
          </KeyButton>
        ) : (
          <KeyButton letter="p" icon="hold" isPressed={isChoosing} act={() => setChoosing(!isChoosing)}>
            {words.pause}
          </KeyButton>
        )}
        <button
          type="button"
          class="button"
          onClick={() => {
            act('logout');
            disconnectPhone();
          }}
        >
          {words.logOut}
        </button>
      </div>
      {isChoosing && !agent.paused && (
        <Reasons
          reasons={pauses ?? words.reasons}
          isAnyAllowed={pauses === undefined}
          choose={(reason) => {
            act('pause', { reason });
            setChoosing(false);
          }}
        />
      )}
    </section>
  );
}

/** By the number keys as well: P, then 1. */
function Reasons({
  reasons,
  isAnyAllowed,
  choose,
}: {
  reasons: readonly string[];
  isAnyAllowed: boolean;
  choose: (reason: string) => void;
}) {
  const [other, setOther] = useState('');
  const words = t().desk.state;
  return (
    <fieldset class="reasons">
      <legend class="soft small">{words.choose}</legend>
      {reasons.map((reason, i) => (
        <Reason key={reason} number={String(i + 1)} reason={reason} choose={choose} />
      ))}
      <form
        class="row"
        hidden={!isAnyAllowed}
        onSubmit={(event) => {
          event.preventDefault();
          if (other.trim() !== '') choose(other.trim());
        }}
      >
        <input
          class="input"
          aria-label={words.otherReason}
          placeholder={words.otherReason}
          maxLength={100}
          value={other}
          onInput={({ currentTarget }) => setOther(currentTarget.value)}
        />
      </form>
    </fieldset>
  );
}

function Reason({
  number,
  reason,
  choose,
}: {
  number: string;
  reason: string;
  choose: (reason: string) => void;
}) {
  useKey(number, () => choose(reason));
  return (
    <button type="button" class="button" aria-keyshortcuts={number} onClick={() => choose(reason)}>
      {reason} <kbd aria-hidden="true">{number}</kbd>
    </button>
  );
}
