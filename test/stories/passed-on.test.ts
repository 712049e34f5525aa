/** Callers who have talked, and are passed on: they may leave in every way that others may, and the numbers fit. */
import { expect } from 'vitest';
import type { CallId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { mustFit } from '../support/figures.ts';
import { office, type Scene, story, talk } from './story.ts';

const plan = office(
  'wrap-up: 0s',
  `  "3": { queue: night }
  "4": { menu: main }
menus:
  main: { say: Press one., keys: { "1": { queue: all } }, otherwise: { voicemail: office } }`,
).replace('queues:\n', 'queues:\n  night: { agents: [clara] }\n');

async function passedOn(scene: Scene, to: string) {
  const talking = await talk(scene);
  await talking.anna.transfersTo(to);
  const { floor, phase, doing } = scene;
  await floor.until('Anna is rid of it', () => doing('anna') === 'free' && phase(talking.call) !== 'talking');
  await floor.passes(seconds(1));
  return talking;
}

story('to a menu, and hang up there', plan, async (scene) => {
  const { maria, call } = await passedOn(scene, '4');
  await maria.hangsUp();
  expect(await scene.outcome(call)).toBe('left_early');
  mustFit(await scene.floor.store.journal.after(0, 1000));
});

story('to a queue, and are cut off when Asterisk is restarted', plan, async (scene) => {
  const { floor, outcome } = scene;
  const { call } = await passedOn(scene, '3');
  floor.asterisk.dies();
  await floor.passes(seconds(5));
  floor.asterisk.restored();
  expect(await outcome(call)).toBe('exchange_restarted');
  mustFit(await floor.store.journal.after(0, 1000));
});

story('to a queue, and an operator ends the call', plan, async (scene) => {
  const { floor, outcome } = scene;
  const { call } = await passedOn(scene, '3');
  await floor.engine.hangUp(call as CallId, 'api');
  expect(await outcome(call)).toBe('ended_by_operator');
  mustFit(await floor.store.journal.after(0, 1000));
});
