/**
 * The machine's clock is set by minutes in the middle of calls, the machine sleeps, and summer time ends: what is timed
 * takes as long as it takes, nothing lasts less than nothing, and offices open by the clock on the wall.
 */
import { expect } from 'vitest';
import { minutes, seconds } from '../../src/shared/time.ts';
import type { SimulatedFloor } from '../support/simulated-floor.ts';
import { office, story } from './story.ts';

const plan = office(
  'ring for: 20s, wrap-up: 30s',
  `  "2":
    - when: desk is open
      then: { queue: all }
      otherwise: { voicemail: office }
  "3": { voicemail: office }
schedules:
  desk: { hours: { mon-sun: 9:00-10:30 } }
`,
);

/** Each length that the journal tells. */
async function lengths(floor: SimulatedFloor): Promise<[string, number][]> {
  const kinds = new Set(['lasted', 'talked', 'waited', 'rangFor', 'after']);
  return (await floor.journal()).flatMap((entry) =>
    Object.entries(entry).flatMap(([key, value]): [string, number][] =>
      kinds.has(key) && typeof value === 'number' ? [[`${entry.type}.${key}`, value]] : [],
    ),
  );
}

for (const [what, by] of [
  ['on by ten minutes', minutes(10)],
  ['back by ten minutes', -minutes(10)],
  ['on by a night, as after a suspend', minutes(600)],
] as const) {
  story(`a clock that is set ${what} ends nothing before its time`, plan, async (scene) => {
    const { floor, told, doing, outcome } = scene;
    const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
    const [maria, paul, vera] = [
      floor.caller('Maria'),
      floor.caller('Paul', { number: '+49302' }),
      floor.caller('Vera', { number: '+49303' }),
    ];
    const talk = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    const ring = await paul.dials('1');
    await boris.rings();
    const message = await vera.dials('3');
    await floor.passes(seconds(10));

    floor.setsClock(by);
    await floor.passes(seconds(5));
    // It rings for 20 s: 15 are over.
    expect(boris.ringing).toBe(true);
    expect(await told('offerEnded', ring)).toEqual([]);
    await boris.answers();
    await paul.talksWith(boris);
    await vera.hangsUp();
    expect(await outcome(message)).toBe('voicemail');
    await maria.hangsUp();
    expect(await outcome(talk)).toBe('answered');
    expect(doing('anna')).toBe('wrapping_up');
    await floor.passes(seconds(28));
    expect(doing('anna')).toBe('wrapping_up');
    await floor.passes(seconds(3));
    expect(doing('anna')).toBe('free');
    await paul.hangsUp();
    expect(await outcome(ring)).toBe('answered');

    const [end] = await told('callEnded', talk);
    expect(end?.talked).toBeGreaterThan(seconds(14.5));
    expect(end?.talked).toBeLessThan(seconds(16));
    for (const [name, lasted] of await lengths(floor)) {
      expect(lasted, name).toBeGreaterThanOrEqual(0);
      expect(lasted, name).toBeLessThan(minutes(2));
    }
    const times = (await floor.journal()).map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
}

story('an office opens by the clock on the wall, though people are on the line', plan, async (scene) => {
  const { floor, told } = scene;
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  // Ten in Berlin; the desk closes at half past.
  expect(floor.engine.schedules()[0]?.planned.open).toBe(true);
  floor.setsClock(minutes(40));
  await floor.passes(seconds(5));
  expect(floor.engine.schedules()[0]?.planned.open).toBe(false);
  const late = floor.caller('Late', { number: '+49302' });
  const call = await late.dials('2');
  expect(await told('conditionAsked', call)).toMatchObject([{ holds: false }]);
  await late.hangsUp();
  floor.setsClock(-minutes(30));
  const inTime = floor.caller('In time', { number: '+49303' });
  expect(await told('conditionAsked', await inTime.dials('2'))).toMatchObject([{ holds: true }]);
  await inTime.hangsUp();
  await maria.hangsUp();
});

story('a clock that follows slowly, on or back, lets each wrap-up last', plan, async ({ floor, doing }) => {
  const anna = await floor.agent('anna');
  for (const by of [minutes(5), -minutes(9)]) {
    floor.setsClock(by);
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await maria.hangsUp();
    await floor.passes(seconds(29));
    expect(doing('anna')).toBe('wrapping_up');
    await floor.passes(seconds(2));
    expect(doing('anna')).toBe('free');
  }
});

// Clocks go back from three to two in Berlin, at one in UTC.
story(
  'summer time ends while they talk: they talked for an hour, and she wraps up',
  plan,
  async ({ floor, told, doing, outcome }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(minutes(60));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
    const [end] = await told('callEnded', call);
    expect(Math.round((end?.talked ?? 0) / 1000)).toBe(3600);
    expect(doing('anna')).toBe('wrapping_up');
    await floor.passes(seconds(31));
    expect(doing('anna')).toBe('free');
  },
  Date.UTC(2026, 9, 25, 0, 30),
);
