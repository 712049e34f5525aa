import { expect, test } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { type ReviewFields, scoreOf } from '../../../src/quality/scorecard.ts';
import { callId } from '../../../src/shared/ids.ts';

const questions = [
  { name: 'greeting', title: 'Greeting', points: 5, weight: 1 },
  { name: 'solved', title: 'Solved', points: 10, weight: 3 },
];
const scorecard = { name: 'service', title: 'Service', questions };
const review = (more: Partial<ReviewFields> = {}): ReviewFields => {
  const marks = { greeting: 5, solved: 5 };
  const from = { call: callId(1001), agent: 'anna', queue: 'sales', reviewer: 'clara', at: 10 };
  return { ...from, scorecard, marks, score: scoreOf(questions, marks), note: 'calm', ...more };
};
const example = {
  title: 'A calm answer',
  questions: ['What went well?'],
  tags: ['calm'],
  withSound: false,
  call: callId(1001),
  queue: 'sales',
  story: [{ after: 0, text: 'the caller calls' }],
  at: 10,
  by: 'clara',
};

export function qualityContract(open: () => Promise<Store>): void {
  test('a scorecard is replaced by its name; reviews keep the questions that they answered', async () => {
    const { quality } = await open();
    await quality.keepScorecard({ ...scorecard, changedAt: 1, changedBy: 'mara' });
    const { id } = await quality.keepReview(review());
    await quality.keepScorecard({
      ...scorecard,
      questions: [],
      title: 'New',
      changedAt: 2,
      changedBy: 'mara',
    });
    expect(await quality.scorecards()).toMatchObject([{ name: 'service', title: 'New', questions: [] }]);
    expect((await quality.review(id))?.scorecard).toEqual(scorecard);
    expect(await quality.removeScorecard('service')).toBe(true);
    expect(await quality.removeScorecard('service')).toBe(false);
  });

  test('a reviewer replaces what they said; others of the same call stand beside it', async () => {
    const { quality } = await open();
    const first = await quality.keepReview(review());
    const again = await quality.keepReview(review({ score: 10, at: 20 }));
    expect(again.id).toBe(first.id);
    const other = await quality.keepReview(review({ reviewer: 'mara' }));
    await quality.keepReview(review({ call: callId(1002), agent: 'boris', at: 30 }));
    expect(await quality.reviews({ call: callId(1001), limit: 9 })).toMatchObject([
      { reviewer: 'mara' },
      { reviewer: 'clara', score: 10, at: 20 },
    ]);
    expect(await quality.reviews({ agent: 'boris', limit: 9 })).toHaveLength(1);
    expect(await quality.reviews({ from: 15, to: 30, limit: 9 })).toMatchObject([{ at: 20 }]);
    expect(await quality.reviews({ before: other.id, limit: 9 })).toHaveLength(1);
    expect(await quality.removeReview(other.id)).toBe(true);
    expect(await quality.review(other.id)).toBeUndefined();
  });

  test('a case with what people wrote about it, the last of each stage', async () => {
    const { cases } = await open();
    const { id } = await cases.add(example);
    await cases.add({ ...example, title: 'Another', tags: [], queue: 'support' });
    expect(await cases.list({ tag: 'calm', limit: 9 })).toEqual([{ ...example, id }]);
    expect(await cases.list({ queue: 'support', limit: 9 })).toMatchObject([{ title: 'Another' }]);
    expect(await cases.list({ limit: 1 })).toMatchObject([{ title: 'Another' }]);
    expect(await cases.change(id, { title: 'Calm' })).toMatchObject({ id, title: 'Calm', tags: ['calm'] });
    const said = { case: id, person: 'anna', stage: 'practise' } as const;
    await cases.answer({ ...said, at: 10, texts: ['first'] });
    await cases.answer({ ...said, at: 20, texts: ['second'] });
    await cases.answer({ ...said, person: 'boris', at: 15, texts: ['his'] });
    expect(await cases.answers(id, 'anna')).toEqual([{ ...said, at: 20, texts: ['second'] }]);
    expect(await cases.answers(id)).toHaveLength(2);
    expect(await cases.remove(id)).toBe(true);
    expect([await cases.one(id), await cases.answers(id)]).toEqual([undefined, []]);
  });
}
