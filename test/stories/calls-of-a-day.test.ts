/** Calls taken today: what an agent's page shows begins again at midnight, in the plan's time zone. */
import { expect } from 'vitest';
import { agentViews } from '../../src/http/agents/view.ts';
import { callId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { office, type Scene, story } from './story.ts';

/** Of Berlin. */
const plan = office('wrap-up: 5s');

async function takes({ floor, outcome }: Scene, lasts: number): Promise<void> {
  const anna = await floor.agent('anna');
  const caller = floor.caller('Maria');
  const call = callId(Number(await caller.dials('1')));
  await anna.answers();
  await caller.talksWith(anna);
  await floor.passes(lasts);
  await caller.hangsUp();
  expect(await outcome(call)).toBe('answered');
  await floor.passes(seconds(10));
}

story(
  'two calls before midnight, one after it: the day has one, and all of her calls are three',
  plan,
  async (scene) => {
    const { engine } = scene.floor;
    const anna = () =>
      agentViews(engine.plan().plan, engine.agents(), []).find(({ name }) => name === 'anna');
    expect(anna()).not.toHaveProperty('callsOfDay');
    await takes(scene, seconds(20));
    await takes(scene, seconds(20));
    const before = { begins: '2026-11-22T23:00:00.000Z', taken: 2 };
    expect(anna()).toMatchObject({ callsTaken: 2, callsOfDay: before });
    await scene.floor.passes(minutes(5));
    expect(anna()?.callsOfDay).toEqual(before);
    await takes(scene, seconds(20));
    expect(anna()).toMatchObject({
      callsTaken: 3,
      callsOfDay: { begins: '2026-11-23T23:00:00.000Z', taken: 1 },
    });
  },
  Date.UTC(2026, 10, 23, 22, 57),
);
