/** An agent in a conference transfers the caller: the others talk on, and whoever was named comes in. */
import { expect } from 'vitest';
import type { CallId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { figuresOf, mustFit } from '../support/figures.ts';
import { office, type Scene, story, talk } from './story.ts';

const plan = office('wrap-up: 0s', '  "2": { voicemail: office }\n');

const outsideAllowed = office(
  'wrap-up: 0s',
  '  "2": { voicemail: office }\ntrunks: { provider: { server: sip.example.com } }\noutside calls: { countries: [DE] }\n',
);
type Talk = Awaited<ReturnType<typeof conference>>;

/** Maria talks with Anna, who serves her, and Boris. */
async function conference(scene: Scene) {
  const { floor } = scene;
  const talking = await talk(scene);
  const action = { do: 'join', to: 'boris', onAnswer: 'join' } as const;
  expect(await floor.engine.inTalk(talking.call as CallId, action, 'api')).toMatchObject({ done: true });
  await talking.boris.answers();
  await talking.maria.talksWith(talking.boris);
  await floor.passes(seconds(5));
  return talking;
}

/** One call that Anna has passed on to Boris. */
async function countsOnce({ floor }: Scene): Promise<void> {
  const journal = await floor.journal();
  expect(figuresOf(journal, 'calls').get('outside')?.['transfers']).toBe(1);
  expect(figuresOf(journal, 'queues').get('all')).toMatchObject({ transfersOut: 1, transfersIn: 0 });
  const agents = figuresOf(journal, 'agents');
  expect(agents.get('anna')).toMatchObject({ transfersOut: 1, transfersIn: 0 });
  expect(agents.get('boris')).toMatchObject({ transfersOut: 0, transfersIn: 1 });
  mustFit(journal);
}

for (const [how, transfers] of [
  [
    'by phone',
    async (_: Scene, call: Awaited<ReturnType<typeof conference>>) => await call.anna.transfersTo('clara'),
  ],
  [
    'by an operator',
    async ({ floor }: Scene, { call }: Awaited<ReturnType<typeof conference>>) =>
      expect(await floor.engine.transfer(call as CallId, 'clara', 'api')).toEqual({ done: true }),
  ],
] as const) {
  story(`transferred to an agent ${how}: all but who transfers talk with them`, plan, async (scene) => {
    const { floor, told, outcome, doing } = scene;
    const clara = await floor.agent('clara');
    const talking = await conference(scene);
    const { anna, boris, maria, call } = talking;
    await transfers(scene, talking);
    await anna.isHungUpOn();
    await clara.rings();
    await maria.talksWith(boris);
    expect(await told('transferAsked', call)).toMatchObject([{ by: 'anna', to: 'clara', leadsTo: 'clara' }]);
    expect(await told('servingPassed', call)).toMatchObject([{ who: 'boris', from: 'anna' }]);
    await clara.answers();
    await maria.talksWith(clara);
    await maria.talksWith(boris);
    await floor.passes(seconds(5));
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
    await floor.until('all are free', () =>
      ['anna', 'boris', 'clara'].every((name) => doing(name) === 'free'),
    );
    await countsOnce(scene);
  });
}

story(
  'transferred where no one answers, or to a number that no one has: the others talk on',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const { anna, boris, maria, call } = await conference(scene);
    await anna.transfersTo('4711');
    await anna.isHungUpOn();
    await floor.passes(seconds(10));
    await maria.talksWith(boris);
    const left = (await told('partyLeft', call)).at(-1);
    expect(left?.because).toContain('4711 is not in the plan');
    expect(await told('transferAsked', call)).toMatchObject([{ to: '4711', leadsTo: 'boris' }]);
    await boris.hangsUp();
    await floor.passes(seconds(1));
    await countsOnce(scene);
  },
);

/** Of whoever is called: it is erased where it stands as a value, and sentences are not looked through. */
const typed = '030 55 12 34 5';

for (const action of [
  { does: 'transferred', ends: async ({ anna }: Talk) => await anna.transfersTo(typed) },
  {
    does: 'left while it is asked for',
    ends: async ({ anna, call }: Talk, { floor }: Scene) => {
      await floor.engine.inTalk(call as CallId, { do: 'consult', to: typed }, 'api');
      await anna.hangsUp();
    },
  },
])
  story(`${action.does}: a number as an agent types it is in no sentence`, outsideAllowed, async (scene) => {
    const { floor, told } = scene;
    const talking = await conference(scene);
    await action.ends(talking, scene);
    await floor.passes(seconds(5));
    await talking.maria.talksWith(talking.boris);
    expect((await told('partyLeft', talking.call)).at(-1)?.because).toContain('the number dialled');
    for (const entry of await floor.journal())
      if ('because' in entry) expect(entry.because).not.toContain('55 12 34 5');
    await talking.boris.hangsUp();
  });

story('transferred to the colleague who is there: they have the caller', plan, async (scene) => {
  const { floor, phase } = scene;
  const { anna, boris, maria, call } = await conference(scene);
  await anna.transfersTo('boris');
  await anna.isHungUpOn();
  await floor.passes(seconds(30));
  expect(phase(call)).toBe('talking');
  await maria.talksWith(boris);
  await maria.hangsUp();
  await floor.passes(seconds(1));
  await countsOnce(scene);
});

story(
  'the colleague to whom it was transferred vanishes: the caller is back in the queue, and not by a transfer',
  plan,
  async (scene) => {
    const { floor, phase } = scene;
    const { anna, maria, call } = await conference(scene);
    await anna.transfersTo('boris');
    await anna.isHungUpOn();
    floor.asterisk.vanish('boris');
    await floor.until('the caller waits or is rung for', () => phase(call) !== 'talking');
    await maria.hangsUp();
    await floor.passes(seconds(1));
    expect(figuresOf(await floor.journal(), 'queues').get('all')).toMatchObject({ transfersIn: 0 });
  },
);

for (const who of ['anna', 'boris'] as const)
  story(
    `${who}, of three, asks a fourth and hangs up while it rings: the others talk on`,
    plan,
    async (scene) => {
      const { floor, outcome, doing } = scene;
      const clara = await floor.agent('clara');
      const { anna, boris, maria, call } = await conference(scene);
      const action = { do: 'consult', to: 'clara' } as const;
      expect(await floor.engine.inTalk(call as CallId, action, who)).toMatchObject({ done: true });
      await clara.rings();
      const [leaver, stayer] = who === 'anna' ? [anna, boris] : [boris, anna];
      await leaver.hangsUp();
      await clara.stopsRinging();
      await floor.passes(seconds(30));
      await maria.talksWith(stayer);
      expect(doing('clara')).toBe('free');
      await maria.hangsUp();
      expect(await outcome(call)).toBe('answered');
      await floor.until('all are free', () => ['anna', 'boris'].every((name) => doing(name) === 'free'));
    },
  );
