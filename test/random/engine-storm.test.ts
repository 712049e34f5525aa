/**
 * `npm run storm -- --hours 1000 --seed 7` for long ones; `--keep 3,17` plays some acts of one story only.
 */
import { expect, test } from 'vitest';
import { type Act, playStory, type StormReport, writeStory } from './engine-storm.ts';
import { plans } from './engine-storm-plans.ts';
import { shorten } from './shorten.ts';

const { STORM_HOURS = '', STORM_SEED = '1', STORM_KEEP } = process.env;
const hours = STORM_HOURS === '' ? 1 : Number(STORM_HOURS);
const first = Number(STORM_SEED);

test(`${hours} hours of storm, from seed ${first}`, { timeout: 24 * 3_600_000 }, async () => {
  await storm(hours, first);
});

// A long one has such hours among its own.
test.runIf(STORM_HOURS === '')(
  'an hour in which events are lost, and nothing begins anew',
  { timeout: 300_000 },
  async () => {
    await storm(1, 4);
  },
);

async function storm(lasts: number, from: number): Promise<void> {
  const total: Total = { hours: 0, turns: 0, calls: 0, outcomes: {}, faults: {} };
  for (let seed = from; total.hours < lasts; seed++) {
    const story = writeStory(seed, plans);
    const kept = STORM_KEEP === undefined ? undefined : new Set(STORM_KEEP.split(',').map(Number));
    const told = kept ? story.filter(({ id }) => kept.has(id)) : story;
    const report = await playStory(seed, told, plans);
    if (report.failure !== undefined) expect.fail(await explain(seed, told, report.failure));
    add(total, report);
    if (kept) break;
  }
  expect(total.calls).toBeGreaterThan(0);
  if (STORM_HOURS !== '') console.log(JSON.stringify(total, undefined, 2));
}

interface Total {
  hours: number;
  turns: number;
  calls: number;
  outcomes: Record<string, number>;
  faults: Record<string, number>;
}

function add(total: Total, report: StormReport): void {
  total.hours += report.simulatedHours;
  total.turns += report.turns;
  total.calls += report.calls;
  for (const [name, count] of Object.entries(report.outcomes))
    total.outcomes[name] = (total.outcomes[name] ?? 0) + count;
  for (const [name, count] of Object.entries(report.faults))
    total.faults[name] = (total.faults[name] ?? 0) + count;
}

/** A failure without the names and numbers in it: a shorter story has to fail in the same way. */
function kindOf(failure: string | undefined): string {
  const kinds = [
    'is free, and',
    'was lost',
    'counted',
    'no outcome',
    'who talked with',
    'still',
    'left over',
    'ready',
  ];
  return kinds.find((kind) => failure?.includes(kind)) ?? failure?.replaceAll(/\d+/g, '') ?? '';
}

async function explain(seed: number, story: readonly Act[], failure: string): Promise<string> {
  const fails = async (some: readonly Act[]): Promise<boolean> =>
    kindOf((await playStory(seed, some, plans)).failure) === kindOf(failure);
  // What comes after it has no part in it.
  const failedAt = (Number.parseInt(failure, 10) + 1) * 1000;
  const short = await shorten(
    story.filter(({ at }) => at <= failedAt),
    fails,
  );
  const { failure: last } = await playStory(seed, short, plans);
  return [
    `seed ${seed}: ${failure}`,
    `shortened to ${short.length} of ${story.length} acts: ${last}`,
    ...short.map(({ at, id, ...act }) => `  ${(at / 1000).toFixed(1)} s  ${JSON.stringify(act)}`),
    `play it again: npm run storm -- --seed ${seed} --keep ${short.map(({ id }) => id).join(',')}`,
  ].join('\n');
}
