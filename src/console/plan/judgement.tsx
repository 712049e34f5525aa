/** What the engine says of the text: findings, what would change, and how long callers wait at most. */

import { navigate } from 'wouter-preact/use-browser-location';
import type { FindingView } from '../../contract/common.ts';
import { clockLength } from '../words/figures.ts';
import { changesTold, findingTold, hintTold, type Sentence, told } from '../words/findings.ts';
import { t } from '../words/words.ts';
import { checked, isChanged, isChecking } from './draft.ts';
import { goTo } from './editor.tsx';
import { questionOf } from './try-call.tsx';

export function Judgement() {
  const words = t().plan;
  const now = checked.value;
  return (
    <div class="judgement">
      <p role="status" class={now?.ok === false ? 'judgement-state is-bad' : 'judgement-state'}>
        {isChecking.value || !now ? words.checking : now.ok ? words.valid : words.invalid}
      </p>
      {now && (
        <>
          <section aria-labelledby="findings">
            <h2 id="findings">{words.findings}</h2>
            {now.findings.length === 0 ? (
              <p class="soft">{words.noFindings}</p>
            ) : (
              <ul class="findings">
                {now.findings.map((finding, i) => (
                  <Finding key={i} finding={finding} />
                ))}
              </ul>
            )}
          </section>
          {isChanged.value && now.changes && (
            <section aria-labelledby="changes">
              <h2 id="changes">{words.changes}</h2>
              <Changes changes={changesTold(now)} />
            </section>
          )}
          <Proof />
        </>
      )}
    </div>
  );
}

export const Changes = ({ changes }: { changes: readonly Sentence[] }) =>
  changes.length === 0 ? (
    <p class="soft">{t().plan.noChanges}</p>
  ) : (
    <ul class="changes">
      {changes.map(({ text, lang }) => (
        <li key={text} lang={lang}>
          {text}
        </li>
      ))}
    </ul>
  );

function Finding({ finding }: { finding: FindingView }) {
  const { severity, line, column, example } = finding;
  const words = t().plan;
  const what = findingTold(finding);
  const hint = hintTold(finding);
  return (
    <li class={severity === 'error' ? 'note bad' : 'note'}>
      <div>
        <div class="row">
          <strong>{words[severity]}</strong>
          <button type="button" class="button plain small" onClick={() => goTo(line, column)}>
            {words.line(String(line))}
          </button>
        </div>
        <p lang={what.lang}>{what.text}</p>
        {hint && (
          <p class="soft small" lang={hint.lang}>
            {hint.text}
          </p>
        )}
        {example !== undefined && <TryThis example={example} />}
      </div>
    </li>
  );
}

const Because = ({ text, lang }: Sentence) => (
  <span class="soft small proof-because" lang={lang}>
    {text}
  </span>
);

/** The command line, as the fields of the form. */
function TryThis({ example }: { example: string }) {
  const question = questionOf(example);
  if (!question) return null;
  return (
    <button
      type="button"
      class="button small"
      onClick={() => navigate(`/plan?${new URLSearchParams({ view: 'try', ...question }).toString()}`)}
    >
      {t().plan.tryThis}
    </button>
  );
}

function Proof() {
  const numbers = checked.value?.numbers ?? [];
  const words = t().plan;
  if (numbers.length === 0) return null;
  return (
    <section aria-labelledby="proof">
      <h2 id="proof">{words.proof}</h2>
      <p class="soft small">{words.proofHint}</p>
      <ul class="proofs">
        {numbers.map(({ number, longestMs, because, becauseCode, becauseValues, example }) => (
          <li key={number}>
            <span class="number">{number}</span>
            <span class="figure">{longestMs === null ? words.noLimit : clockLength(longestMs)}</span>
            {because !== undefined && <Because {...told(becauseCode, becauseValues, because)} />}
            {longestMs === null && <TryThis example={example} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
