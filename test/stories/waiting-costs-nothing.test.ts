import { expect } from 'vitest';
import { minutes } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

story(
  'callers who wait while nothing happens cost no turn; a step of widening costs one for each of them',
  office('widen: [ { after: 20m, agents: [dora] } ]').replace(
    'agents:\n',
    'agents:\n  dora: { name: Dora }\n',
  ),
  async ({ floor, phase }) => {
    const names = ['A', 'B', 'C', 'D', 'E'];
    const calls: string[] = [];
    for (const [nth, name] of names.entries())
      calls.push(await floor.caller(name, { number: `+493012345${nth}` }).dials('1'));
    // Whatever follows from their coming has come: a caller who is picked up after a while, say.
    await floor.passes(minutes(10));
    const settled = floor.events.length;
    await floor.passes(minutes(9));
    expect(floor.events.slice(settled)).toEqual([]);
    await floor.passes(minutes(2));
    expect(floor.events.slice(settled).map(({ type }) => type)).toEqual(names.map(() => 'timeRanOut'));
    await floor.passes(minutes(180));
    expect(floor.events.length - settled).toBe(names.length);
    expect(calls.map(phase)).toEqual(calls.map(() => 'waiting'));
  },
);
