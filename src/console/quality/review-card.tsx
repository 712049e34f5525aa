/** What a reviewer said: the mark of each question, and the note. */
import type { ReviewView } from '../../contract/review.ts';
import { count } from '../words/figures.ts';
import { t } from '../words/words.ts';
import './quality.css';

export function ReviewCard({ review }: { review: ReviewView }) {
  const words = t().quality;
  return (
    <>
      <dl class="marks">
        {review.scorecard.questions.map(({ name, title, points }) => {
          const mark = review.marks[name];
          return (
            <div key={name}>
              <dt>{title}</dt>
              <dd class="figure">
                {mark === null || mark === undefined
                  ? words.notApplicable
                  : words.outOf(count(mark), count(points))}
              </dd>
            </div>
          );
        })}
      </dl>
      {review.note !== undefined && (
        <p class="review-note">
          <span class="soft">{words.note}:</span> {review.note}
        </p>
      )}
    </>
  );
}
