import { expect, test } from 'vitest';
import { estimate, fewestCalls, type Serving, type Waiting } from '../../../src/routing/estimate.ts';
import { type Handling, handled, nothingHandled } from '../../../src/routing/handling.ts';
import { type Duration, minutes, seconds } from '../../../src/shared/time.ts';
import { Seeded } from '../../support/seeded.ts';

/** A hundred calls, half of them a little shorter than that, half a little longer. */
const usual = (mean: Duration, spread = 0.3, calls = 100): Handling => {
  const chance = new Seeded(7);
  const took = Array.from({ length: calls }, () => mean * (1 - spread + 2 * spread * chance.next()));
  return took.reduce((before, each) => handled(before, each), nothingHandled);
};
const three = usual(minutes(3));
const never = Number.POSITIVE_INFINITY;

const talking = (onCallFor: Duration, handling = three, wrapUpFor = 0): Serving => ({
  onCallFor,
  wrapUpFor,
  handling,
});
const crew = (count: number, one: (nth: number) => Serving): Serving[] =>
  Array.from({ length: count }, (_, nth) => one(nth));
const caller = (agents: readonly Serving[], more: Partial<Waiting> = {}): Waiting => ({
  waited: 0,
  handling: three,
  from: agents.map(() => 0),
  ...more,
});

function said(ahead: number, agents: readonly Serving[], more: Partial<Waiting> = {}): string {
  const line = [...Array.from({ length: ahead }, () => caller(agents)), caller(agents, more)];
  const guess = estimate({ line, place: ahead, agents, seed: 'test' });
  return guess.reliable ? `${guess.low / minutes(1)}-${guess.high / minutes(1)}` : guess.because;
}

test.each([
  ['next, one agent, who has just begun', 0, [talking(0)], '2-4'],
  ['next, one agent, who has talked for two minutes', 0, [talking(minutes(2))], '0-2'],
  ['next, one agent, in wrap-up for 20 s', 0, [{ freeIn: seconds(20) }], '0-1'],
  ['the wrap-up behind the talk counts', 0, [talking(minutes(2), three, minutes(1.5))], '1-2'],
  ['three ahead, one agent', 3, [talking(minutes(1))], '9-13'],
  ['three ahead, ten agents', 3, crew(10, (nth) => talking(seconds(15 * nth))), '1-2'],
  ['nobody is there', 0, [], 'no agent can serve them'],
  ['an hour and more', 30, [talking(0)], 'too wide'],
  [
    'a call that outlasts nearly all known ones',
    0,
    [talking(minutes(3.88))],
    'a call takes longer than usual',
  ],
  ['one of two does', 1, [talking(minutes(5)), { freeIn: 0 }], 'a call takes longer than usual'],
] as const)('%s', (_, ahead, agents, words) => {
  expect(said(ahead, agents)).toBe(words);
});

test('too few calls say nothing, nor calls without a length', () => {
  for (const handling of [usual(minutes(3), 0, fewestCalls - 1), usual(0), { calls: 100 }]) {
    expect(said(0, [talking(0)], { handling })).toBe('too few calls');
  }
});

test('calls of any length whatever give no interval that helps', () => {
  const any = [...Array(50)]
    .map((_, nth) => minutes(nth < 25 ? 1 : 30))
    .reduce((before, each) => handled(before, each), nothingHandled);
  expect(said(0, [talking(seconds(10), any)], { handling: any })).toBe('too wide');
});

test('what is too wide, or lasts for hours, says the least that is to be expected', () => {
  const agents = [talking(0)];
  const line = Array.from({ length: 40 }, () => caller(agents));
  const of = (place: number) => estimate({ line, place, agents, seed: 'test' });
  expect(of(39)).toEqual({ reliable: false, because: 'too wide', low: minutes(60) });
});

test('calls of two kinds stay two kinds: who talks longer than the short ones is on a long one', () => {
  const two = [...Array(50)]
    .map((_, nth) => minutes(nth < 40 ? 1 : 10))
    .reduce((before, each) => handled(before, each), nothingHandled);
  expect(said(0, [talking(minutes(4), two)], { handling: two })).toBe('6-7');
});

test('who may take the call only after some time is free for it then', () => {
  const agents = [talking(0), { freeIn: 0 }];
  expect(said(0, agents, { from: [0, never] })).toBe('2-4');
  expect(said(0, agents, { from: [0, minutes(1)] })).toBe('1-2');
  expect(said(0, agents, { from: [never, never] })).toBe('no agent can serve them');
});

test('callers of another queue count for the agents that they share, and for as long as their calls take', () => {
  const agents = [{ freeIn: 0 }, talking(minutes(1))];
  const other = caller(agents, { handling: usual(minutes(12)) });
  const line = [other, caller(agents)];
  expect(estimate({ line, place: 1, agents, seed: 'test' })).toMatchObject({
    low: minutes(1),
    high: minutes(3),
  });
  const theirs = { ...other, from: [never, 0] };
  expect(estimate({ line: [theirs, caller(agents)], place: 1, agents, seed: 'test' })).toMatchObject({
    low: 0,
    high: minutes(1),
  });
});

test('the same situation gives the same interval', () => {
  const agents = crew(5, (nth) => talking(seconds(30 * nth)));
  expect(said(4, agents)).toBe(said(4, agents));
});

test('the last hundred calls are kept, and a record of a version that kept none of them is taken up', () => {
  const many = Array.from({ length: 130 }, (_, nth) => nth).reduce((before, each) => handled(before, each), {
    calls: 7,
  } as Handling);
  expect(many.calls).toBe(137);
  expect(many.lately).toHaveLength(100);
  expect(many.lately?.at(-1)).toBe(129);
  expect(many.lately?.[0]).toBe(30);
});
