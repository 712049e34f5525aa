/** A pause of a recording lasts through each kind of hand-over: the caller may still be saying the number of their card. */
import { expect } from 'vitest';
import type { TalkAction } from '../../src/call/kept/events.ts';
import { servingIn } from '../../src/call/kept/parties.ts';
import { story as storyOf } from '../../src/reports/story.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { office, type Scene, story, type Talk, talk } from './story.ts';

const plan = `${office('wrap-up: 0s', '  "2": { queue: other }\n').replace(
  'queues:\n',
  'queues:\n  other: { title: Other, agents: [boris] }\n',
)}
recording:
  all: { announce: false, pause for: 60s }
  inside: { directions: [internal], announce: false, pause for: 60s }
parking: { slots: ["71"], for: 5m }
`;

const asks = async ({ floor }: Scene, call: string, action: TalkAction) =>
  expect(await floor.engine.inTalk(call as CallId, action, 'api')).toMatchObject({ done: true });
const isRecording = ({ floor }: Scene) => floor.asterisk.talks.open.length > 0;

const servedBy = ({ floor }: Scene, call: string) => {
  const phase = floor.engine.world.calls.get(call as CallId)?.phase;
  const who = phase?.name === 'talking' ? servingIn(phase.conversation).who : undefined;
  return who?.kind === 'agent' ? who.agent : undefined;
};

type HandOver = (scene: Scene, talking: Talk) => Promise<void>;

/** Boris talks with Maria at the end of each. */
const handOvers: Readonly<Record<string, HandOver>> = {
  'by a blind transfer to an agent': async (_scene, { anna, boris }) => {
    await anna.transfersTo('boris');
    await boris.answers();
  },
  'by a blind transfer to a queue': async (_scene, { anna, boris }) => {
    await anna.transfersTo('other');
    await boris.answers();
  },
  'by the key of a blind transfer, and a restart while the next phone rings': async (
    { floor },
    { anna, boris, call },
  ) => {
    await floor.engine.transfer(call as CallId, 'other', 'api');
    await anna.isHungUpOn();
    await boris.rings();
    await floor.killed(() => floor.passes(seconds(1)));
    await boris.answers();
  },
  'by a consultation that is completed': async (scene, { boris, call }) => {
    await asks(scene, call, { do: 'consult', to: 'boris' });
    await boris.answers();
    await scene.floor.passes(seconds(1));
    await asks(scene, call, { do: 'complete' });
  },
  'by a consultation that is completed while it rings': async (scene, { boris, call }) => {
    await asks(scene, call, { do: 'consult', to: 'boris' });
    await boris.rings();
    await asks(scene, call, { do: 'complete' });
    await boris.answers();
  },
  'by a warm transfer': async (scene, { boris, call }) => {
    await asks(scene, call, { do: 'join', to: 'boris', onAnswer: 'hand_over' });
    await boris.answers();
  },
  'in a conference, which the first agent leaves': async (scene, { anna, boris, maria, call }) => {
    await asks(scene, call, { do: 'join', to: 'boris', onAnswer: 'join' });
    await boris.answers();
    await maria.talksWith(boris);
    await anna.hangsUp();
  },
  'by parking': async (scene, { call }) => {
    await asks(scene, call, { do: 'park' });
    await scene.floor.passes(seconds(1));
    scene.floor.asterisk.callFrom({ kind: 'phone', name: 'boris' }, '71', 'boris', 'boris');
  },
};

for (const [how, handsOver] of Object.entries(handOvers)) {
  story(`handed over ${how}: the pause lasts for the rest of its time`, plan, async (scene) => {
    const { floor, told } = scene;
    const talking = await talk(scene);
    const { maria, call } = talking;
    const pausedAt = floor.clock.now();
    expect(await floor.engine.recording(call as CallId, 'pause', 'api')).toEqual({ done: true });
    await floor.passes(seconds(2));
    await handsOver(scene, talking);
    await floor.until('Boris talks with Maria', () => servedBy(scene, call) === 'boris');
    await floor.passes(pausedAt + seconds(59) - floor.clock.now());
    expect(isRecording(scene)).toBe(false);
    expect(await told('recordingStarted', call)).toMatchObject([{ with: 'anna' }]);
    await floor.passes(seconds(3));
    expect(isRecording(scene)).toBe(true);
    expect(await told('recordingStarted', call)).toMatchObject([{ with: 'anna' }, { with: 'boris' }]);
    expect(await told('recordingResumed', call)).toMatchObject([{ by: 'time', pausedFor: 60_000 }]);
    await maria.hangsUp();
  });
}

const blind = async (scene: Scene) => {
  const talking = await talk(scene);
  await scene.floor.engine.recording(talking.call as CallId, 'pause', 'api');
  await talking.anna.transfersTo('boris');
  await talking.boris.rings();
  return talking;
};

story('after a hand-over the next agent resumes the recording', plan, async (scene) => {
  const { floor } = scene;
  const { boris, maria, call } = await blind(scene);
  await boris.answers();
  await maria.talksWith(boris);
  await floor.passes(seconds(1));
  expect(isRecording(scene)).toBe(false);
  expect(await floor.engine.recording(call as CallId, 'resume', 'boris')).toEqual({ done: true });
  await floor.passes(seconds(1));
  expect(isRecording(scene)).toBe(true);
  const why = storyOf(await floor.store.journal.ofCall(call as CallId), { timeZone: 'Europe/Berlin' });
  expect(why.map(({ text }) => text)).toContainEqual(
    expect.stringContaining('the pause by api goes on, until'),
  );
  await maria.hangsUp();
});

story('resumed while the next phone rings: the next talk is recorded', plan, async (scene) => {
  const { floor, told } = scene;
  const { boris, maria, call } = await blind(scene);
  expect(await floor.engine.recording(call as CallId, 'resume', 'api')).toEqual({ done: true });
  await boris.answers();
  await maria.talksWith(boris);
  await floor.passes(seconds(1));
  expect(isRecording(scene)).toBe(true);
  expect(await told('recordingResumed', call)).toMatchObject([{ by: 'api' }]);
  await maria.hangsUp();
});

story('the time of the pause is over before the next talk begins: it is recorded', plan, async (scene) => {
  const { floor } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await floor.engine.recording(call as CallId, 'pause', 'api');
  await floor.passes(seconds(50));
  await anna.transfersTo('boris');
  await boris.rings();
  await floor.passes(seconds(15));
  await boris.answers();
  await maria.talksWith(boris);
  await floor.passes(seconds(1));
  expect(isRecording(scene)).toBe(true);
  await maria.hangsUp();
});

story(
  'paused in the call on the second line, which goes on in the first: so is the first',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const { anna, boris, maria, call } = await talk(scene);
    await anna.holds();
    const second = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, 'boris', 'anna', 'anna');
    await boris.answers();
    await floor.passes(seconds(1));
    const [made] = await told('secondCallMade', call);
    expect(await floor.engine.recording(made?.second as CallId, 'pause', 'api')).toEqual({ done: true });
    const leg = floor.asterisk.talkingAt('anna')?.id;
    if (leg === undefined) throw new Error('Anna does not talk');
    floor.asterisk.transferTogether(leg, second);
    await maria.talksWith(boris);
    await floor.passes(seconds(50));
    expect(isRecording(scene)).toBe(false);
    await floor.passes(seconds(11));
    expect(isRecording(scene)).toBe(true);
    expect(await told('recordingResumed', call)).toMatchObject([{ by: 'time' }]);
    await maria.hangsUp();
  },
);
