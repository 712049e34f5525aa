/** A pause that is booked during a call begins when the call ends. */
import { expect } from 'vitest';
import { minutes, seconds } from '../../src/shared/time.ts';
import { office, type Scene, story } from './story.ts';

const plan = office(
  'ring for: 20s, wrap-up: 30s',
  `codes: { "*13": { pause: lunch }, "*14": resume, "*12": log out, "*11": log in }\n`,
);
const lunch = { type: 'agentPaused', agent: 'anna', reason: 'lunch', by: 'cli' } as const;
const anna = ({ floor }: Scene) => floor.engine.agents().find(({ name }) => name === 'anna');
const changes = async ({ told }: Scene) => (await told('agentChanged')).map(({ to, by }) => `${to} by ${by}`);

/** Anna talks with Maria. */
async function talking({ floor }: Scene) {
  const agent = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await agent.answers();
  await maria.talksWith(agent);
  return { agent, maria, call };
}

story('it is no pause while they talk, and one when the caller hangs up', plan, async (scene) => {
  const { floor, phase } = scene;
  const { maria } = await talking(scene);
  await floor.engine.change(lunch);
  expect(anna(scene)).toMatchObject({ pauseBooked: { reason: 'lunch', by: 'cli' } });
  expect(anna(scene)?.pause).toBeUndefined();
  await floor.passes(minutes(5));
  await maria.hangsUp();
  await floor.until('the pause begins', () => anna(scene)?.pause !== undefined);
  // The pause is as long as it is: it has not begun five minutes ago.
  expect(floor.clock.now() - (anna(scene)?.pause?.since ?? 0)).toBeLessThan(seconds(5));
  expect(anna(scene)).toMatchObject({ activity: { kind: 'wrapping_up' } });
  expect(anna(scene)?.pauseBooked).toBeUndefined();
  expect(await changes(scene)).toEqual(['pause_booked by cli', 'paused by cli']);
  const paul = floor.caller('Paul');
  const waiting = await paul.dials('1');
  await floor.passes(minutes(2));
  expect(phase(waiting)).toBe('waiting');
  await paul.hangsUp();
});

story('by code on the second line; cancelled by code before the call ends', plan, async (scene) => {
  const { floor, told } = scene;
  const { agent, maria } = await talking(scene);
  const dial = (code: string) =>
    floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, code, 'anna', 'Anna');
  dial('*13');
  await floor.until('it is booked', () => anna(scene)?.pauseBooked !== undefined);
  expect(anna(scene)?.pause).toBeUndefined();
  await floor.passes(seconds(20));
  dial('*14');
  await floor.until('it is cancelled', () => anna(scene)?.pauseBooked === undefined);
  await floor.passes(seconds(20));
  await maria.talksWith(agent);
  await maria.hangsUp();
  await floor.passes(minutes(1));
  expect(anna(scene)?.pause).toBeUndefined();
  expect(await changes(scene)).toEqual(['pause_booked by phone', 'pause_cancelled by phone']);
  expect((await told('wrapUpStarted')).length).toBe(1);
});

story('a kill in between loses nothing: it begins when the call ends', plan, async (scene) => {
  const { floor } = scene;
  const { agent, maria } = await talking(scene);
  await floor.engine.change(lunch);
  await floor.killed(async () => undefined);
  expect(anna(scene)).toMatchObject({ pauseBooked: { reason: 'lunch' } });
  await maria.talksWith(agent);
  await maria.hangsUp();
  await floor.until('the pause begins', () => anna(scene)?.pause?.reason === 'lunch');
});

story('no caller is promised an agent whose pause is booked', plan, async (scene) => {
  const { floor, told } = scene;
  const { maria } = await talking(scene);
  await floor.engine.change(lunch);
  const paul = floor.caller('Paul');
  const waiting = await paul.dials('1');
  await floor.passes(seconds(5));
  const [{ decision } = {}] = await told('nobodyFree', waiting);
  expect(decision?.excluded).toContainEqual({
    agent: 'anna',
    rule: expect.objectContaining({ rule: 'paused', reason: 'lunch' }) as object,
  });
  await paul.hangsUp();
  await maria.hangsUp();
});

story('who logs out during the call has no pause when they log in again', plan, async (scene) => {
  const { floor } = scene;
  const { maria } = await talking(scene);
  await floor.engine.change(lunch);
  await floor.engine.change({ type: 'agentLoggedOut', agent: 'anna', by: 'cli' });
  await maria.hangsUp();
  await floor.passes(minutes(1));
  await floor.engine.change({ type: 'agentLoggedIn', agent: 'anna', by: 'cli' });
  expect([anna(scene)?.pause, anna(scene)?.pauseBooked]).toEqual([undefined, undefined]);
});
