/** On the page of a call: its recording, its reviews, how far they differ, one's own review, and whether it is a case to learn from. */
import { useEffect, useState } from 'preact/hooks';
import { Link, useParams } from 'wouter-preact';
import type { ReviewsOfCall, ScorecardView } from '../../contract/review.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { agentTitle } from '../live/names.ts';
import { TextField } from '../parts/field.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { count, dated } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { MarkCase } from './mark-case.tsx';
import { Score } from './quality.tsx';
import { ReviewCard } from './review-card.tsx';
import './quality.css';

export function CallQuality() {
  const { id } = useParams<{ id: string }>();
  const [all, setAll] = useState<ReviewsOfCall>();
  const [refused, setRefused] = useState<Refused>();
  const words = t().quality;
  const read = async (): Promise<void> => {
    const answer = await api.reviews.ofCall(id);
    setRefused(refusedBy(answer));
    if (answer.ok) setAll(answer.value);
  };
  useEffect(() => void read(), [id]);
  if (!all) return <Refusal refused={refused} />;
  const canReview = may('review_calls') && all.recorded && all.agents.length > 0;
  if (!canReview && all.reviews.length === 0 && !may('manage_cases')) return null;
  return (
    <section class="call-quality" aria-labelledby="call-quality">
      <h2 id="call-quality">{t().shell.pages.quality}</h2>
      {all.recorded && may('hear_recordings') && (
        // biome-ignore lint/a11y/useMediaCaption: a telephone call has no captions
        <audio
          controls
          preload="none"
          src={`/v1/recordings/${encodeURIComponent(id)}/audio`}
          aria-label={words.recording}
        />
      )}
      {all.reviews.map((review) => (
        <article key={review.id} class="card review">
          <h3>
            <Score value={review.score} /> {review.scorecard.title} · {agentTitle(review.agent)}
          </h3>
          <p class="soft small">
            {review.reviewer} · {dated(Date.parse(review.at))}
          </p>
          <ReviewCard review={review} />
        </article>
      ))}
      {all.spreads.map(({ scorecard, agent, reviews, lowest, highest, questions }) => (
        <p key={`${scorecard} ${agent}`} class="note">
          <span>
            {words.spread(count(reviews), agentTitle(agent), count(lowest), count(highest))}{' '}
            {questions
              .map(({ name, lowest: least, highest: most }) => {
                const title = all.reviews
                  .flatMap((each) => each.scorecard.questions)
                  .find((each) => each.name === name)?.title;
                return `${title ?? name}: ${words.between(count(least), count(most))}`;
              })
              .join(' · ')}
          </span>
        </p>
      ))}
      {canReview ? (
        <ReviewForm id={id} agents={all.agents} reviewed={read} />
      ) : (
        all.reviews.length === 0 && <p class="soft">{all.recorded ? words.none : words.notRecorded}</p>
      )}
      {may('manage_cases') && <MarkCase key={id} id={id} />}
    </section>
  );
}

interface ReviewFormProps {
  readonly id: string;
  readonly agents: readonly string[];
  readonly reviewed: () => Promise<void>;
}

function ReviewForm({ id, agents, reviewed }: ReviewFormProps) {
  const [cards, setCards] = useState<readonly ScorecardView[]>();
  const [name, setName] = useState('');
  const [agent, setAgent] = useState(agents[0] ?? '');
  const [marks, setMarks] = useState<Readonly<Record<string, number | null>>>({});
  const [note, setNote] = useState('');
  const [said, setSaid] = useState('');
  const [refused, setRefused] = useState<Refused>();
  const words = t().quality;
  useEffect(() => {
    void api.reviews.scorecards().then((answer) => {
      if (!answer.ok) return;
      setCards(answer.value.scorecards);
      setName(answer.value.scorecards[0]?.name ?? '');
    });
  }, []);
  const card = cards?.find((each) => each.name === name);
  if (cards?.length === 0)
    return (
      <p class="soft">
        {words.noScorecards} <Link href="/quality">{t().shell.pages.quality}</Link>
      </p>
    );
  if (!card) return null;
  const isWhole = card.questions.every((each) => marks[each.name] !== undefined);
  async function save(): Promise<void> {
    const given = Object.fromEntries(
      (card?.questions ?? []).map((each) => [each.name, marks[each.name] ?? null]),
    );
    const answer = await api.reviews.give(id, { scorecard: name, agent, marks: given, note });
    setRefused(refusedBy(answer));
    if (!answer.ok) return;
    setSaid(words.saved);
    await reviewed();
  }
  return (
    <form
      class="card review-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3>{words.yourReview}</h3>
      <div class="choices">
        <label class="choice">
          {words.scorecard}
          <select class="input" value={name} onChange={({ currentTarget }) => setName(currentTarget.value)}>
            {cards?.map((each) => (
              <option key={each.name} value={each.name}>
                {each.title}
              </option>
            ))}
          </select>
        </label>
        {agents.length > 1 && (
          <label class="choice">
            {words.agent}
            <select
              class="input"
              value={agent}
              onChange={({ currentTarget }) => setAgent(currentTarget.value)}
            >
              {agents.map((each) => (
                <option key={each} value={each}>
                  {agentTitle(each)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {card.questions.map(({ name: question, title, points }) => {
        const mark = marks[question];
        return (
          <div key={question} class="field mark-field">
            <label for={`mark-${question}`}>{title}</label>
            <select
              id={`mark-${question}`}
              class="input"
              value={mark === undefined ? '' : mark === null ? 'none' : String(mark)}
              onChange={({ currentTarget: { value } }) =>
                value !== '' && setMarks({ ...marks, [question]: value === 'none' ? null : Number(value) })
              }
            >
              <option value="">–</option>
              {Array.from({ length: points + 1 }, (_, nth) => points - nth).map((each) => (
                <option key={each} value={String(each)}>
                  {words.outOf(count(each), count(points))}
                </option>
              ))}
              <option value="none">{words.notApplicable}</option>
            </select>
          </div>
        );
      })}
      <TextField label={words.note} value={note} set={setNote} rows={3} maxLength={4000} />
      <Refusal refused={refused} />
      <p role="status">{said}</p>
      <div class="row">
        <button type="submit" class="button main" disabled={!isWhole}>
          {words.save}
        </button>
      </div>
    </form>
  );
}
