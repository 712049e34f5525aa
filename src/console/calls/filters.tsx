import type { CallSummary } from '../../contract/call.ts';
import type { CallOutcome } from '../../contract/values.ts';
import { floor } from '../live/live.ts';
import { t } from '../words/words.ts';
import { type Field, type Filter, filterFrom, searchOf, states } from './filter.ts';

interface FiltersProps {
  readonly filter: Filter;
  readonly ended: readonly CallSummary[];
  readonly change: (next: Filter) => void;
}

export function Filters({ filter, ended, change }: FiltersProps) {
  const words = t().calls;
  const set = (field: Field) => (value: string) => change({ ...filter, [field]: value });
  const outcomes = Object.entries(t().values.outcome) as [CallOutcome, string][];
  return (
    <form class="choices" aria-label={words.filters} onSubmit={(submitted) => submitted.preventDefault()}>
      <label class="choice calls-filter of-find">
        {words.find}
        <input
          class="input"
          type="search"
          value={filter.find}
          onInput={({ currentTarget }) => set('find')(currentTarget.value)}
        />
      </label>
      <Choice
        label={words.state}
        value={filter.state}
        choices={states.map((state) => [state, words[state]])}
        choose={set('state')}
      />
      <Choice
        label={words.queue}
        value={filter.queue}
        choices={named(floor.order.value.queues, ended, 'queue', (name) => floor.queues.get(name)?.title)}
        choose={set('queue')}
      />
      <Choice
        label={words.with}
        value={filter.agent}
        choices={named(floor.order.value.agents, ended, 'with', (name) => floor.agents.get(name)?.title)}
        choose={set('agent')}
      />
      <Choice label={t().story.outcome} value={filter.outcome} choices={outcomes} choose={set('outcome')} />
      {(['from', 'to'] as const).map((field) => (
        <label key={field} class="choice">
          {words[field]}
          <input
            class="input"
            type="date"
            value={filter[field]}
            onInput={({ currentTarget }) => set(field)(currentTarget.value)}
          />
        </label>
      ))}
      {searchOf(filter) !== '' && (
        <button type="button" class="button plain" onClick={() => change(filterFrom(''))}>
          {words.clear}
        </button>
      )}
    </form>
  );
}

/** Those of the plan, and those of older plans that calls on the list still name. */
function named(
  planned: readonly string[],
  ended: readonly CallSummary[],
  field: 'queue' | 'with',
  titleOf: (name: string) => string | undefined,
): [string, string][] {
  const others = ended.map((call) => call[field]).filter((name) => name !== undefined);
  return [...new Set([...planned, ...others.toSorted()])].map((name) => [name, titleOf(name) ?? name]);
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [string, string])[];
  readonly choose: (value: string) => void;
}

const Choice = ({ label, value, choices, choose }: ChoiceProps) => (
  <label class="choice calls-filter">
    {label}
    <select class="input" value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
      <option value="">{t().calls.any}</option>
      {choices.map(([name, title]) => (
        <option key={name} value={name}>
          {title}
        </option>
      ))}
    </select>
  </label>
);
