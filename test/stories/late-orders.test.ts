/** Orders whose answer never comes, or that Asterisk carries out after the engine has given them up: no one is left alone, or kept from a voice. */
import { expect } from 'vitest';
import type { ExchangeCommand } from '../../src/call/kept/commands.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { office, type Scene, story, talk } from './story.ts';

type Fate = 'unheard' | 'late';

/** The first order of that kind. */
function meets({ floor }: Scene, fate: Fate, isIt: (command: ExchangeCommand) => boolean): void {
  let isOver = false;
  floor.asterisk.weather = {
    ...floor.asterisk.weather,
    command: (command) => {
      if (isOver || !isIt(command)) return 'fine';
      isOver = true;
      return fate;
    },
  };
}

const plan = office('wrap-up: 0s');

story(
  'the order to connect is lost in a warm transfer: the first agent stays until it is given again',
  plan,
  async (scene) => {
    const { floor } = scene;
    const { anna, boris, maria, call } = await talk(scene);
    const action = { do: 'join', to: 'boris', onAnswer: 'hand_over' } as const;
    expect(await floor.engine.inTalk(call as CallId, action, 'api')).toMatchObject({ done: true });
    meets(scene, 'unheard', ({ do: what }) => what === 'connect');
    await boris.answers();
    await floor.passes(seconds(3));
    await maria.talksWith(anna);
    await maria.talksWith(boris);
    await anna.isHungUpOn();
    // Both are there by then.
    expect(floor.asterisk.tornApart.map(({ others }) => others.length)).toEqual([2]);
    await floor.passes(seconds(5));
    await maria.talksWith(boris);
    await maria.hangsUp();
  },
);

const consent = `${plan}
recording:
  all: { consent key: "1" }
`;
story(
  'a prompt that is said after it was given up does not keep the caller from the agent',
  consent,
  async (scene) => {
    const { floor } = scene;
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    meets(scene, 'late', ({ do: what }) => what === 'play');
    await maria.dials('1');
    // Nothing is said after six seconds, so it counts as over; a second later Asterisk begins.
    await floor.passes(seconds(6.2));
    await maria.presses('1');
    await anna.rings();
    await floor.passes(seconds(1));
    await anna.answers();
    await maria.talksWith(anna);
    expect(floor.asterisk.wrongOrders).toEqual([]);
    await maria.hangsUp();
  },
);
