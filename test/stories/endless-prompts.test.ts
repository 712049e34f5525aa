/** Prompts of which Asterisk says for ever that they are playing: their calls go on all the same. */
import { expect } from 'vitest';
import { minutes } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const plan = office('ring for: 20s', '  "3": [{ say: Hello. }, { queue: all }]');

story(
  'an announcement that never ends does not keep its caller for ever',
  plan,
  async ({ floor, told, phase }) => {
    let count = 0;
    floor.asterisk.isEndless = () => (count += 1) === 1;
    const maria = floor.caller('Maria');
    const call = await maria.dials('3');
    await floor.passes(minutes(10));
    expect(phase(call)).toBe('listening');
    await floor.until('she waits', () => phase(call) === 'waiting', minutes(25));
    expect(await told('promptFailed', call)).toHaveLength(1);
    expect(floor.asterisk.isPlaying).toBe(false);
    await maria.hangsUp();
  },
);

story('a goodbye that never ends does not keep its caller for ever', plan, async ({ floor, told }) => {
  floor.asterisk.isEndless = () => true;
  const maria = floor.caller('Maria');
  const call = await maria.dials('999');
  await floor.until('she is hung up on', () => floor.engine.calls().length === 0, minutes(35));
  expect(await told('promptFailed', call)).toHaveLength(1);
});
