/** Quality of recorded calls: by agent, the newest reviews, and the scorecards. */
import { useEffect, useState } from 'preact/hooks';
import { Link, useLocation, useSearch } from 'wouter-preact';
import type { QualityReport, ReviewView } from '../../contract/review.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { agentTitle } from '../live/names.ts';
import { Cell } from '../parts/cell.tsx';
import { TextChoice } from '../parts/choice.tsx';
import { ListStatus, ListTable } from '../parts/list-table.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { count, dated } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { ReviewCard } from './review-card.tsx';
import { Scorecards } from './scorecards.tsx';
import './quality.css';

export function Quality() {
  const search = useSearch();
  const [, navigate] = useLocation();
  const given = new URLSearchParams(search);
  const [agent, from, to] = ['agent', 'from', 'to'].map((name) => given.get(name) ?? '');
  const [report, setReport] = useState<QualityReport['agents']>();
  const [reviews, setReviews] = useState<readonly ReviewView[]>();
  const [refused, setRefused] = useState<Refused>();
  const words = t().quality;
  useEffect(() => {
    let isStale = false;
    const days = { from: startOf(from ?? '', 0), to: startOf(to ?? '', 1) };
    void Promise.all([
      api.reviews.report(days),
      api.reviews.list({ ...days, agent: agent ?? '', limit: 50 }),
    ]).then(([made, found]) => {
      if (isStale) return;
      setRefused(refusedBy(made) ?? refusedBy(found));
      if (made.ok) setReport(made.value.agents);
      if (found.ok) setReviews(found.value.reviews);
    });
    return () => {
      isStale = true;
    };
  }, [search]);
  const change = (name: string, value: string): void => {
    const fields = Object.entries({ ...Object.fromEntries(given), [name]: value }).filter(
      ([, one]) => one !== '',
    );
    navigate(`/quality${fields.length > 0 ? `?${new URLSearchParams(fields).toString()}` : ''}`, {
      replace: true,
    });
  };
  return (
    <div class="list-page">
      <h1>{t().shell.pages.quality}</h1>
      <div class="choices">
        <TextChoice
          label={words.from}
          type="date"
          value={from ?? ''}
          set={(value) => change('from', value)}
        />
        <TextChoice label={words.to} type="date" value={to ?? ''} set={(value) => change('to', value)} />
        {agent !== '' && (
          <button type="button" class="button" onClick={() => change('agent', '')}>
            {words.allAgents}
          </button>
        )}
      </div>
      <Refusal refused={refused} />
      {report && report.length > 0 && (
        <section aria-labelledby="quality-agents">
          <h2 id="quality-agents">{words.byAgent}</h2>
          <ListTable
            labelledBy="quality-agents"
            heads={[words.agent, words.reviews, words.mean, words.range, words.weakest]}
          >
            {report.map((row) => (
              <tr key={row.agent}>
                <th scope="row">
                  <button type="button" class="link-button" onClick={() => change('agent', row.agent)}>
                    {agentTitle(row.agent)}
                  </button>
                </th>
                <Cell name={words.reviews}>{count(row.reviews)}</Cell>
                <Cell name={words.mean}>
                  <Score value={row.mean} />
                </Cell>
                <Cell name={words.range}>
                  {row.lowest === row.highest
                    ? count(row.lowest)
                    : words.between(count(row.lowest), count(row.highest))}
                </Cell>
                <Cell name={words.weakest}>{row.questions[0]?.title}</Cell>
              </tr>
            ))}
          </ListTable>
        </section>
      )}
      <section aria-labelledby="quality-reviews">
        <h2 id="quality-reviews">{words.reviews}</h2>
        <ul class="reviews">
          {reviews?.map((review) => (
            <li key={review.id}>
              <details class="card review">
                <summary>
                  <Score value={review.score} /> {agentTitle(review.agent)} · {words.ofCall(review.call)} ·{' '}
                  {dated(Date.parse(review.at))} · {review.reviewer}
                </summary>
                <ReviewCard review={review} />
                <Link href={`/calls/${review.call}`}>{words.openCall}</Link>
              </details>
            </li>
          ))}
        </ul>
        <ListStatus
          rows={reviews}
          refused={refused}
          none={may('review_calls') ? words.noneYet : words.none}
        />
      </section>
      {may('manage_scorecards') && <Scorecards />}
    </div>
  );
}

/** With a bar, so that high and low are seen at a glance; the number says it. */
export const Score = ({ value }: { value: number }) => (
  <span class="score">
    <meter
      class="score-bar"
      min={0}
      max={100}
      low={50}
      high={80}
      optimum={100}
      value={value}
      aria-hidden="true"
    />
    <strong class="figure">{count(value)}</strong>
  </span>
);

/** Of a day on this device, or of the day after. */
function startOf(day: string, later: number): string {
  if (day === '') return '';
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
