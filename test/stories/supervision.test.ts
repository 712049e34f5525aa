/** Supervisors listen, whisper and barge in: who may, who is told, and what becomes of them when the talk moves on. */
import { setImmediate } from 'node:timers/promises';
import { expect } from 'vitest';
import { parsePlan } from '../../src/plan/read.ts';
import { story as storyOf } from '../../src/reports/story.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { figuresOf } from '../support/figures.ts';
import { office, type Scene, story } from './story.ts';

const plan = (tells = 'tell callers: false, tell agents: false'): string =>
  `${office('strategy: ordered, wrap-up: 0s').replace('agents:\n', 'agents:\n  dora: { name: Dora }\n')}
supervision: { agents: [dora], ${tells} }
`;

const asks = ({ floor }: Scene, call: string, mode: 'listen' | 'whisper' | 'barge' | 'end', who = 'dora') =>
  floor.engine.supervise({ what: { call: call as CallId }, who, mode }, 'api');

/** Maria talks with Anna, and Dora has a phone. */
async function talking({ floor }: Scene) {
  await floor.agent('dora');
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  return { anna, maria, call };
}

/** Dora's phone has rung, and she hears the talk. */
async function supervised(scene: Scene) {
  const { floor } = scene;
  const there = await talking(scene);
  const dora = () => floor.asterisk.supervisors.at('dora');
  expect(await asks(scene, there.call, 'listen')).toEqual({ done: true });
  await floor.until('her phone rings', () => dora() !== undefined);
  expect(dora()?.place).toBeUndefined();
  floor.asterisk.supervisors.pickUp('dora');
  await floor.until('she hears them', () => dora()?.place !== undefined);
  return { ...there, dora, leg: () => floor.asterisk.talkingAt('anna')?.id };
}

story('a supervisor listens, whispers, barges in, and is gone', plan(), async (scene) => {
  const { floor, told, outcome, doing } = scene;
  const { maria, call, dora, leg } = await supervised(scene);
  expect(dora()?.place).toEqual({ leg: leg(), mode: 'listen' });
  await asks(scene, call, 'whisper');
  await floor.until('she whispers', () => dora()?.place?.mode === 'whisper');
  await asks(scene, call, 'barge');
  await floor.until('she is in the room', () => dora()?.place?.room !== undefined);
  await asks(scene, call, 'listen');
  await floor.until(
    'she listens',
    () => dora()?.place?.mode === 'listen' && dora()?.place?.room === undefined,
  );
  await floor.passes(seconds(10));
  await asks(scene, call, 'end');
  await floor.until('she is hung up on', () => dora() === undefined);
  expect((await told('supervised', call)).map(({ mode, on }) => `${mode} ${on}`)).toEqual([
    'listen anna',
    'whisper anna',
    'barge anna',
    'listen anna',
  ]);
  expect(await told('supervisionEnded', call)).toMatchObject([{ who: 'dora', because: 'ended by api' }]);
  expect(doing('anna')).toBe('talking');
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
  const why = storyOf(await floor.store.journal.ofCall(call as CallId), { timeZone: 'Europe/Berlin' });
  expect(why.map(({ text }) => text)).toContain('dora supervises anna (whisper)');
});

story('who barges in while the caller is on hold listens, and the journal says so', plan(), async (scene) => {
  const { floor, told } = scene;
  const { maria, call, dora } = await supervised(scene);
  await floor.engine.inTalk(call as CallId, { do: 'hold' }, 'api');
  await asks(scene, call, 'barge');
  await floor.passes(seconds(3));
  expect(dora()?.place?.mode).toBe('listen');
  await floor.engine.inTalk(call as CallId, { do: 'unhold' }, 'api');
  await floor.until('she is in the room', () => dora()?.place?.room !== undefined);
  await floor.passes(seconds(7));
  await maria.hangsUp();
  await floor.until('she is hung up on', () => dora() === undefined);
  expect((await told('supervised', call)).map(({ mode }) => mode)).toEqual(['listen', 'barge']);
  const [ended] = await told('supervisionEnded', call);
  expect(ended?.heardFor).toBe(ended?.lasted);
});

story('the report has how long a supervisor heard talks, by mode', plan(), async (scene) => {
  const { floor } = scene;
  const { maria, call, dora } = await supervised(scene);
  await floor.passes(seconds(10));
  await asks(scene, call, 'whisper');
  await floor.passes(seconds(4));
  await maria.hangsUp();
  await floor.until('she is hung up on', () => dora() === undefined);
  const row = figuresOf(await floor.journal(), 'agents').get('dora');
  expect(row).toMatchObject({ supervisions: 1 });
  const [listened, whispered] = [
    Number(row?.['supervisedMs: listen']),
    Number(row?.['supervisedMs: whisper']),
  ];
  expect([Math.floor(listened / 1000), Math.floor(whispered / 1000)]).toEqual([10, 4]);
  expect(row?.['supervisedMs']).toBe(listened + whispered);
});

story('the call ends: so does the supervision', plan(), async (scene) => {
  const { floor, told } = scene;
  const { maria, call, dora } = await supervised(scene);
  await maria.hangsUp();
  await floor.until('she is hung up on', () => dora() === undefined);
  expect(await told('supervisionEnded', call)).toMatchObject([{ because: 'the call is over' }]);
});

story('the supervisor hangs up: the talk does not notice', plan(), async (scene) => {
  const { floor, told, phase } = scene;
  const { anna, maria, call } = await supervised(scene);
  floor.asterisk.supervisors.putDown('dora');
  await floor.until('it is known', async () => (await told('supervisionEnded', call)).length === 1);
  expect(phase(call)).toBe('talking');
  await maria.talksWith(anna);
  await maria.hangsUp();
});

story('a supervisor who does not answer', plan(), async (scene) => {
  const { floor, told } = scene;
  const { maria, call } = await talking(scene);
  await asks(scene, call, 'listen');
  await floor.passes(seconds(2));
  floor.asterisk.supervisors.putDown('dora');
  await floor.until('it is known', async () => (await told('supervisionEnded', call)).length === 1);
  expect(await told('supervisionEnded', call)).toMatchObject([{ because: 'did not answer', lasted: 0 }]);
  expect(await told('supervised', call)).toEqual([]);
  await maria.hangsUp();
});

story('after a transfer the supervisor hears the next talk, in the same mode', plan(), async (scene) => {
  const { floor, told } = scene;
  const { anna, maria, call, dora } = await supervised(scene);
  await asks(scene, call, 'whisper');
  const boris = await floor.agent('boris');
  await anna.transfersTo('boris');
  await boris.rings();
  expect(dora()?.place).toBeUndefined();
  await boris.answers();
  await maria.talksWith(boris);
  await floor.until('she hears them', () => dora()?.place?.leg === floor.asterisk.talkingAt('boris')?.id);
  expect(dora()?.place?.mode).toBe('whisper');
  expect((await told('supervised', call)).map(({ on }) => on)).toEqual(['anna', 'anna', 'boris']);
  await maria.hangsUp();
});

story('the engine is killed: the supervisor hears the talk throughout', plan(), async (scene) => {
  const { floor, told } = scene;
  const { maria, call, dora } = await supervised(scene);
  const before = dora()?.place;
  await floor.killed(() => floor.passes(seconds(5)));
  await floor.passes(minutes(2));
  expect(dora()?.place).toEqual(before);
  await asks(scene, call, 'whisper');
  await floor.until('she whispers', () => dora()?.place?.mode === 'whisper');
  expect(await told('supervisionEnded', call)).toEqual([]);
  await maria.hangsUp();
  await floor.until('she is hung up on', () => dora() === undefined);
});

story(
  'killed when a change to whisper is stored, and before it is made: it is made by the next engine',
  plan(),
  async (scene) => {
    const { floor } = scene;
    const { maria, call, dora } = await supervised(scene);
    const commit = floor.store.commit.bind(floor.store);
    floor.store.commit = async (batch) => {
      await commit(batch);
      return await new Promise<never>(() => undefined);
    };
    void asks(scene, call, 'whisper').catch(() => undefined);
    for (let turns = 0; turns < 10; turns++) await setImmediate();
    floor.store.commit = commit;
    expect(dora()?.place?.mode).toBe('listen');
    await floor.killed(async () => undefined);
    await floor.until('she whispers', () => dora()?.place?.mode === 'whisper');
    await maria.hangsUp();
  },
);

story('the supervisor hangs up, or picks up, while no engine is there', plan(), async (scene) => {
  const { floor, told } = scene;
  const { maria, call } = await supervised(scene);
  await floor.killed(async () => floor.asterisk.supervisors.putDown('dora'));
  expect(await told('supervisionEnded', call)).toHaveLength(1);
  await asks(scene, call, 'listen');
  await floor.until('her phone rings', () => floor.asterisk.supervisors.at('dora') !== undefined);
  await floor.killed(async () => floor.asterisk.supervisors.pickUp('dora'));
  await floor.until('she hears them', () => floor.asterisk.supervisors.at('dora')?.place !== undefined);
  await maria.hangsUp();
});

story('the call ends while no engine is there: the supervisor is hung up on', plan(), async (scene) => {
  const { floor } = scene;
  const { maria, dora } = await supervised(scene);
  await floor.killed(() => maria.hangsUp());
  await floor.until('she is hung up on', () => dora() === undefined);
});

story('on an agent, and on the next call of a queue', plan(), async (scene) => {
  const { floor } = scene;
  const { anna, maria } = await talking(scene);
  const dora = () => floor.asterisk.supervisors.at('dora');
  const mode = 'listen';
  await floor.engine.supervise({ what: { agent: 'anna' }, who: 'dora', mode }, 'api');
  await floor.until('her phone rings', () => dora() !== undefined);
  floor.asterisk.supervisors.pickUp('dora');
  await maria.hangsUp();
  await floor.until('she is hung up on', () => dora() === undefined);
  expect(await floor.engine.supervise({ what: { queue: 'all' }, who: 'dora', mode }, 'api')).toEqual({
    done: true,
  });
  await floor.passes(seconds(5));
  expect(dora()).toBeUndefined();
  const next = floor.caller('Next', { number: '+4930000002' });
  await next.dials('1');
  await anna.answers();
  await floor.until('her phone rings', () => dora() !== undefined);
  await next.hangsUp();
});

story('who may not, and what cannot be heard', plan(), async (scene) => {
  const { floor, phase } = scene;
  const { maria, call } = await talking(scene);
  expect(await asks(scene, call, 'listen', 'anna')).toMatchObject({ code: 'supervision_not_allowed' });
  expect(await asks(scene, '4711', 'listen')).toMatchObject({ code: 'no_talk' });
  expect(await asks(scene, call, 'end')).toMatchObject({ code: 'no_talk' });
  floor.asterisk.register('dora', 'nothing');
  await floor.passes(seconds(1));
  expect(await asks(scene, call, 'listen')).toMatchObject({ code: 'supervisor_busy' });
  expect(phase(call)).toBe('talking');
  await maria.hangsUp();
});

story('without the section nobody listens', office('wrap-up: 0s'), async (scene) => {
  const anna = await scene.floor.agent('anna');
  const maria = scene.floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  expect(await asks(scene, call, 'listen')).toMatchObject({ code: 'supervision_not_allowed' });
  await maria.hangsUp();
});

const telling = plan('tell callers: true, tell agents: true');
story('callers are told before they are put through', telling, async (scene) => {
  const { floor, told } = scene;
  const { maria, call } = await supervised(scene);
  expect(floor.asterisk.spoken).toContain('A colleague of ours may listen to this call.');
  expect(await told('supervisionTold', call)).toHaveLength(1);
  await maria.hangsUp();
});

story('a caller who could not be told is not listened to', telling, async (scene) => {
  const { floor } = scene;
  floor.asterisk.weather = {
    ...floor.asterisk.weather,
    command: ({ do: what }) => (what === 'play' ? 'refused' : 'fine'),
  };
  const { maria, call } = await talking(scene);
  expect(await asks(scene, call, 'listen')).toMatchObject({ done: false, code: 'caller_not_told' });
  await maria.hangsUp();
});

story('a plan that does not say whether it is told is refused', undefined, async () => {
  for (const missing of ['tell callers', 'tell agents']) {
    const text = plan().replace(new RegExp(`,? ?${missing}: false`), '');
    const read = parsePlan(text);
    expect(read.ok).toBe(false);
    expect(JSON.stringify(read)).toContain(missing);
  }
});

story(
  'told to agents: each hears a tone when somebody begins to listen, the next one after a transfer too',
  plan('tell callers: false, tell agents: true'),
  async (scene) => {
    const { floor } = scene;
    const boris = await floor.agent('boris');
    const { anna, maria, call, dora, leg } = await supervised(scene);
    const first = leg();
    expect(floor.asterisk.supervisors.told).toEqual([first]);
    // Another mode is no beginning.
    await asks(scene, call, 'whisper');
    await floor.until('she whispers', () => dora()?.place?.mode === 'whisper');
    await anna.transfersTo('boris');
    await boris.answers();
    await maria.talksWith(boris);
    const second = floor.asterisk.talkingAt('boris')?.id;
    await floor.until('she hears Boris', () => dora()?.place?.leg === second);
    expect(floor.asterisk.supervisors.told).toEqual([first, second]);
    await maria.hangsUp();
  },
);
