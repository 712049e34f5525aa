/**
 * A phone loses its power or its network while the caller is on hold, waits for a consultation, talks with several, or is
 * supervised: the caller never sits in silence, and nobody is stuck.
 */
import { expect } from 'vitest';
import { callRecord } from '../../src/reports/call-record.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { office, type Scene, story, type Talk, talk } from './story.ts';

const plan = `${office('strategy: ordered, wrap-up: 0s').replace('agents:\n', 'agents:\n  dora: { name: Dora }\n')}
supervision: { agents: [dora], tell callers: false, tell agents: false }
`;

const gone = async ({ floor, told }: Scene, name: string, call: string, who = name): Promise<void> => {
  floor.asterisk.vanish(name);
  await floor.until('it is noticed', async () =>
    [...(await told('phoneVanished', call)), ...(await told('partyLeft', call))].some(
      (entry) => ('to' in entry ? entry.to : entry.who) === who,
    ),
  );
};

/** The times of the record are those of its phases. */
async function recordOf({ floor }: Scene, call: string) {
  const record = callRecord(await floor.store.journal.ofCall(call as CallId), floor.clock.now());
  if (!record) throw new Error(`there is no call ${call}`);
  const inTalk = record.phases.filter(({ phase }) => phase === 'talking');
  const { talked, held, consulted, inVain } = record;
  expect(talked + held + consulted + inVain).toBe(inTalk.reduce((sum, { lasted }) => sum + lasted, 0));
  return record;
}

async function consulting(scene: Scene): Promise<Talk & { readonly aside: string }> {
  const { floor } = scene;
  const talking = await talk(scene);
  const clara = await floor.agent('clara');
  const asked = await floor.engine.inTalk(talking.call as CallId, { do: 'consult', to: 'clara' }, 'api');
  await clara.answers();
  await talking.maria.hearsMusic(talking.anna);
  await floor.passes(seconds(30));
  return { ...talking, aside: (asked.done && asked.aside) || '' };
}

story('on hold: the music ends with the holder, and the next agent has the caller', plan, async (scene) => {
  const { floor, told, doing } = scene;
  const { anna, boris, maria, call } = await talk(scene);
  await anna.holds();
  await maria.hearsMusic(anna);
  await floor.passes(minutes(1));
  await gone(scene, 'anna', call);
  await boris.answers();
  // Not beside music.
  await maria.talksWith(boris);
  expect(doing('anna')).toBe('free');
  expect((await told('resumed', call)).map(({ who }) => who)).toEqual(['anna']);
  await floor.passes(seconds(20));
  await maria.hangsUp();
  const record = await recordOf(scene, call);
  expect(record.inVain).toBe(seconds(20));
  expect(record.held).toBeGreaterThanOrEqual(minutes(1) - seconds(1));
  expect(record.held).toBeLessThan(minutes(1) + seconds(2));
});

story(
  'asking somebody: the caller has the next agent, and whoever was asked is let go',
  plan,
  async (scene) => {
    const { floor, told, doing, outcome } = scene;
    const { boris, maria, call, aside } = await consulting(scene);
    await gone(scene, 'anna', call);
    expect(await told('consultEnded', call)).toMatchObject([{ outcome: 'ended', by: 'anna has gone' }]);
    await boris.answers();
    await maria.talksWith(boris);
    await floor.until('Clara is free', () => doing('clara') === 'free');
    expect(doing('anna')).toBe('free');
    await outcome(aside);
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
    const { participants } = await recordOf(scene, call);
    expect(participants.map(({ who }) => who)).toEqual(['anna', 'boris']);
  },
);

story('being asked: the agent is back with their caller', plan, async (scene) => {
  const { floor, told, doing } = scene;
  const { anna, maria, call, aside } = await consulting(scene);
  await gone(scene, 'clara', aside);
  await maria.talksWith(anna);
  await floor.until('Clara is let go', () => doing('clara') === 'free');
  expect((await told('consultEnded', call)).length).toBe(1);
  await maria.hangsUp();
});

for (const who of ['anna', 'boris'] as const) {
  story(`one of three, ${who}: the other two talk on`, plan, async (scene) => {
    const { floor, told, doing, outcome } = scene;
    const { anna, boris, maria, call } = await talk(scene);
    await floor.engine.inTalk(call as CallId, { do: 'join', to: 'boris', onAnswer: 'join' }, 'api');
    await boris.answers();
    await maria.talksWith(boris);
    await floor.passes(seconds(30));
    await gone(scene, who, call);
    await maria.talksWith(who === 'anna' ? boris : anna);
    await floor.until('the phone is let go', () => doing(who) === 'free');
    expect(await told('servingPassed', call)).toHaveLength(who === 'anna' ? 1 : 0);
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
    await recordOf(scene, call);
  });
}

story('supervised: the supervisor hears the next agent', plan, async (scene) => {
  const { floor, told } = scene;
  const { boris, maria, call } = await talk(scene);
  await floor.agent('dora');
  const dora = () => floor.asterisk.supervisors.at('dora');
  await floor.engine.supervise({ what: { call: call as CallId }, who: 'dora', mode: 'listen' }, 'api');
  await floor.until('her phone rings', () => dora() !== undefined);
  floor.asterisk.supervisors.pickUp('dora');
  await floor.until('she hears them', () => dora()?.place !== undefined);
  await gone(scene, 'anna', call);
  await boris.answers();
  await maria.talksWith(boris);
  await floor.until('she hears Boris', () => dora()?.place?.leg === floor.asterisk.talkingAt('boris')?.id);
  expect((await told('supervised', call)).map(({ on }) => on)).toEqual(['anna', 'boris']);
  await maria.hangsUp();
  await floor.until('she is hung up on', () => dora() === undefined);
});

story(
  'after a transfer, with nobody else free: the caller hears the words to their end, and then music',
  plan,
  async (scene) => {
    const { floor, phase } = scene;
    const { anna, maria, call } = await talk(scene);
    const clara = await floor.agent('clara');
    for (const agent of ['anna', 'boris'])
      await floor.engine.change({ agent, by: 'api', type: 'agentPaused', reason: 'lunch' });
    await anna.transfersTo('clara');
    await clara.answers();
    await maria.talksWith(clara);
    await floor.passes(seconds(30));
    await gone(scene, 'clara', call);
    expect(phase(call)).toBe('waiting');
    await floor.passes(seconds(3));
    await maria.hearsMusic(clara);
    await maria.hangsUp();
    await floor.passes(seconds(30));
  },
);
