/** Warm transfers: the agent talks with the caller until the next one joins. */
import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { asks, hear, plan } from './consulting.ts';
import { story, talk } from './story.ts';

story(
  'warm: the agent talks with the caller until the next one joins, and leaves then',
  plan,
  async (scene) => {
    const { floor, told, outcome } = scene;
    const { anna, boris, maria, call } = await talk(scene);
    const asked = await asks(scene, call, { do: 'join', to: 'boris', onAnswer: 'hand_over' });
    await boris.rings();
    expect(floor.asterisk.hearsMusic(floor.engine.calls()[0]?.leg as never)).toBe(false);
    await maria.talksWith(anna);
    await boris.answers();
    await maria.talksWith(boris);
    await anna.isHungUpOn();
    expect((await told('warmTransfer', call)).map(({ stage }) => stage)).toEqual([
      'started',
      'ringing',
      'handed_over',
    ]);
    expect(await outcome((asked.done && asked.aside) || '')).toBe('joined');
    await maria.hangsUp();
  },
);

story('warm, all three; and nobody answers: the talk goes on', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await asks(scene, call, { do: 'join', to: 'boris', onAnswer: 'join' });
  await boris.declines();
  await floor.until('that is told', async () => (await told('warmTransfer', call)).length >= 3);
  await maria.talksWith(anna);
  expect((await told('warmTransfer', call)).map(({ stage }) => stage)).toEqual([
    'started',
    'ringing',
    'failed',
  ]);
  await floor.passes(seconds(5));
  await asks(scene, call, { do: 'join', to: 'boris', onAnswer: 'join' });
  await boris.answers();
  await maria.talksWith(boris);
  await maria.talksWith(anna);
  expect(hear(scene, 'anna', 'boris')).toBe(true);
  // Who holds among three is not heard, and the others talk on.
  await boris.holds();
  await floor.passes(seconds(1));
  await maria.talksWith(anna);
  expect(hear(scene, 'anna', 'boris')).toBe(false);
  await boris.resumes();
  await floor.until('Boris is back', () => hear(scene, 'anna', 'boris'));
  expect(await asks(scene, call, { do: 'drop', who: 'boris' })).toMatchObject({ done: true });
  await boris.isHungUpOn();
  await maria.talksWith(anna);
  // Somebody who has left may come again.
  await floor.passes(seconds(5));
  await asks(scene, call, { do: 'join', to: 'boris', onAnswer: 'join' });
  await boris.answers();
  await maria.talksWith(boris);
  await maria.hangsUp();
});

story(
  'warm to a queue: the caller hears nothing of its music; the caller hangs up meanwhile',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    const { anna, maria, call } = await talk(scene);
    await asks(scene, call, { do: 'join', to: 'second', onAnswer: 'hand_over' });
    await floor.passes(seconds(5));
    await maria.talksWith(anna);
    await maria.hangsUp();
    await outcome(call);
    await anna.isHungUpOn();
  },
);
