/**
 * The result of the call. In wrap-up: number keys in the order of the queue, then those of its details. In a call that the agent
 * has made, which has no queue and no wrap-up: all results of the plan, without keys, which may be meant for the other side.
 */
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { AgentView } from '../../contract/agent.ts';
import type { ResultList, ResultView } from '../../contract/result.ts';
import { api } from '../api/api.ts';
import { now } from '../live/live.ts';
import { failureInWords } from '../words/failures.ts';
import { moment } from '../words/figures.ts';
import { language, t } from '../words/words.ts';
import { KeyButton } from './keys.tsx';
import { story } from './mine.ts';
import { ask } from './refusals.ts';

const known = signal<ResultList | undefined>(undefined);
/** In the language of the person; else in that of the plan. */
const titleIn = (titles: Readonly<Record<string, string>>, name: string): string =>
  titles[language.value] ?? titles[language.value.split('-')[0] ?? ''] ?? Object.values(titles)[0] ?? name;

interface Given {
  readonly result?: string | undefined;
  readonly detail?: string | undefined;
}

export function Results({ agent, call }: { agent: AgentView; call: string }) {
  const [chosen, choose] = useState<ResultView | undefined>(undefined);
  // The plan may have changed since the last call.
  useEffect(
    () =>
      void api.results.list().then((answer) => {
        if (answer.ok) known.value = answer.value;
      }),
    [call],
  );
  const { wrapUp } = agent;
  const { result, detail }: Given = wrapUp ?? givenInTalk(agent.name);
  const choice = wrapUp ? resultsOf(wrapUp.queue) : (known.value?.results ?? []);
  if (choice.length === 0) return null;
  const key = (at: number): string | undefined => (wrapUp ? String(at) : undefined);
  const give = (given: string, more?: string): void => {
    choose(undefined);
    void ask(api.results.give(call, { result: given, ...(more !== undefined && { detail: more }) }));
  };
  const titleOf = (name: string): string => {
    const view = choice.find((one) => one.result === name);
    return view ? titleIn(view.titles, name) : name;
  };
  const words = t().tickets;
  return (
    <section class="results" aria-label={words.result}>
      <h3>{chosen ? `${words.detail} ${titleOf(chosen.result)}` : words.result}</h3>
      <div class="result-buttons">
        {chosen
          ? chosen.details.map((one, at) => (
              <KeyButton key={one.detail} letter={key(at + 1)} act={() => give(chosen.result, one.detail)}>
                {titleIn(one.titles, one.detail)}
              </KeyButton>
            ))
          : choice.map((one, at) => (
              <KeyButton
                key={one.result}
                letter={key(at + 1)}
                isPressed={one.result === result}
                act={() => (one.details.length > 0 ? choose(one) : give(one.result))}
              >
                {titleIn(one.titles, one.result)}
              </KeyButton>
            ))}
        {chosen && !chosen.needsDetail && (
          <KeyButton letter={key(0)} kind="plain" act={() => give(chosen.result)}>
            {titleOf(chosen.result)}
          </KeyButton>
        )}
        {chosen && (
          <button type="button" class="button plain" onClick={() => choose(undefined)}>
            {words.otherResult}
          </button>
        )}
      </div>
      <p class="soft small" role="status">
        {result !== undefined
          ? `${words.given} ${titleOf(result)}${detail === undefined ? '' : ` (${detail})`}`
          : wrapUp?.resultRequired && words.required}
      </p>
      {result !== undefined && <WhatFollows agent={agent.name} result={result} />}
    </section>
  );
}

const resultsOf = (queue: string | undefined): readonly ResultView[] => {
  const names = known.value?.queues.find((one) => one.queue === queue)?.results ?? [];
  return names.flatMap((name) => known.value?.results.find((one) => one.result === name) ?? []);
};

function givenInTalk(agent: string): Given {
  const last = story.value.findLast((entry) => entry.type === 'resultSet' && entry.agent === agent);
  return last?.type === 'resultSet' ? last : {};
}

/** Whether the result has promised the caller a callback: when it is due, or why there is none. */
function WhatFollows({ agent, result }: { readonly agent: string; readonly result: string }) {
  const words = t().tickets;
  const last = story.value.findLast(
    (entry) =>
      (entry.type === 'callbackBooked' &&
        entry.byResult?.agent === agent &&
        entry.byResult.result === result) ||
      (entry.type === 'callbackNotBooked' && entry.agent === agent && entry.result === result),
  );
  if (last?.type === 'callbackBooked' && last.byResult)
    return <p class="small">{words.calledBack(moment(last.byResult.dueAt, now.peek()))}</p>;
  if (last?.type !== 'callbackNotBooked') return null;
  const { code = '', because } = last;
  return (
    <p class="small warn-text">
      {words.notCalledBack} {failureInWords(code) ?? <span lang="en">{because}</span>}
    </p>
  );
}
