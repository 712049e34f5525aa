/** Waits that callers are told are true for four in five, on floors and days thrown together by chance. */
import { expect, test } from 'vitest';
import type { Plan } from '../../src/plan/model.ts';
import { parsePlan } from '../../src/plan/read.ts';
import {
  noneAnnounced,
  shareWithin,
  type WaitAccuracy,
  WaitAccuracyFold,
} from '../../src/reports/wait-accuracy.ts';
import { type Duration, minutes, seconds } from '../../src/shared/time.ts';
import { Seeded } from '../support/seeded.ts';
import { asTimeAllows } from '../support/time-is-short.ts';
import { busyDay, type Day, exponential, logNormal } from './busy-floor.ts';

const claimed = 0.8;
const floors = Array.from({ length: asTimeAllows(20) }, (_, nth) => nth + 1);
/** So many intervals of one queue are enough to look at it alone. */
const many = 100;

test.each([
  ['nobody comes or goes', undefined],
  ['now and then somebody goes to lunch, which nobody can foresee', minutes(90)],
] as const)(
  '%s',
  (_, lunchEvery) => {
    let all = noneAnnounced;
    const shares: number[] = [];
    for (const seed of floors) {
      const { told, queues } = lived(seed, lunchEvery);
      for (const queue of queues) {
        const sums = told.of(queue);
        all = together(all, sums);
        if (sums.told >= many) shares.push(shareWithin(sums) ?? 0);
      }
    }
    expect(all.told).toBeGreaterThan(floors.length * 50);
    expect(shareWithin(all)).toBeGreaterThan(claimed);
    // One talk that lasts and lasts makes many intervals of one afternoon too short: not of every afternoon.
    const untrue = shares.filter((share) => share < claimed).length;
    expect(untrue).toBeLessThanOrEqual(shares.length / (lunchEvery === undefined ? 8 : 4));
  },
  120_000,
);

test('the same day again: what came early by the wait to be expected comes early again', () => {
  const day = dayOf(3, undefined);
  const { sales } = day.plan.queues;
  if (!sales) throw new Error('there is no queue');
  const everybody = Object.keys(day.plan.agents);
  const step = {
    after: minutes(20),
    fromWait: minutes(2),
    members: everybody,
    needs: sales.needs,
    lower: {},
  };
  const widen = [{ ...step, anyone: true, title: 'anyone' }];
  const early = {
    ...day,
    lasts: minutes(60),
    plan: {
      ...day.plan,
      queues: { ...day.plan.queues, sales: { ...sales, members: everybody.slice(0, 2), widen } },
    },
  };
  const once = busyDay(early);
  expect(once.filter((entry) => entry.type === 'searchWidened' && entry.expected).length).toBeGreaterThan(3);
  expect(busyDay(early)).toEqual(once);
});

function lived(seed: number, lunchEvery: Duration | undefined) {
  const day = dayOf(seed, lunchEvery);
  const told = new WaitAccuracyFold();
  for (const entry of busyDay(day)) told.add(entry);
  return { told, queues: Object.keys(day.plan.queues) };
}

/** One queue, or two that share some agents, one of which may widen; callers come a little too fast, or not quite. */
function dayOf(seed: number, lunchEvery: Duration | undefined): Day {
  const chance = new Seeded(seed * 7919);
  const crew = chance.between(1, 12);
  const wrapUp = seconds(chance.between(0, 40));
  const median = minutes(chance.between(1, 4));
  const spread = chance.pick([0.3, 0.6, 0.9]);
  const shares = crew > 2 && chance.chance(0.6);
  const widens = shares && chance.chance(0.5);
  const mean = median * Math.exp(spread ** 2 / 2) + wrapUp + seconds(5);
  const apart = (mean / crew) * (0.95 + 0.15 * chance.next()) * (shares ? 2.1 : 1);
  const talk = (times: number) => (each: Seeded) =>
    spread > 0.8 ? exponential(each, times * median * 1.4) : logNormal(each, times * median, spread);
  return {
    seed,
    plan: floorOf(crew, wrapUp, shares, widens),
    numbers: { '1': { apart, talk: talk(1) }, ...(shares ? { '2': { apart, talk: talk(1.2) } } : {}) },
    lasts: minutes(100),
    ...(lunchEvery === undefined ? {} : { lunchEvery }),
  };
}

function floorOf(crew: number, wrapUp: Duration, shares: boolean, widens: boolean): Plan {
  const agents = Array.from({ length: crew }, (_, nth) => `a${nth}`);
  const sales = shares ? agents.slice(0, Math.ceil((crew * 2) / 3)) : agents;
  const others = agents.filter((name) => !sales.includes(name));
  const wider = widens ? `, widen: [{ after: 3m, agents: [${others.join(', ')}] }]` : '';
  const terms = `wrap-up: ${wrapUp / 1000}s, announce: { first after: 10s, every: 60s, answer: true }`;
  const read = parsePlan(`company: Busy
country: DE
time zone: Europe/Berlin
language: en
numbers: { "1": { queue: sales }${shares ? ', "2": { queue: help }' : ''} }
queues:
  sales: { agents: [${sales.join(', ')}], ${terms}${wider} }
${shares ? `  help: { agents: [${agents.slice(Math.floor(crew / 3)).join(', ')}], ${terms} }` : ''}
agents: { ${agents.map((name) => `${name}: {}`).join(', ')} }
lines: [line1]
`);
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  return read.plan;
}

const together = (a: WaitAccuracy, b: WaitAccuracy): WaitAccuracy => ({
  told: a.told + b.told,
  within: a.within + b.within,
  sooner: a.sooner + b.sooner,
  later: a.later + b.later,
  left: a.left + b.left,
});
