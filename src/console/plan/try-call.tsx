/** One call through the text as it stands, without a phone. */
import { useState } from 'preact/hooks';
import { useSearch } from 'wouter-preact';
import type { PlanTried } from '../../contract/plan.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { textIn } from '../parts/form.ts';
import { Lines } from '../parts/lines.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { t, type Words } from '../words/words.ts';
import { checked, text } from './draft.ts';

/** What the plan's `try` calls them. */
const behaviours = {
  noAnswer: 'no answer',
  busy: 'busy',
  paused: 'paused',
  loggedOut: 'logged out',
  unreachable: 'unreachable',
} as const satisfies Partial<Record<keyof Words['plan']['trial']['behaviour'], string>>;

/** `cordboard try --dial 100 --press '1' --at '2026-12-24 10:00'`; with anything else on the line: undefined. */
export function questionOf(example: string): Record<string, string> | undefined {
  const rest = example.replace(/^cordboard try/, '');
  const options = [...rest.matchAll(/ --([a-z-]+) (?:'([^']*)'|(\S+))/g)];
  const known = options.every(([, name = '']) => ['dial', 'from', 'press', 'at'].includes(name));
  if (!known || options.map(([all]) => all).join('') !== rest) return undefined;
  return Object.fromEntries(options.map(([, name = '', quoted, bare]) => [name, quoted ?? bare ?? '']));
}

export function TryCall() {
  const given = new URLSearchParams(useSearch());
  const [told, setTold] = useState<PlanTried>();
  const [refused, setRefused] = useState<Refused>();
  const [isBusy, setBusy] = useState(false);
  const words = t().plan.trial;
  const agents = checked.value?.daily?.agents ?? [];
  const numbers = checked.value?.numbers ?? [];

  async function run(form: HTMLFormElement): Promise<void> {
    const fields = new FormData(form);
    const of = (name: string): string => textIn(fields, name).trim();
    const how = agents.map(({ name }) => [name, of(`agent ${name}`)]).filter(([, each]) => each !== '');
    setBusy(true);
    const answer = await api.plan.try({
      text: text.peek(),
      dial: of('dial'),
      ...(of('from') && { from: of('from') }),
      ...(of('at') && { at: of('at').replace('T', ' ') }),
      ...(of('press') && { press: of('press') }),
      agents: Object.fromEntries(how) as Record<string, string>,
    });
    setBusy(false);
    setRefused(refusedBy(answer));
    setTold(answer.ok ? answer.value : undefined);
  }

  return (
    <div class="trial">
      <form
        class="card trial-form"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void run(submitted.currentTarget);
        }}
      >
        <p class="soft small">{words.about}</p>
        <div class="choices">
          <label class="choice">
            {words.dial}
            <input
              class="input"
              name="dial"
              list="numbers"
              defaultValue={given.get('dial') ?? numbers[0]?.number ?? ''}
              required
            />
          </label>
          <datalist id="numbers">
            {numbers.map(({ number }) => (
              <option key={number} value={number} />
            ))}
          </datalist>
          <label class="choice">
            {words.from}
            <input
              class="input"
              name="from"
              type="tel"
              placeholder={words.fromHint}
              defaultValue={given.get('from') ?? ''}
            />
          </label>
          <label class="choice">
            {words.at}
            <input
              class="input"
              name="at"
              type="datetime-local"
              defaultValue={(given.get('at') ?? '').replace(' ', 'T')}
            />
          </label>
          <label class="choice">
            {words.press}
            <input
              class="input"
              name="press"
              inputMode="numeric"
              pattern="[0-9*#\s,]*"
              defaultValue={given.get('press') ?? ''}
            />
          </label>
        </div>
        {agents.length > 0 && (
          <details>
            <summary>{words.how}</summary>
            <div class="choices trial-agents">
              {agents.map(({ name, title }) => (
                <label key={name} class="choice">
                  {title}
                  <select class="input" name={`agent ${name}`}>
                    <option value="">{words.behaviour.free}</option>
                    {(Object.keys(behaviours) as (keyof typeof behaviours)[]).map((each) => (
                      <option key={each} value={behaviours[each]}>
                        {words.behaviour[each]}
                      </option>
                    ))}
                  </select>
                </label>
              ))}
            </div>
          </details>
        )}
        <div>
          <button type="submit" class="button main" disabled={isBusy}>
            {words.run}
          </button>
        </div>
      </form>
      <Refusal refused={refused} />
      {told && (
        <section aria-labelledby="told" aria-live="polite">
          <h2 id="told">
            {words.result}: {t().values.outcome[told.outcome]}
          </h2>
          <Lines lines={told.lines} />
          {told.callback && (
            <>
              <h2>
                {words.callback}: {t().values.outcome[told.callback.outcome]}
              </h2>
              <Lines lines={told.callback.lines} />
            </>
          )}
        </section>
      )}
    </div>
  );
}
