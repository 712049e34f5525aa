/** Reasons of pauses from the plan: who may pause for what, how long, and what it means for the numbers. */
import { expect } from 'vitest';
import { minutes, seconds } from '../../src/shared/time.ts';
import { figuresOf } from '../support/figures.ts';
import { office, type Scene, story } from './story.ts';

const plan = office(
  'ring for: 20s, wrap-up: 30s',
  `codes: { "*13": { pause: lunch }, "*14": resume }
pauses:
  lunch: { longest: 30m }
  training: { counts as work: true }
`,
);
const anna = ({ floor }: Scene) => floor.engine.agents().find(({ name }) => name === 'anna');
const pausesFor = ({ floor }: Scene, reason: string) =>
  floor.engine.change({ type: 'agentPaused', agent: 'anna', reason, by: 'cli' });
const resumes = ({ floor }: Scene) => floor.engine.change({ type: 'agentResumed', agent: 'anna', by: 'cli' });
const tooLong = async ({ told }: Scene) =>
  (await told('alarmRaised')).filter(({ code }) => code === 'pause_too_long').map(({ what }) => what);

story('a reason that the plan does not have is refused, with those that it has', plan, async (scene) => {
  await scene.floor.agent('anna');
  expect(await pausesFor(scene, 'smoking')).toMatchObject({
    done: false,
    code: 'no_such_pause',
    because: "the plan has no pause 'smoking'; use one of: lunch, training",
  });
  expect(anna(scene)?.pause).toBeUndefined();
});

story('without `pauses` in the plan any reason will do', office('wrap-up: 0s'), async (scene) => {
  await scene.floor.agent('anna');
  expect(await pausesFor(scene, 'smoking')).toEqual({ done: true });
  expect(anna(scene)).toMatchObject({ pause: { reason: 'smoking' }, timers: [] });
});

story(
  'a pause that lasts longer raises one alarm, also across a kill, and is reported',
  plan,
  async (scene) => {
    const { floor } = scene;
    await floor.agent('anna');
    floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, '*13', 'anna', 'Anna');
    await floor.until('the pause begins', () => anna(scene)?.pause?.reason === 'lunch');
    await floor.passes(minutes(20));
    expect(await tooLong(scene)).toEqual([]);
    await floor.killed(async () => undefined);
    await floor.passes(minutes(15));
    expect(await tooLong(scene)).toEqual(['anna has been paused (lunch) for longer than 30m 00s']);
    await floor.passes(minutes(10));
    expect(await tooLong(scene)).toHaveLength(1);
    await resumes(scene);
    const figures = figuresOf(await floor.journal(), 'agents').get('anna');
    expect(figures).toMatchObject({ pauses: 1, 'pauses: lunch': 1, pausesTooLong: 1 });
    const over = Number(figures?.['overranPausesMs']);
    expect(over).toBe(Number(figures?.['pausedMs: lunch']) - minutes(30));
    expect(over).toBeGreaterThan(minutes(14));
  },
);

story('who is back in time raises none, and the next pause begins anew', plan, async (scene) => {
  const { floor } = scene;
  await floor.agent('anna');
  for (let times = 0; times < 2; times++) {
    await pausesFor(scene, 'lunch');
    await floor.passes(minutes(25));
    await resumes(scene);
    expect(anna(scene)?.timers).toEqual([]);
    await floor.passes(minutes(10));
  }
  expect(await tooLong(scene)).toEqual([]);
});

story(
  'a booked pause is measured from when it begins; wrap-up does not stop the clock',
  plan,
  async (scene) => {
    const { floor } = scene;
    const agent = await floor.agent('anna');
    const maria = floor.caller('Maria');
    await maria.dials('1');
    await agent.answers();
    await maria.talksWith(agent);
    await pausesFor(scene, 'lunch');
    await floor.passes(minutes(31));
    expect(await tooLong(scene)).toEqual([]);
    await maria.hangsUp();
    await floor.until('the pause begins', () => anna(scene)?.pause !== undefined);
    expect(anna(scene)?.activity.kind).toBe('wrapping_up');
    await floor.passes(minutes(29));
    expect(await tooLong(scene)).toEqual([]);
    await floor.passes(minutes(2));
    expect(await tooLong(scene)).toHaveLength(1);
  },
);

story('a pause that counts as work is in the occupancy', plan, async (scene) => {
  const { floor } = scene;
  await floor.agent('anna');
  await floor.passes(minutes(10));
  await pausesFor(scene, 'training');
  await floor.passes(minutes(30));
  await resumes(scene);
  await pausesFor(scene, 'lunch');
  await floor.passes(minutes(20));
  await resumes(scene);
  await floor.passes(seconds(1));
  const figures = figuresOf(await floor.journal(), 'agents').get('anna');
  expect(figures).toMatchObject({ pausesTooLong: 0, overranPausesMs: 0 });
  expect(figures?.['workingPausesMs']).toBe(figures?.['pausedMs: training']);
  const free = Number(figures?.['freeStateMs']);
  const work = Number(figures?.['workingPausesMs']);
  expect(Number(figures?.['occupancy'])).toBeCloseTo(work / (work + free), 3);
  expect(work).toBeGreaterThan(minutes(29));
});
