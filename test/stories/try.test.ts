/** What `try` tells is what happens: the same call, tried and lived, leaves the same spine. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { parsePlan } from '../../src/plan/parse.ts';
import { callId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { type Behaviour, parseBehaviour } from '../../src/trial/behaviour.ts';
import { tryCall } from '../../src/trial/trial.ts';
import type { SimulatedFloor } from '../support/simulated-floor.ts';
import { spine } from '../support/spine.ts';
import { story } from './story.ts';

const quick = readFileSync(new URL('../support/plans/quick.yaml', import.meta.url), 'utf8');

function tried(dialled: string, keys: string, ways: Readonly<Record<string, string>>): readonly string[] {
  const read = parsePlan(quick);
  if (!read.ok) throw new Error('the plan is wrong');
  const all = Object.keys(read.plan.agents).map((name): [string, Behaviour] => {
    const manner = parseBehaviour(ways[name] ?? 'unreachable');
    if (!manner) throw new Error(`${name} behaves strangely`);
    return [name, manner];
  });
  const caller = { number: '+4930123456', isNew: false, tags: [] };
  return spine(tryCall({ plan: read.plan, at: 0, dialled, caller, keys, behaviours: new Map(all) }).entries);
}

const lived = async (floor: SimulatedFloor, call: string): Promise<readonly string[]> =>
  spine(await floor.store.journal.ofCall(callId(Number(call))));

story('a menu, a key, an agent who answers', quick, async ({ floor, outcome }) => {
  const anna = await floor.agent('anna');
  const max = floor.caller('Max');
  const call = await max.dials('100');
  await max.presses('1');
  await anna.answers();
  await max.talksWith(anna);
  await max.hangsUp();
  await outcome(call);
  expect(tried('100', '1', { anna: 'free' })).toEqual(await lived(floor, call));
});

story('one does not answer, one is busy, one declines, and the message is kept', quick, async (scene) => {
  const { floor } = scene;
  await floor.agent('clara');
  const dora = await floor.agent('dora');
  await dora.isBusy();
  const boris = await floor.agent('boris');
  const max = floor.caller('Max');
  const call = await max.dials('102');
  await boris.declines();
  await floor.passes(seconds(30));
  await scene.outcome(call);
  expect(tried('102', '', { clara: 'no answer', dora: 'busy', boris: 'declines' })).toEqual(
    await lived(floor, call),
  );
});

story('nobody presses a key, and nobody is there', quick, async (scene) => {
  const { floor } = scene;
  const max = floor.caller('Max');
  const call = await max.dials('100');
  await floor.passes(minutes(1));
  await max.hangsUp();
  await scene.outcome(call);
  expect(tried('100', '', {})).toEqual(await lived(floor, call));
});
