/** Every version: who applied it, when, what it changed; and the way back. */
import { useEffect, useState } from 'preact/hooks';
import { navigate } from 'wouter-preact/use-browser-location';
import type { PlanChecked, PlanHistory } from '../../contract/plan.ts';
import { api } from '../api/api.ts';
import type { Refused } from '../api/request.ts';
import { may } from '../api/session.ts';
import { now } from '../live/live.ts';
import { Refusal } from '../parts/refusal.tsx';
import { moment } from '../words/figures.ts';
import { changesTold } from '../words/findings.ts';
import { t } from '../words/words.ts';
import { base, write } from './draft.ts';
import { Changes } from './judgement.tsx';

export function History() {
  const [versions, setVersions] = useState<PlanHistory['versions']>();
  const [refused, setRefused] = useState<Refused>();
  const active = base.value?.version;
  useEffect(() => {
    void api.plan.history().then((answer) => {
      if (answer.ok) setVersions(answer.value.versions);
      else setRefused(answer.refused);
    });
  }, [active]);
  const words = t().plan;
  return (
    <>
      <Refusal refused={refused} />
      {versions && (
        <ol class="versions card" aria-label={words.versions}>
          {versions.map(({ version, by, at }, i) => (
            <li key={version}>
              <div class="row spread">
                <div class="row">
                  <strong class="figure">
                    {words.version} {version}
                  </strong>
                  {version === active && <span class="chip is-talking">{words.isActive}</span>}
                  <span>{by}</span>
                  <time class="soft" dateTime={at}>
                    {moment(Date.parse(at), now.peek())}
                  </time>
                </div>
                <Ways version={version} isActive={version === active} />
              </div>
              <Changed version={version} before={versions[i + 1]?.version} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function Ways({ version, isActive }: { version: number; isActive: boolean }) {
  const words = t().plan;
  if (isActive) return null;
  // As a draft: it is checked and compared like any other text before it is applied.
  const open = async (): Promise<void> => {
    const answer = await api.plan.show(version);
    if (!answer.ok) return;
    write(answer.value.text, 0);
    navigate('/plan');
  };
  return (
    <button
      type="button"
      class="button small"
      aria-label={may('apply_plan') ? words.rollBackTo(String(version)) : undefined}
      onClick={() => void open()}
    >
      {may('apply_plan') ? words.rollBack : words.open}
    </button>
  );
}

function Changed({ version, before }: { version: number; before: number | undefined }) {
  const [changes, setChanges] = useState<PlanChecked | 'unreadable'>();
  const words = t().plan;
  const read = async (): Promise<void> => {
    const text = await api.plan.show(version);
    const answer = text.ok ? await api.plan.check(text.value.text, before) : text;
    if (answer.ok && 'findings' in answer.value)
      setChanges(answer.value.changes ? answer.value : 'unreadable');
  };
  if (before === undefined) return <p class="soft small">{words.first}</p>;
  return (
    <details
      onToggle={({ currentTarget }) => {
        if (currentTarget.open && changes === undefined) void read();
      }}
    >
      <summary aria-label={words.showChanges(String(version))}>{words.whatChanged}</summary>
      {changes === undefined ? (
        <p class="soft">{t().shell.loading}</p>
      ) : changes === 'unreadable' ? (
        <p class="soft">{words.unreadable}</p>
      ) : (
        <Changes changes={changesTold(changes)} />
      )}
    </details>
  );
}
