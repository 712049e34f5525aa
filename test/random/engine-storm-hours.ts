/** Storms for so many simulated hours, story by story; the first that fails is made short. */
import { playStory, type StormReport } from './engine-storm.ts';
import { plans } from './engine-storm-plans.ts';
import { type Act, writeStory } from './engine-storm-story.ts';
import { shorten } from './shorten.ts';

export interface Total {
  stories: number;
  hours: number;
  turns: number;
  calls: number;
  readonly outcomes: Record<string, number>;
  readonly faults: Record<string, number>;
}

/**
 * @param keep acts of the first story that are played; if omitted: all, and more stories
 * @throws with the shortest story that fails in the same way
 */
export async function storm(lasts: number, from: number, keep?: ReadonlySet<number>): Promise<Total> {
  const total: Total = { stories: 0, hours: 0, turns: 0, calls: 0, outcomes: {}, faults: {} };
  for (let seed = from; total.hours < lasts; seed++) {
    const story = writeStory(seed, plans);
    const told = keep ? story.filter(({ id }) => keep.has(id)) : story;
    const report = await playStory(seed, told, plans);
    if (report.failure !== undefined) throw new Error(await explain(seed, told, report.failure));
    add(total, report);
    if (keep) break;
  }
  return total;
}

function add(total: Total, report: StormReport): void {
  total.stories += 1;
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
