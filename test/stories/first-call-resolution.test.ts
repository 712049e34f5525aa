/** Whether callers call again about the same: first-call resolution, by agent and queue. */
import { expect } from 'vitest';
import { minutes, seconds } from '../../src/shared/time.ts';
import { figuresOf } from '../support/figures.ts';
import { office, type Scene, story } from './story.ts';

const plan = office('wrap-up: 5s');
const aDay = minutes(24 * 60);

async function talks({ floor, outcome }: Scene, number: string) {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria', { number });
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(seconds(20));
  await maria.hangsUp();
  await outcome(call);
  await floor.passes(seconds(10));
}

async function givesUp({ floor, outcome }: Scene, number: string) {
  const maria = floor.caller('Maria', { number });
  const call = await maria.dials('1');
  await floor.passes(seconds(3));
  await maria.hangsUp();
  await outcome(call);
}

story('one of three contacts calls again, twice: it counts once', plan, async (scene) => {
  const { floor } = scene;
  for (const number of ['+493011111', '+493022222', '+493033333']) await talks(scene, number);
  await floor.passes(2 * aDay);
  await givesUp(scene, '+493022222');
  await floor.passes(minutes(5));
  await givesUp(scene, '+493022222');
  const entries = await floor.journal();
  const expected = { withContact: 3, calledAgain: 1, firstCallResolution: 0.6667 };
  expect(figuresOf(entries, 'agents').get('anna')).toMatchObject(expected);
  expect(figuresOf(entries, 'queues').get('all')).toMatchObject(expected);
});

story('a caller who is answered again within seven days, and one after eight', plan, async (scene) => {
  const { floor } = scene;
  await talks(scene, '+493011111');
  await floor.passes(6 * aDay);
  await talks(scene, '+493011111');
  await floor.passes(8 * aDay);
  await talks(scene, '+493011111');
  expect(figuresOf(await floor.journal(), 'queues').get('all')).toMatchObject({
    withContact: 3,
    calledAgain: 1,
    firstCallResolution: 0.6667,
  });
});

story('callers who withhold their number cannot be counted', plan, async (scene) => {
  const { floor, outcome } = scene;
  const anna = await floor.agent('anna');
  const nobody = floor.caller('Anonymous', { number: '' });
  const call = await nobody.dials('1');
  await anna.answers();
  await floor.passes(seconds(20));
  await nobody.hangsUp();
  await outcome(call);
  const row = figuresOf(await floor.journal(), 'queues').get('all');
  expect(row).toMatchObject({ answered: 1, withContact: 0 });
  expect(row?.['firstCallResolution']).toBeUndefined();
});
