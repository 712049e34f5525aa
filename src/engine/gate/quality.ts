/** Reviews of recorded calls, their scorecards, and the case library. */
import type { ReviewScores } from '../../call/kept/journal/after-call.ts';
import type { Answer, Refused, Request } from '../../ports/gate.ts';
import type { ChangeResult, Operations } from '../../ports/operations.ts';
import type { Store } from '../../ports/store.ts';
import { marksProblem, type Review, scoreOf, scoresOf } from '../../quality/scorecard.ts';
import { defined } from '../../shared/defined.ts';
import type { Instant } from '../../shared/time.ts';

type Asked<Kind extends Request['ask']> = Extract<Request, { ask: Kind }>;
interface By {
  readonly at: Instant;
  readonly by: string;
}

export const noScorecard = (name: string): Refused => ({
  done: false,
  code: 'no_such_scorecard',
  because: `there is no scorecard ${name}`,
});
const noReview = (id: number): Refused => ({
  done: false,
  code: 'no_such_review',
  because: `there is no review ${id}`,
});
export const noCase = (id: number): Refused => ({
  done: false,
  code: 'no_such_case',
  because: `there is no case ${id}`,
});

type ReviewNeeds = Pick<Store, 'quality' | 'recordings' | 'journal'> & {
  readonly operations: Pick<Operations, 'noteReview'>;
};

export async function reviewCall(
  needs: ReviewNeeds,
  { call, agent, scorecard: name, marks, note, reviewer }: Asked<'review_call'>,
  { at, by }: By,
): Promise<Answer<'review_call'>> {
  const { quality, recordings } = needs;
  const row = await recordings.find(call);
  if (!row || row.state === 'lost' || row.state === 'deleted')
    return {
      done: false,
      code: 'no_such_recording',
      because: `there is no recording of call ${call}: only recorded calls are reviewed`,
    };
  const scorecard = (await quality.scorecards()).find((each) => each.name === name);
  if (!scorecard) return noScorecard(name);
  if (reviewer === agent)
    return { done: false, code: 'bad_request', because: 'you cannot review your own calls' };
  if (scorecard.queues && !scorecard.queues.includes(row.queue ?? ''))
    return {
      done: false,
      code: 'bad_request',
      because: `the scorecard ${name} is for calls of the queues ${scorecard.queues.join(', ')}`,
    };
  const problem = marksProblem(scorecard.questions, marks);
  if (problem !== undefined) return { done: false, code: 'bad_request', because: problem };
  const { title, questions } = scorecard;
  const review = await quality.keepReview({
    call,
    agent,
    ...defined({ queue: row.queue, note }),
    scorecard: { name, title, questions },
    reviewer: by,
    at,
    marks,
    score: scoreOf(questions, marks),
  });
  const noted = await noteInJournal(needs, review, scoresOf(review));
  return noted.done ? { done: true, review } : noted;
}

export async function removeReview(needs: ReviewNeeds, id: number): Promise<Answer<'remove_review'>> {
  const review = await needs.quality.review(id);
  if (!review || !(await needs.quality.removeReview(id))) return noReview(id);
  return await noteInJournal(needs, review, undefined);
}

/** Reports are made of the journal. What it has of this reviewer counts no more; without it, there is nothing to take back. */
async function noteInJournal(
  { journal, operations }: ReviewNeeds,
  { call, agent, queue, scorecard: { name: scorecard }, reviewer }: Review,
  review: ReviewScores | undefined,
): Promise<ChangeResult> {
  const last = (await journal.ofCall(call)).findLast(
    (entry) =>
      entry.type === 'callReviewed' &&
      entry.agent === agent &&
      entry.scorecard === scorecard &&
      entry.reviewer === reviewer,
  );
  const known = last?.type === 'callReviewed' ? last.review : undefined;
  if (!review && !known) return { done: true };
  const before = last && known && { at: last.at, ...known };
  return await operations.noteReview(call, {
    agent,
    scorecard,
    reviewer,
    ...defined({ queue, review, before }),
  });
}

export async function addCase(
  { cases }: Pick<Store, 'cases'>,
  { call, queue, fields, story }: Asked<'add_case'>,
  from: By,
): Promise<Answer<'add_case'>> {
  const added = await cases.add({ ...fields, call, ...defined({ queue }), story, ...from });
  return { done: true, case: added };
}

export async function answerCase(
  { cases }: Pick<Store, 'cases'>,
  { case: id, stage, texts }: Asked<'answer_case'>,
  { at, by }: By,
): Promise<Answer<'answer_case'>> {
  const found = await cases.one(id);
  if (!found) return noCase(id);
  if (stage === 'analyse' && texts.length !== found.questions.length) {
    const because = `the case has ${found.questions.length} questions, and there are ${texts.length} answers`;
    return { done: false, code: 'bad_request', because };
  }
  await cases.answer({ case: id, person: by, stage, at, texts });
  return { done: true };
}
