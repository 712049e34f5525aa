import type { CallSummary } from '../../contract/call.ts';
import type { CallOutcome } from '../../contract/values.ts';
import { floor } from '../live/live.ts';
import { SelectChoice, TextChoice } from '../parts/choice.tsx';
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
      <TextChoice label={words.find} value={filter.find} set={set('find')} class="calls-filter of-find" />
      <Choice
        label={words.state}
        value={filter.state}
        choices={states.map((state) => [state, words[state]])}
        set={set('state')}
      />
      <Choice
        label={words.queue}
        value={filter.queue}
        choices={named(floor.order.value.queues, ended, 'queue', (name) => floor.queues.get(name)?.title)}
        set={set('queue')}
      />
      <Choice
        label={words.with}
        value={filter.agent}
        choices={named(floor.order.value.agents, ended, 'with', (name) => floor.agents.get(name)?.title)}
        set={set('agent')}
      />
      <Choice label={t().story.outcome} value={filter.outcome} choices={outcomes} set={set('outcome')} />
      {(['from', 'to'] as const).map((field) => (
        <TextChoice key={field} label={words[field]} value={filter[field]} set={set(field)} type="date" />
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
  readonly set: (value: string) => void;
}

const Choice = ({ choices, ...choice }: ChoiceProps) => (
  <SelectChoice {...choice} class="calls-filter">
    <option value="">{t().calls.any}</option>
    {choices.map(([name, title]) => (
      <option key={name} value={name}>
        {title}
      </option>
    ))}
  </SelectChoice>
);
