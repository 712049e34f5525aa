/** The topic directory: who answers for what, by menu and by spelling a name on the keypad. */
import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const topics = office(
  'ring for: 20s, wrap-up: 0s',
  `  "2": { menu: main }
menus:
  main:
    say: For transfers, press 1.
    keys: { "1": { topic: transfers } }
    otherwise: { queue: all }
topics:
  transfers: { name: Transfers, who: { ring: clara }, who else: [ { ring: boris, for: 15s }, { voicemail: office } ] }
`,
);

story('a key leads to who answers for a topic', topics, async ({ floor, told }) => {
  const clara = await floor.agent('clara');
  const maria = floor.caller('Maria');
  const call = await maria.dials('2');
  await maria.presses('1');
  await clara.answers();
  await maria.talksWith(clara);
  expect(await told('stepReached', call)).toMatchObject([
    { flow: 'number 2', step: 'menu main' },
    { flow: 'menu main, key 1', step: 'topic transfers' },
    { flow: 'topic transfers', step: 'ring clara for 20s' },
  ]);
  await maria.hangsUp();
});

story(
  'who answers is logged out: who else is rung, and then the voicemail',
  topics,
  async ({ floor, outcome }) => {
    await floor.agent('clara');
    await floor.operations.change({ type: 'agentLoggedOut', agent: 'clara', by: 'test' });
    const boris = await floor.agent('boris');
    const maria = floor.caller('Maria');
    const call = await maria.dials('2');
    await maria.presses('1');
    await boris.rings();
    await floor.passes(seconds(16));
    await floor.until('the voicemail greets', () => floor.asterisk.spoken.includes('Leave a message.'));
    await floor.passes(seconds(10));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('voicemail');
  },
);
