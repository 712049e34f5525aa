/** Somebody picks up a call at another phone (INVITE with Replaces), while it rings or goes on. */
import { expect } from 'vitest';
import { minutes } from '../../src/shared/time.ts';
import { calm } from '../support/simulated-asterisk.ts';
import { asks, consulting, plan, withKeys } from './consulting.ts';
import { story, talk } from './story.ts';

story('a pick-up is undone while a word is said to who talks', withKeys, async (scene) => {
  const { floor } = scene;
  const { anna, maria } = await talk(scene);
  await anna.presses('*6');
  await floor.until('a word is said', () => floor.asterisk.isPlaying);
  const leg = floor.asterisk.talkingAt('anna')?.id;
  if (leg === undefined) throw new Error('Anna does not talk');
  const by = floor.asterisk.takesOver(leg, 'clara');
  await floor.until('who picked up is gone', () => !floor.asterisk.legs.has(by));
  await maria.talksWith(anna);
  await maria.hangsUp();
});

story('somebody picks up at another phone for a talk that goes on: it is undone', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, maria, call } = await talk(scene);
  const leg = floor.asterisk.talkingAt('anna')?.id;
  if (leg === undefined) throw new Error('Anna does not talk');
  const by = floor.asterisk.takesOver(leg, 'clara');
  await floor.until('who picked up is gone', () => !floor.asterisk.legs.has(by));
  await maria.talksWith(anna);
  expect(await told('pickUpUndone', call)).toMatchObject([{ leg, by }]);
  expect(floor.engine.calls()).toHaveLength(1);
  await maria.hangsUp();
});

story('a pick-up that is told twice is undone once, and the talk goes on', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, maria, call } = await talk(scene);
  const leg = floor.asterisk.talkingAt('anna')?.id;
  if (leg === undefined) throw new Error('Anna does not talk');
  const connects: string[] = [];
  floor.asterisk.weather = {
    ...calm,
    event: (event) => (event.type === 'legReplaced' ? [1, 100] : [1]),
    command: (command) => {
      if (command.do === 'connect') connects.push(command.call);
      return command.do === 'connect' && connects.length > 1 ? 'refused' : 'fine';
    },
  };
  const by = floor.asterisk.takesOver(leg, 'clara');
  await floor.until('who picked up is gone', () => !floor.asterisk.legs.has(by));
  await floor.passes(1000);
  await maria.talksWith(anna);
  expect(await told('pickUpUndone', call)).toMatchObject([{ leg, by }]);
  floor.asterisk.weather = calm;
  await maria.hangsUp();
});

story(
  'somebody picks up at another phone for one that rings: they are hung up on, and the phone rings again',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.rings();
    const leg = floor.asterisk.ringingAt('anna')?.id;
    if (leg === undefined) throw new Error('Anna is not rung');
    const by = floor.asterisk.takesOver(leg, 'clara');
    await floor.until('who picked up is gone', () => !floor.asterisk.legs.has(by));
    await anna.answers();
    await maria.talksWith(anna);
    expect(await told('pickUpUndone', call)).toMatchObject([{ leg, by }]);
    const ended = (await told('offerEnded', call)).map(({ outcome, code }) => [outcome, code]);
    expect(ended).toEqual([
      ['withdrawn', 'pick_up_undone'],
      ['answered', undefined],
    ]);
    await maria.hangsUp();
  },
);

story(
  'whoever took over is gone at once: the caller waits again, and is not hung up on',
  plan,
  async (scene) => {
    const { floor, told, doing, outcome } = scene;
    for (const how of ['hand_over', 'complete'] as const) {
      const { anna, boris, maria, call } = how === 'complete' ? await consulting(scene) : await talk(scene);
      if (how === 'complete') await asks(scene, call, { do: 'complete' });
      else {
        await asks(scene, call, { do: 'join', to: 'boris', onAnswer: 'hand_over' });
        await boris.answers();
      }
      await maria.talksWith(boris);
      await anna.isHungUpOn();
      await floor.passes(200);
      await boris.goesAtOnce();
      await floor.until('that is told', async () => (await told('answeredInVain', call)).length > 0);
      expect(await told('answeredInVain', call)).toMatchObject([{ to: 'boris' }]);
      expect(maria.onTheLine).toBe(true);
      await floor.until('Anna has wrapped up', () => doing('anna') !== 'wrapping_up');
      await anna.answers();
      await maria.talksWith(anna);
      await maria.hangsUp();
      expect(await outcome(call)).toBe('answered');
      await floor.passes(minutes(1));
    }
  },
);
