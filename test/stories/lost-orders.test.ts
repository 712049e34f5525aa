/** Orders that Asterisk never heard, while the link stays up: what a person hears is put right all the same. */
import { expect } from 'vitest';
import type { Command } from '../../src/call/kept/commands.ts';
import type { CallId, LegId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import type { SimulatedFloor } from '../support/simulated-floor.ts';
import { office, story, talk } from './story.ts';

const plan = office('ring for: 20s', '  "3": [{ say: Hello. }, { queue: all }]');

/** The first such order is lost on its way. */
function loses(
  { asterisk }: SimulatedFloor,
  which: (command: Command) => boolean,
  outcome: 'unknown' | 'refused' = 'unknown',
): () => boolean {
  let isLost = false;
  const perform = asterisk.perform.bind(asterisk);
  asterisk.perform = async (command, media) => {
    if (isLost || !which(command)) return await perform(command, media);
    isLost = true;
    return { outcome, reason: outcome };
  };
  return () => isLost;
}

/** Asterisk's answer is waited for, then it is asked. */
const aWhile = seconds(15);

story('a caller whose music was never begun is not left in silence', plan, async ({ floor }) => {
  const isLost = loses(floor, ({ do: what }) => what === 'startMusic');
  const maria = floor.caller('Maria');
  await maria.dials('3');
  await floor.passes(aWhile);
  expect(isLost()).toBe(true);
  expect([...floor.asterisk.badlyHeard]).toEqual([]);
  await maria.hangsUp();
});

story('music that Asterisk refuses once is asked for again within seconds', plan, async ({ floor }) => {
  // After a start Asterisk is looked at every few seconds, later every half minute.
  await floor.passes(seconds(10));
  const isLost = loses(floor, ({ do: what }) => what === 'startMusic', 'refused');
  const maria = floor.caller('Maria');
  await maria.dials('3');
  await floor.passes(seconds(10));
  expect(isLost()).toBe(true);
  expect([...floor.asterisk.badlyHeard]).toEqual([]);
  await maria.hangsUp();
});

story(
  'a phone that Asterisk refuses twice to hang up on is tried again with each look',
  plan,
  async (scene) => {
    const { floor } = scene;
    const { asterisk } = floor;
    let refused = 0;
    const perform = asterisk.perform.bind(asterisk);
    asterisk.perform = async (command, media) => {
      if (command.do !== 'hangUp' || refused === 2) return await perform(command, media);
      refused += 1;
      return { outcome: 'refused', reason: '500' };
    };
    const { anna, maria } = await talk(scene);
    // After a start Asterisk is looked at more often.
    await floor.passes(seconds(20));
    await maria.hangsUp();
    // Two looks, half a minute apart.
    await floor.passes(seconds(62));
    expect(refused).toBe(2);
    expect(anna.talking).toBe(false);
  },
);

story('music whose end was lost does not go on over the talk', plan, async ({ floor }) => {
  const isLost = loses(floor, ({ do: what }) => what === 'stopMusic');
  const maria = floor.caller('Maria');
  await maria.dials('3');
  await floor.passes(seconds(5));
  const anna = await floor.agent('anna');
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(aWhile);
  expect(isLost()).toBe(true);
  expect([...floor.asterisk.badlyHeard]).toEqual([]);
  await maria.hangsUp();
});

story('whoever was to be muted is, though the order was lost', plan, async (scene) => {
  const { floor } = scene;
  const { maria, boris, call } = await talk(scene);
  await floor.engine.inTalk(call as CallId, { do: 'join', to: 'boris', onAnswer: 'join' }, 'test');
  await boris.answers();
  await floor.passes(seconds(3));
  const isLost = loses(floor, ({ do: what }) => what === 'mute');
  await floor.engine.inTalk(call as CallId, { do: 'mute', who: 'boris', muted: true }, 'test');
  await floor.passes(aWhile);
  expect(isLost()).toBe(true);
  expect(floor.asterisk.talkingAt('boris')?.muted).toBe(true);
  await maria.hangsUp();
});

const supervised = `${plan.replace('agents:\n', 'agents:\n  dora: { name: Dora }\n')}
supervision: { agents: [dora], tell callers: false, tell agents: false }
`;

story(
  'a supervisor who is to listen only is heard no more, though the order was lost',
  supervised,
  async (scene) => {
    const { floor } = scene;
    await floor.agent('dora');
    const { maria, call } = await talk(scene);
    const asks = (mode: 'listen' | 'barge') =>
      floor.engine.supervise({ what: { call: call as CallId }, who: 'dora', mode }, 'test');
    const dora = () => floor.asterisk.supervisors.at('dora');
    await asks('barge');
    await floor.until('her phone rings', () => dora() !== undefined);
    floor.asterisk.supervisors.pickUp('dora');
    await floor.until('she is in the room', () => dora()?.place?.room !== undefined);
    const isLost = loses(floor, ({ do: what }) => what === 'placeSupervisor');
    await asks('listen');
    await floor.passes(aWhile);
    expect(isLost()).toBe(true);
    expect(dora()?.place?.mode).toBe('listen');
    await maria.hangsUp();
  },
);

story(
  'two whom Asterisk did not bring together are, within seconds: it said that one was gone',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const { asterisk } = floor;
    let refused = 0;
    const perform = asterisk.perform.bind(asterisk);
    asterisk.perform = async (command, media) => {
      if (command.do !== 'connect' || refused > 0) return await perform(command, media);
      refused += 1;
      return { outcome: 'gone', reason: '409 Channel not in Stasis application' };
    };
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.picksUp();
    await floor.passes(seconds(5));
    expect(refused).toBe(1);
    expect([...asterisk.badlyHeard]).toEqual([]);
    await maria.talksWith(anna);
    await maria.hangsUp();
    expect(await told('alarmRaised', call)).toEqual([]);
  },
);

story('an order that Asterisk refuses keeps no name in the record of turns', plan, async (scene) => {
  const { floor } = scene;
  const { asterisk } = floor;
  const perform = asterisk.perform.bind(asterisk);
  asterisk.perform = async (command, media) =>
    command.do === 'showLeg' || command.do === 'display'
      ? { outcome: 'refused', reason: '500' }
      : await perform(command, media);
  const { maria, boris, call } = await talk(scene);
  await floor.engine.inTalk(call as CallId, { do: 'join', to: 'boris', onAnswer: 'join' }, 'test');
  await boris.answers();
  await maria.talksWith(boris);
  const commits = await floor.store.recorded.after(0, 10_000);
  const turns = commits.flatMap((commit) => commit.turns.map(({ event }) => event));
  const failed = turns.filter(({ type }) => type === 'commandFailed');
  const refused = failed.map(({ command }) => (command as { do: string }).do);
  expect(refused).toEqual(expect.arrayContaining(['showLeg', 'display']));
  expect(JSON.stringify(failed)).not.toMatch(/Maria|\+4930123456/);
  await maria.hangsUp();
});

story(
  'the end of the music is lost, and the caller holds: it is asked for again',
  plan,
  async ({ floor }) => {
    const anna = await floor.agent('anna');
    const isLost = loses(floor, ({ do: what }) => what === 'stopMusic');
    const maria = floor.caller('Maria');
    await maria.dials('3');
    await floor.passes(seconds(5));
    await anna.answers();
    floor.asterisk.holds([...floor.asterisk.legs.values()].find(({ arrival }) => arrival)?.id as LegId);
    await floor.passes(aWhile);
    expect(isLost()).toBe(true);
    expect([...floor.asterisk.badlyHeard]).toEqual([]);
    await maria.hangsUp();
  },
);

const dialsOut = `${plan}
trunks: { out: { server: "192.0.2.1" } }
outside calls: { countries: [DE], by agents: { who: [anna] } }
`;

story(
  'an agent whose call outside was never answered towards them talks all the same',
  dialsOut,
  async ({ floor }) => {
    await floor.agent('anna');
    const isLost = loses(floor, ({ do: what }) => what === 'answer');
    const leg = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, '030 7654321', 'anna', 'Anna');
    await floor.phone('+49307654321').answers();
    await floor.until('both talk', () => {
      const other = floor.asterisk.talkingAt('+49307654321')?.id;
      return other !== undefined && floor.asterisk.together(leg, other);
    });
    expect(isLost()).toBe(true);
    floor.asterisk.putDown(leg);
  },
);

story(
  'one of three holds, but does not leave the room: after the next look all hear each other again',
  plan,
  async (scene) => {
    const { floor } = scene;
    const { boris, maria, call } = await talk(scene);
    await floor.engine.inTalk(call as CallId, { do: 'join', to: 'boris', onAnswer: 'join' }, 'test');
    await boris.answers();
    await maria.talksWith(boris);
    const isLost = loses(floor, ({ do: what }) => what === 'leaveBridge');
    await boris.holds();
    await floor.passes(aWhile);
    expect(isLost()).toBe(true);
    await boris.resumes();
    // Two who were three and did not come in again may not hear a third: the simulated Asterisk refuses that.
    await maria.talksWith(boris);
    await maria.hangsUp();
  },
);
