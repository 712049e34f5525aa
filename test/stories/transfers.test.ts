/** Blind transfers by the phone: the caller is brought to whom the agent named, and is never lost. */
import { setImmediate } from 'node:timers/promises';
import { expect } from 'vitest';
import { story as storyOf } from '../../src/reports/story.ts';
import type { CallId, LegId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { office, type Scene, story } from './story.ts';

const plan = `${office('strategy: ordered, wrap-up: 30s', '  "2": { voicemail: office }\n')
  .replace('  clara: { name: Clara }', '  clara: { name: Clara, number: "23" }\n  dora: { name: Dora }')
  .replace('queues:\n', 'queues:\n  second: { agents: [dora], wrap-up: 0s }\n')}
trunks: { berlin: { server: "192.0.2.1" } }
outside calls: { countries: [DE] }
`;

/** Maria talks with Anna, who has talked for a while. */
async function talking({ floor }: Scene) {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(minutes(1));
  const leg = () => [...floor.asterisk.legs.values()].find(({ arrival }) => arrival?.callerName === 'Maria');
  return { anna, maria, call, leg };
}

for (const [what, dialled] of [
  ['name', 'clara'],
  ['number', '23'],
] as const) {
  story(`to an agent by ${what}: the caller hears music, and talks with them`, plan, async (scene) => {
    const { floor, told, doing, outcome } = scene;
    const { anna, maria, call, leg } = await talking(scene);
    const clara = await floor.agent('clara');
    await anna.transfersTo(dialled);
    await clara.rings();
    expect(leg()?.music).toBe(true);
    expect(doing('anna')).toBe('wrapping_up');
    expect(await told('transferAsked', call)).toMatchObject([{ by: 'anna', to: dialled, leadsTo: 'clara' }]);
    await clara.answers();
    await maria.talksWith(clara);
    await floor.passes(seconds(10));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
  });
}

story('to an agent who does not answer: back to the head of the queue', plan, async (scene) => {
  const { floor } = scene;
  const { anna, maria } = await talking(scene);
  const later = floor.caller('Later', { number: '+4930000002' });
  await later.dials('1');
  const clara = await floor.agent('clara');
  await floor.until('Clara rings for the later', () => clara.ringing);
  await clara.answers();
  await later.talksWith(clara);
  const last = floor.caller('Last', { number: '+4930000003' });
  await last.dials('1');
  await anna.transfersTo('clara');
  await floor.passes(seconds(2));
  const boris = await floor.agent('boris');
  await boris.answers();
  await maria.talksWith(boris);
  await maria.hangsUp();
  await later.hangsUp();
  await last.hangsUp();
});

story(
  'to an agent who does not answer: back to who has transferred, before all others, and then to the queue',
  plan.replace('wrap-up: 30s', 'wrap-up: 0s').replace('[anna, boris, clara]', '[boris, anna, clara]'),
  async (scene) => {
    const { floor, told } = scene;
    const { anna, maria, call } = await talking(scene);
    const clara = await floor.agent('clara');
    const boris = await floor.agent('boris');
    await anna.transfersTo('clara');
    await clara.rings();
    await anna.rings();
    expect((await told('offerMade', call)).map(({ to }) => to)).toEqual(['anna', 'clara', 'anna']);
    await anna.declines();
    await boris.answers();
    await maria.talksWith(boris);
    await maria.hangsUp();
  },
);

story('to somebody whom nobody knows: back to the queue, with the reason', plan, async (scene) => {
  const { floor, told, phase } = scene;
  const { anna, maria, call, leg } = await talking(scene);
  await anna.transfersTo('4711');
  await floor.until('she waits', () => phase(call) === 'waiting');
  expect(leg()?.music).toBe(true);
  const [asked] = await told('transferAsked', call);
  expect(asked).toMatchObject({ leadsTo: 'anna again, else queue all again' });
  expect(asked?.because).toContain('4711 is not in the plan');
  const boris = await floor.agent('boris');
  await boris.answers();
  await maria.talksWith(boris);
  await maria.hangsUp();
});

story('to a queue, by its name', plan, async (scene) => {
  const { floor } = scene;
  const { anna, maria } = await talking(scene);
  await anna.transfersTo('second');
  const dora = await floor.agent('dora');
  await dora.answers();
  await maria.talksWith(dora);
  await maria.hangsUp();
});

story('to a number of the plan', plan, async (scene) => {
  const { floor, phase } = scene;
  const { anna, maria, call } = await talking(scene);
  await anna.transfersTo('2');
  await floor.until('she leaves a message', () => phase(call) === 'leaving_message');
  await maria.hangsUp();
});

story('to a number outside; busy there: back', plan, async (scene) => {
  const { floor, phase } = scene;
  const { anna, maria, call } = await talking(scene);
  await anna.transfersTo('017012345678');
  const mobile = floor.phone('+4917012345678');
  await mobile.declines();
  await floor.until('she waits again', () => phase(call) === 'waiting');
  await maria.hangsUp();
});

story('of two calls put together by the phone nobody can say with whom: back', plan, async (scene) => {
  const { floor, phase } = scene;
  const { anna, maria, call } = await talking(scene);
  await anna.transfersTo('');
  await floor.until('she waits', () => phase(call) === 'waiting');
  await maria.hangsUp();
});

story('the caller hangs up meanwhile: nothing is left over', plan, async (scene) => {
  const { floor, outcome } = scene;
  const { anna, maria, call } = await talking(scene);
  const clara = await floor.agent('clara');
  await anna.transfersTo('clara');
  await clara.rings();
  await maria.hangsUp();
  expect(await outcome(call)).toBe('abandoned');
  await clara.stopsRinging();
});

story(
  'while holding: the hold ends with the talk, and its music is not heard beside the next',
  plan,
  async (scene) => {
    const { floor, told, outcome } = scene;
    const { anna, maria, call, leg } = await talking(scene);
    await anna.holds();
    await maria.hearsMusic(anna);
    await floor.passes(seconds(5));
    const clara = await floor.agent('clara');
    await anna.transfersTo('clara');
    await clara.rings();
    expect(leg()?.music).toBe(true);
    expect(await told('resumed', call)).toMatchObject([{ who: 'anna', because: 'the conversation is over' }]);
    await clara.answers();
    // Not beside music.
    await maria.talksWith(clara);
    await floor.passes(seconds(10));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
  },
);

/** As the API and the CLI ask for it. */
const asks = ({ floor }: Scene, call: string, to: string) => floor.engine.transfer(call as CallId, to, 'api');

story('by an operator, to an agent: as by the phone, which is hung up on', plan, async (scene) => {
  const { floor, told, doing, outcome } = scene;
  const { anna, maria, call, leg } = await talking(scene);
  const clara = await floor.agent('clara');
  expect(await asks(scene, call, 'clara')).toEqual({ done: true });
  await anna.isHungUpOn();
  await clara.rings();
  expect(leg()?.music).toBe(true);
  expect(doing('anna')).toBe('wrapping_up');
  expect(await told('transferAsked', call)).toMatchObject([
    { by: 'anna', to: 'clara', leadsTo: 'clara', askedBy: 'api' },
  ]);
  await clara.answers();
  await maria.talksWith(clara);
  await floor.passes(seconds(10));
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
  const why = storyOf(await floor.store.journal.ofCall(call as CallId), { timeZone: 'Europe/Berlin' });
  expect(why.map(({ text }) => text)).toContain('api transfers the caller from anna to clara: on to clara');
});

story('by an operator, to a queue', plan, async (scene) => {
  const { floor } = scene;
  const { anna, maria, call } = await talking(scene);
  expect(await asks(scene, call, 'second')).toEqual({ done: true });
  await anna.isHungUpOn();
  const dora = await floor.agent('dora');
  await dora.answers();
  await maria.talksWith(dora);
  await maria.hangsUp();
});

story(
  'by an operator, to the agent who talks: they wrap up, so the caller goes back',
  plan,
  async (scene) => {
    const { floor, doing, phase } = scene;
    const { anna, maria, call } = await talking(scene);
    expect(await asks(scene, call, 'anna')).toEqual({ done: true });
    await anna.isHungUpOn();
    expect(doing('anna')).toBe('wrapping_up');
    await floor.until('she waits', () => phase(call) === 'waiting');
    const boris = await floor.agent('boris');
    await boris.answers();
    await maria.talksWith(boris);
    await maria.hangsUp();
  },
);

story('by an operator, to a target that does not exist: refused, and they talk on', plan, async (scene) => {
  const { told, phase } = scene;
  const { anna, maria, call } = await talking(scene);
  for (const to of ['4711', 'nobody', '00882123456789'])
    expect(await asks(scene, call, to)).toMatchObject({ done: false, code: 'no_such_target' });
  expect(phase(call)).toBe('talking');
  expect(await told('transferAsked', call)).toEqual([]);
  await maria.talksWith(anna);
  await maria.hangsUp();
});

story('by an operator, of a caller who waits, or of a call that is over: refused', plan, async (scene) => {
  const { floor, phase, outcome } = scene;
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await floor.until('she waits', () => phase(call) === 'waiting');
  expect(await asks(scene, call, 'clara')).toMatchObject({ done: false, code: 'no_talk' });
  expect(phase(call)).toBe('waiting');
  await maria.hangsUp();
  await outcome(call);
  expect(await asks(scene, call, 'clara')).toMatchObject({ done: false, code: 'no_such_call' });
});

story('by two operators at once: the first is obeyed, the second refused', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, maria, call } = await talking(scene);
  const clara = await floor.agent('clara');
  const answers = await Promise.all([asks(scene, call, 'clara'), asks(scene, call, 'second')]);
  expect(answers).toMatchObject([{ done: true }, { done: false, code: 'no_talk' }]);
  await anna.isHungUpOn();
  expect(await told('transferAsked', call)).toHaveLength(1);
  await clara.answers();
  await maria.talksWith(clara);
  await maria.hangsUp();
});

story('by an operator while the phone transfers: the one that comes first counts', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, maria, call } = await talking(scene);
  const clara = await floor.agent('clara');
  await Promise.all([anna.transfersTo('clara'), asks(scene, call, 'second')]);
  expect(await told('transferAsked', call)).toHaveLength(1);
  const [asked] = await told('transferAsked', call);
  const next = asked?.leadsTo === 'clara' ? clara : await floor.agent('dora');
  await next.answers();
  await maria.talksWith(next);
  await maria.hangsUp();
});

story('by an operator while the agent holds: no music stays beside the next talk', plan, async (scene) => {
  const { floor, told } = scene;
  const { anna, maria, call } = await talking(scene);
  await anna.holds();
  await maria.hearsMusic(anna);
  await floor.passes(seconds(5));
  const clara = await floor.agent('clara');
  expect(await asks(scene, call, 'clara')).toEqual({ done: true });
  await clara.answers();
  expect(await told('resumed', call)).toMatchObject([{ who: 'anna', because: 'the conversation is over' }]);
  // Not beside music.
  await maria.talksWith(clara);
  await maria.hangsUp();
});

story('by an operator, of a caller who talks with somebody outside: refused', plan, async (scene) => {
  const { floor, phase } = scene;
  const { anna, maria, call } = await talking(scene);
  expect(await asks(scene, call, '017012345678')).toEqual({ done: true });
  await anna.isHungUpOn();
  const mobile = floor.phone('+4917012345678');
  await mobile.answers();
  await maria.talksWith(mobile);
  expect(await asks(scene, call, 'second')).toMatchObject({ done: false, code: 'no_talk' });
  expect(phase(call)).toBe('talking');
  await maria.hangsUp();
});

story(
  'to a queue with music of its own: its music, and back in the first queue the music of that',
  plan
    .replace(
      'second: { agents: [dora], wrap-up: 0s }',
      'second: { agents: [dora], wrap-up: 0s, music: jazz }',
    )
    .replace('all: { title: All,', 'all: { title: All, music: folk,'),
  async (scene) => {
    const { anna, maria } = await talking(scene);
    const commands = () => scene.floor.asterisk.started;
    await anna.transfersTo('second');
    await scene.floor.passes(seconds(1));
    expect(commands().at(-1)).toBe('jazz');
    await maria.hangsUp();
    const again = await talking(scene);
    await again.anna.transfersTo('4711');
    await scene.floor.passes(seconds(1));
    expect(commands().at(-1)).toBe('folk');
    await again.maria.hangsUp();
  },
);

story(
  'asked for in the moments of a kill: the caller is brought to the target all the same',
  plan,
  async (scene) => {
    const { floor, told, outcome } = scene;
    const { maria, call, leg } = await talking(scene);
    const clara = await floor.agent('clara');
    await floor.killed(async () => {
      floor.asterisk.transferUnheard(floor.asterisk.talkingAt('anna')?.id as LegId, 'clara');
      await floor.passes(seconds(3));
    });
    await clara.rings();
    expect(leg()?.music).toBe(true);
    expect(await told('transferAsked', call)).toMatchObject([{ by: 'anna', to: 'clara', leadsTo: 'clara' }]);
    await clara.answers();
    await maria.talksWith(clara);
    await floor.passes(seconds(10));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
  },
);

story('the same to a number that nobody knows: back to the queue', plan, async (scene) => {
  const { floor, phase } = scene;
  const { maria, call } = await talking(scene);
  await floor.killed(async () => {
    floor.asterisk.transferUnheard(floor.asterisk.talkingAt('anna')?.id as LegId, '4711');
    await floor.passes(seconds(3));
  });
  await floor.until('she waits', () => phase(call) === 'waiting');
  const boris = await floor.agent('boris');
  await boris.answers();
  await maria.talksWith(boris);
  await maria.hangsUp();
});

story(
  'two lines of a phone put together while no engine runs: caller and colleague talk',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    const { maria, call } = await talking(scene);
    const clara = await floor.agent('clara');
    const second = floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, 'clara', 'anna', 'anna');
    await clara.answers();
    const first = floor.asterisk.talkingAt('anna')?.id as LegId;
    await floor.until('she talks there', () =>
      floor.asterisk.together(second, floor.asterisk.talkingAt('clara')?.id as LegId),
    );
    await floor.passes(seconds(5));
    await floor.killed(async () => {
      floor.asterisk.transferTogetherUnheard(first, second);
      await floor.passes(seconds(3));
    });
    await maria.talksWith(clara);
    await floor.passes(seconds(10));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
  },
);

story(
  'killed before the transfer is stored: what stands for the phone says that there was one',
  plan,
  async (scene) => {
    const { floor, told, outcome } = scene;
    const { anna, maria, call } = await talking(scene);
    const clara = await floor.agent('clara');
    const commit = floor.store.commit.bind(floor.store);
    // The engine hears of it, and dies before its commit.
    floor.store.commit = async () => await new Promise(() => undefined);
    await anna.transfersTo('clara');
    await ticks(scene);
    floor.store.commit = commit;
    await floor.killed(async () => undefined);
    await clara.answers();
    await maria.talksWith(clara);
    expect(await told('transferAsked', call)).toMatchObject([{ by: 'anna', leadsTo: 'clara' }]);
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
  },
);

story('killed when the transfer is stored, and before a phone is rung', plan, async (scene) => {
  const { floor, told, outcome } = scene;
  const { anna, maria, call } = await talking(scene);
  const clara = await floor.agent('clara');
  const commit = floor.store.commit.bind(floor.store);
  // Stored, and nothing follows.
  floor.store.commit = async (batch) => {
    await commit(batch);
    return await new Promise<never>(() => undefined);
  };
  await anna.transfersTo('clara');
  await ticks(scene);
  floor.store.commit = commit;
  expect(await told('offerMade', call)).toHaveLength(2);
  await floor.killed(async () => undefined);
  await clara.answers();
  await maria.talksWith(clara);
  await maria.hangsUp();
  expect(await outcome(call)).toBe('answered');
});

/** Without waiting for the engine. */
async function ticks({ floor }: Scene): Promise<void> {
  for (let ms = 0; ms < 10; ms++) {
    floor.clock.tick(floor.clock.now() + 1);
    await setImmediate();
  }
}

for (const [what, section] of [
  ['topic', 'topics: { refunds: { who: { ring: clara }, who else: { voicemail: office } } }'],
  ['chain', 'chains: { refunds: [{ ring: clara }, { voicemail: office }] }'],
] as const)
  story(`to a ${what}, by its name`, `${plan}${section}\n`, async (scene) => {
    const { floor, told, outcome } = scene;
    const { anna, maria, call } = await talking(scene);
    const clara = await floor.agent('clara');
    expect(await asks(scene, call, 'refunds')).toMatchObject({ done: true });
    await anna.isHungUpOn();
    await clara.answers();
    await maria.talksWith(clara);
    expect(await told('transferAsked', call)).toMatchObject([{ to: 'refunds', leadsTo: `${what}/refunds` }]);
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
  });
