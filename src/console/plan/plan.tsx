/** The plan: its text with findings in place, a form for daily things, a call to try, and who changed what. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Link, useSearch } from 'wouter-preact';
import { may } from '../api/session.ts';
import { now } from '../live/live.ts';
import { Refusal } from '../parts/refusal.tsx';
import { moment } from '../words/figures.ts';
import { speakOfFindings } from '../words/findings.ts';
import { language, t, type Words } from '../words/words.ts';
import { ApplyDialog } from './apply.tsx';
import { Daily } from './daily.tsx';
import { base, checked, isChanged, isChecking, openDraft, refused, write } from './draft.ts';
import { Editor } from './editor.tsx';
import { History } from './history.tsx';
import { Judgement } from './judgement.tsx';
import { TryCall } from './try-call.tsx';
import './plan.css';

type View = keyof Words['plan']['views'];
const views: Readonly<Record<View, ComponentType>> = {
  text: TextView,
  daily: Daily,
  try: TryCall,
  history: History,
};

export function Plan() {
  const asked = new URLSearchParams(useSearch()).get('view') ?? 'text';
  const view = (Object.keys(views) as View[]).find((each) => each === asked) ?? 'text';
  useEffect(() => void openDraft(), []);
  useEffect(() => void speakOfFindings(language.value), [language.value]);
  const Content = views[view];
  return (
    <div class="plan">
      <h1>{t().shell.pages.plan}</h1>
      <Head />
      <nav class="tabs" aria-label={t().shell.pages.plan}>
        {(Object.keys(views) as View[]).map((each) => (
          <Link
            key={each}
            class="tab"
            href={each === 'text' ? '/plan' : `/plan?view=${each}`}
            {...(each === view && { 'aria-current': 'page' as const })}
          >
            {t().plan.views[each]}
          </Link>
        ))}
      </nav>
      <Refusal refused={refused.value} />
      {base.value ? <Content /> : <p class="soft">{!refused.value && t().shell.loading}</p>}
    </div>
  );
}

function Head() {
  const [applies, setApplies] = useState(false);
  const [done, setDone] = useState<number>();
  const active = base.value;
  if (!active) return null;
  const words = t().plan;
  const at = moment(Date.parse(active.at), now.peek());
  const canApply = checked.value?.ok === true && !isChecking.value;
  return (
    <div class="row spread plan-head">
      <p role="status">
        {isChanged.value ? (
          <strong>{words.draft}</strong>
        ) : (
          <span class="soft">
            {done === active.version
              ? words.applied(String(done))
              : words.active(String(active.version), active.by, at)}
          </span>
        )}
        {!may('apply_plan') && <span class="soft small plan-read-only">{words.readOnly}</span>}
      </p>
      {isChanged.value && (
        <div class="row">
          <button type="button" class="button" onClick={() => write(active.text, 0)}>
            {words.discard}
          </button>
          {may('apply_plan') && (
            <button type="button" class="button main" disabled={!canApply} onClick={() => setApplies(true)}>
              {words.apply}
            </button>
          )}
        </div>
      )}
      {applies && <ApplyDialog close={() => setApplies(false)} applied={setDone} />}
    </div>
  );
}

function TextView() {
  return (
    <div class="plan-text">
      <Editor />
      <Judgement />
    </div>
  );
}
