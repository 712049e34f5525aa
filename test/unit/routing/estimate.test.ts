import { expect, test } from 'vitest';
import { estimate, fewestCalls } from '../../../src/routing/estimate.ts';
import { type Handling, handled, nothingHandled } from '../../../src/routing/handling.ts';
import { minutes, seconds } from '../../../src/shared/time.ts';
import { Seeded } from '../../support/seeded.ts';

const usual = (mean: number, deviation: number, calls = 50): Handling => ({
  calls,
  mean,
  variance: deviation ** 2,
});
const said = (ahead: number, agents: number, handling: Handling): string => {
  const guess = estimate({ ahead, agents, handling });
  return guess.reliable ? `${guess.low / minutes(1)}-${guess.high / minutes(1)}` : guess.because;
};
const three = usual(minutes(3), minutes(1));

test.each([
  ['next, one agent', 0, 1, three, '0-3'],
  ['three ahead, one agent', 3, 1, three, '8-14'],
  ['three ahead, ten agents', 3, 10, three, '0-2'],
  ['next, twenty agents', 0, 20, three, '0-1'],
  ['half an agent, shared with another queue', 1, 0.5, three, '5-14'],
  ['nobody is there', 0, 0, three, 'nobody can serve them'],
  ['nine calls are too few', 0, 1, usual(minutes(3), 0, fewestCalls - 1), 'too few calls'],
  ['calls without a length', 0, 1, usual(0, 0), 'too few calls'],
  ['calls of any length whatever', 2, 1, usual(minutes(8), minutes(12)), 'too wide'],
  ['an hour and more', 30, 1, three, 'too wide'],
])('%s: %i ahead, %f agents', (_, ahead, agents, handling, words) => {
  expect(said(ahead, agents, handling)).toBe(words);
});

test('nearer the front, and with more agents, it never gets longer', () => {
  const high = (ahead: number, agents: number): number => {
    const guess = estimate({ ahead, agents, handling: three });
    return guess.reliable ? guess.high : Number.NaN;
  };
  for (let ahead = 1; ahead < 15; ahead++) {
    for (let agents = 1; agents < 10; agents++) {
      const here = high(ahead, agents);
      for (const better of [high(ahead - 1, agents), high(ahead, agents + 1)]) {
        if (!Number.isNaN(here + better)) expect(here).toBeGreaterThanOrEqual(better);
      }
    }
  }
});

test('mean and spread follow the calls, the new ones more than the old ones', () => {
  const of = (...calls: number[]): Handling => calls.reduce(handled, nothingHandled);
  expect(of(seconds(60), seconds(120))).toEqual({ calls: 2, mean: seconds(90), variance: seconds(30) ** 2 });
  const changed = of(
    ...Array.from({ length: 50 }, () => seconds(60)),
    ...Array.from({ length: 30 }, () => seconds(180)),
  );
  expect(changed.mean).toBeGreaterThan(seconds(170));
  expect(changed.mean).toBeLessThan(seconds(180));
});

/** A queue that is full, with calls of random length: how many of those who are told an interval are served in it? */
test.each([
  [1, 2],
  [3, 4],
  [8, 10],
])(
  'of 4000 callers, %i agents, %i ahead: at least three in four are served within what they are told',
  (agents, ahead) => {
    const chance = new Seeded(agents);
    const callOf = (): number => seconds(60) + -seconds(120) * Math.log(1 - chance.next());
    let handling = nothingHandled;
    let within = 0;
    let told = 0;
    const free = Array.from({ length: agents }, callOf);
    const waiting: { since: number; low: number; high: number }[] = [];
    for (let now = 0; told < 4000; ) {
      free.sort((a, b) => a - b);
      now = free.shift() ?? now;
      const first = waiting.shift();
      if (first) {
        told++;
        const waited = now - first.since;
        if (waited >= first.low && waited <= first.high) within++;
      }
      const took = callOf();
      handling = handled(handling, took);
      free.push(now + took);
      while (waiting.length < ahead + 1) {
        const guess = estimate({ ahead: waiting.length, agents, handling });
        if (!guess.reliable) break;
        waiting.push({ since: now, low: guess.low, high: guess.high });
      }
    }
    expect(within / told).toBeGreaterThan(0.75);
  },
);
