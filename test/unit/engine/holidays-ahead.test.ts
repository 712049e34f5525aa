/** Public holidays of a new plan: computed in pieces, with calls between them, and before the plan is active. */
import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import { expect, onTestFinished, test } from 'vitest';
import { parsePlan } from '../../../src/plan/read.ts';
import { isPublicHoliday } from '../../../src/shared/public-holidays.ts';
import { dayFrom } from '../../../src/shared/wall-time.ts';
import { office } from '../../stories/story.ts';
import { simulatedFloor } from '../../support/simulated-floor.ts';

const without = office('ring for: 20s');
const plan = office(
  'ring for: 20s',
  'schedules: { desk: { hours: { daily: "9:00-17:00" }, holidays: [DK, NO] } }\n',
);

/** What happens, in order; `computed` tells what is computed. */
function watched(happened: string[]): void {
  const { prototype } = createRequire(import.meta.url)('date-holidays') as { prototype: Holidays };
  const its = Reflect.get(prototype, 'getHolidays') as (this: Holidays, ...given: unknown[]) => never;
  prototype.getHolidays = function (this: Holidays, ...given) {
    happened.push(`year ${String(given[0])}`);
    return its.apply(this, given);
  };
  let isOver = false;
  const tick = (): void => {
    if (isOver) return;
    happened.push('others');
    setImmediate(tick);
  };
  setImmediate(tick);
  onTestFinished(() => {
    isOver = true;
    Reflect.set(prototype, 'getHolidays', its);
  });
}

test('one year of a region at a time, others between them, and the plan is active after that', async () => {
  const floor = await simulatedFloor({ plan: without });
  // Its proofs ask for this year; elsewhere they do so in a thread of their own.
  expect(parsePlan(plan).ok).toBe(true);
  const happened: string[] = [];
  floor.engine.follow(({ type }) => void (type === 'planActivated' && happened.push(type)));
  watched(happened);
  const applying = floor.engine.applyPlan(plan, 'test');
  // A turn that asks before it is computed.
  expect(isPublicHoliday('DK', dayFrom(2028, 11, 7), 2028)).toBe(false);
  expect(isPublicHoliday('DK', dayFrom(2028, 12, 25), 2028)).toBe(true);
  expect(await applying).toMatchObject({ applied: true });
  expect(happened.at(0)).toBe('year 2028');
  const later = happened.slice(1).filter((what, nth, all) => what !== 'others' || all[nth - 1] !== 'others');
  const years = ['2025', '2027', '2025', '2027', '2028'];
  expect(later.filter((what) => what !== 'others').slice(0, 6)).toEqual([
    ...years.map((year) => `year ${year}`),
    'planActivated',
  ]);
  for (const [nth, what] of later.entries())
    if (what.startsWith('year')) expect(later[nth - 1], `before ${what}`).toBe('others');
  await floor.close();
});
