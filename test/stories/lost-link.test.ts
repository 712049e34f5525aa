/** The link to the exchange is lost and comes back, while people call, wait, ring and talk. */
import { expect } from 'vitest';
import type { Command } from '../../src/call/kept/commands.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { calm } from '../support/simulated-asterisk.ts';
import type { SimulatedFloor } from '../support/simulated-floor.ts';
import { office, story } from './story.ts';

const plan = office('ring for: 20s, wrap-up: 30s', '  "3": { voicemail: office }');
const pause = { type: 'agentPaused', agent: 'anna', reason: 'lunch', by: 'test' } as const;

story('an agent pauses while the exchange is out of reach: at once, and for good', plan, async (scene) => {
  const { floor, told } = scene;
  await floor.agent('anna');
  floor.asterisk.cut();
  expect(floor.engine.health()).toMatchObject({ ready: false, reasons: ['exchange: the wire was cut'] });
  expect(await floor.engine.change(pause)).toEqual({ done: true });
  expect((await told('agentChanged')).map(({ to, because }) => [to, because])).toEqual([['paused', 'lunch']]);
  floor.asterisk.restored();
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  expect(await told('offerMade', call)).toEqual([]);
  await maria.hangsUp();
});

story('the loss and the return of the exchange stand in the journal, in order', plan, async (scene) => {
  const { floor, told } = scene;
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  floor.asterisk.cut();
  await floor.passes(seconds(10));
  await maria.hangsUp();
  floor.asterisk.restored();
  await floor.until('her end is known', () => floor.engine.calls().length === 0);
  expect((await told('exchangeLost')).map(({ because }) => because)).toEqual(['the wire was cut']);
  expect((await told('exchangeBack'))[0]?.after).toBe(seconds(10));
  const order = (await floor.journal()).map(({ type }) => type);
  expect(order.indexOf('exchangeBack')).toBeLessThan(order.indexOf('callEnded'));
  expect((await told('callEnded', call))[0]?.outcome).toBe('abandoned');
});

story('who answers while the exchange is out of reach is connected', plan, async ({ floor, told }) => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.rings();
  floor.asterisk.cut();
  await anna.picksUp();
  await floor.passes(seconds(10));
  floor.asterisk.restored();
  await maria.talksWith(anna);
  expect(await told('offerMade', call)).toHaveLength(1);
  await maria.hangsUp();
});

story('a phone that was told to ring when the wire broke rings for nobody', plan, async (scene) => {
  const { floor, told } = scene;
  await floor.agent('anna');
  const maria = floor.caller('Maria');
  const { asterisk } = floor;
  // The wire breaks, and is mended, with the command on its way: it arrives when everything has been looked at.
  let underWay = (): void => undefined;
  const perform = asterisk.perform.bind(asterisk);
  asterisk.perform = async (command, media) => {
    if (command.do !== 'ring') return await perform(command, media);
    asterisk.perform = perform;
    asterisk.cut();
    underWay = () => void perform(command, media);
    asterisk.restored();
    return { outcome: 'unknown', reason: 'the wire was cut' };
  };
  const call = await maria.dials('1');
  await floor.until('the offer is given up', async () => (await told('offerEnded', call)).length > 0);
  underWay();
  const rings = () => [...asterisk.legs.keys()].some((leg) => leg === `${call}-o2`);
  expect(rings()).toBe(true);
  await floor.until('what rings for nobody is hung up', () => !rings(), seconds(10));
  await maria.hangsUp();
});

story(
  'who hangs up at the beep has left no message, which is nothing to be alarmed at',
  plan,
  async (scene) => {
    const { floor, outcome, told } = scene;
    const maria = floor.caller('Maria');
    const call = await maria.dials('3');
    await floor.passes(2500);
    await maria.hangsUp();
    expect(await outcome(call)).toBe('abandoned');
    expect(await told('alarmRaised')).toEqual([]);
  },
);

story('a message that could not be recorded is asked for once more', plan, async (scene) => {
  const { floor, outcome, told } = scene;
  const asked = refusesTheFirst(floor, 'record');
  const maria = floor.caller('Maria');
  const call = await maria.dials('3');
  await floor.passes(seconds(10));
  await maria.hangsUp();
  expect(await outcome(call)).toBe('voicemail');
  expect(asked()).toBe(2);
  expect(await told('messageLeft', call)).toHaveLength(1);
});

story(
  'who speaks on the voicemail when Asterisk dies has left no message, and is not asked for it',
  plan,
  async (scene) => {
    const { floor, outcome, told, phase } = scene;
    refusesTheFirst(floor, 'record');
    const maria = floor.caller('Maria');
    const call = await maria.dials('3');
    await floor.passes(seconds(10));
    expect(phase(call)).toBe('leaving_message');
    floor.asterisk.dies();
    await floor.passes(seconds(5));
    floor.asterisk.restored();
    expect(await outcome(call)).toBe('exchange_restarted');
    expect((await told('alarmRaised', call)).map(({ what }) => what)).toEqual([
      'record refused: the weather',
    ]);
  },
);

story(
  'who waits in a queue that has gone from the plan keeps its music',
  office('music: jazz'),
  async (scene) => {
    const { floor, phase } = scene;
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    const heard: string[] = [];
    const { asterisk } = floor;
    asterisk.weather = {
      ...asterisk.weather,
      command: (command) => {
        if (command.do === 'startMusic') heard.push(command.music);
        return 'fine';
      },
    };
    await floor.passes(minutes(3));
    const without = office('').replaceAll('all:', 'everybody:').replace('queue: all', 'queue: everybody');
    expect(await floor.engine.applyPlan(without, 'cli')).toMatchObject({ applied: true });
    asterisk.cut();
    asterisk.restored();
    await floor.until('she hears music again', () => heard.length === 2);
    expect(heard).toEqual(['jazz', 'jazz']);
    expect(phase(call)).toBe('waiting');
    await maria.hangsUp();
  },
);

/** Returns how often the exchange has been asked for it. */
function refusesTheFirst({ asterisk }: SimulatedFloor, what: Command['do']): () => number {
  let asked = 0;
  asterisk.weather = {
    ...asterisk.weather,
    command: (command) => (command.do === what && asked++ === 0 ? 'refused' : 'fine'),
  };
  return () => asked;
}

story(
  'a leg of no call that cannot be hung up: the alarm is about no call',
  office('wrap-up: 0s'),
  async (scene) => {
    const { floor, told, outcome } = scene;
    const { asterisk } = floor;
    const call = await floor.caller('Maria').dials('1');
    asterisk.weather = { ...calm, command: ({ do: what }) => (what === 'hangUp' ? 'refused' : 'fine') };
    await floor.engine.hangUp(call as never, 'api');
    await outcome(call);
    asterisk.cut();
    await floor.passes(seconds(5));
    asterisk.restored();
    const refused = async () => (await told('alarmRaised')).filter(({ code }) => code === 'command_refused');
    await floor.until('it is refused again', async () => (await refused()).length > 1);
    expect((await refused()).map((alarm) => alarm.call)).toEqual([call, undefined]);
    asterisk.weather = calm;
    await floor.passes(minutes(2));
    expect(asterisk.legs.size).toBe(0);
  },
);
