import { expect, test } from 'vitest';
import { anonymised } from '../../../src/quality/case.ts';
import {
  marksProblem,
  qualityByAgent,
  type Review,
  scoreOf,
  spreadsOf,
} from '../../../src/quality/scorecard.ts';
import { callId } from '../../../src/shared/ids.ts';

const questions = [
  { name: 'greeting', title: 'Greeting', points: 5, weight: 1 },
  { name: 'solved', title: 'Solved', points: 10, weight: 3 },
];
const review = (more: Partial<Review>): Review => {
  const { marks = { greeting: 5, solved: 5 } } = more;
  return {
    id: 1,
    call: callId(1001),
    agent: 'anna',
    reviewer: 'clara',
    at: 1,
    scorecard: { name: 'service', title: 'Service', questions },
    score: scoreOf(questions, marks),
    ...more,
    marks,
  };
};

test('the score is the share of the points, by weight, of what applies', () => {
  expect(scoreOf(questions, { greeting: 5, solved: 10 })).toBe(100);
  expect(scoreOf(questions, { greeting: 5, solved: 5 })).toBe(62.5);
  expect(scoreOf(questions, { greeting: 1, solved: null })).toBe(20);
  expect(scoreOf(questions, { greeting: 0, solved: 0 })).toBe(0);
});

test('marks have to fit the scorecard', () => {
  expect(marksProblem(questions, { greeting: 5, solved: null })).toBeUndefined();
  expect(marksProblem(questions, { greeting: 5 })).toContain('solved has no mark');
  expect(marksProblem(questions, { greeting: 6, solved: 1 })).toBe('greeting is marked from 0 to 5');
  expect(marksProblem(questions, { greeting: 1, solved: 1, pace: 1 })).toContain('no question pace');
  expect(marksProblem(questions, { greeting: null, solved: null })).toContain('no question applies');
});

test('the spread shows on which questions reviewers differ', () => {
  const mara = review({ reviewer: 'mara', marks: { greeting: 5, solved: 9 } });
  const other = review({ agent: 'boris', reviewer: 'mara' });
  expect(spreadsOf([review({}), mara, other])).toEqual([
    {
      scorecard: 'service',
      agent: 'anna',
      reviews: 2,
      lowest: 62.5,
      highest: 92.5,
      questions: [{ name: 'solved', lowest: 5, highest: 9 }],
    },
  ]);
  expect(spreadsOf([review({})])).toEqual([]);
});

test('by agent, with the weakest question first', () => {
  const boris = review({ agent: 'boris', marks: { greeting: 5, solved: 10 } });
  expect(
    qualityByAgent([review({}), review({ reviewer: 'mara', marks: { greeting: 1, solved: null } }), boris]),
  ).toEqual([
    expect.objectContaining({ agent: 'boris', mean: 100, reviews: 1 }),
    {
      agent: 'anna',
      reviews: 2,
      calls: 1,
      mean: 41.3,
      lowest: 20,
      highest: 62.5,
      questions: [
        { title: 'Solved', mean: 50 },
        { title: 'Greeting', mean: 60 },
      ],
    },
  ]);
});

test('a story has neither names nor numbers any more, and is otherwise as it was', () => {
  const names = new Map([
    ['Ida', 'the caller'],
    ['Ida Lund', 'the caller'],
    ['anna', 'agent 1'],
    ['王伟', 'the caller'],
  ]);
  const say = (text: string) => anonymised(text, names);
  expect(say('Ida Lund (+49 30 1234567) talks with anna for 12s')).toBe(
    'the caller ((number)) talks with agent 1 for 12s',
  );
  expect(say('call 1042 from 王伟, 030/555-4444')).toBe('call (number) from the caller, (number)');
  expect(say('Hannah and Idaho stay')).toBe('Hannah and Idaho stay');
  expect(say('waits 90 s in Sales, key 1')).toBe('waits 90 s in Sales, key 1');
});
