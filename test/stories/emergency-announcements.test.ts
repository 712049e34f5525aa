/** An announcement in front of a number or queue: heard at once, once by each caller, over at its time. */
import { expect } from 'vitest';
import { seconds } from '../../src/shared/time.ts';
import { office, type Scene, story } from './story.ts';

const plan = office(
  'ring for: 10s',
  `  "2": [{ say: Welcome. }, { queue: all }]
  "3": { menu: main }
menus:
  main: { say: Press 1., keys: { "1": { queue: all } }, otherwise: { queue: all } }`,
);
const prompt = { en: [{ kind: 'text', text: 'We are closed because of a flood.' }] } as const;
const queue = { kind: 'queue', name: 'all' } as const;
const number = { kind: 'number', name: '2' } as const;

const announced = async ({ told }: Scene, call: string): Promise<string[]> =>
  (await told('phaseEntered', call))
    .filter(({ because }) => because.startsWith('the announcement'))
    .map(({ because }) => because);

const inAnHour = ({ floor }: Scene): number => floor.engine.now() + seconds(3600);

story('callers of the queue hear it before they wait, once, and then reach somebody', plan, async (scene) => {
  const { floor, told } = scene;
  const anna = await floor.agent('anna');
  const wanted = { prompt, until: inAnHour(scene) };
  expect(await floor.engine.announce(queue, wanted, 'dora')).toEqual({ done: true });
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  expect(await announced(scene, call)).toEqual(['the announcement in front of queue all']);
  expect(await told('announcementSet')).toMatchObject([
    { where: 'queue all', words: 'We are closed because of a flood.', by: 'dora' },
  ]);
  await maria.hangsUp();
});

story(
  'in front of a number it comes before the plan says a word; other numbers have none',
  plan,
  async (scene) => {
    const { floor, phase } = scene;
    await floor.engine.announce(number, { prompt, until: inAnHour(scene) }, 'dora');
    const maria = floor.caller('Maria');
    const first = await maria.dials('2');
    await floor.until('she hears it', () => phase(first) === 'listening');
    expect(await announced(scene, first)).toEqual(['the announcement in front of number 2']);
    await floor.until('she waits', () => phase(first) === 'waiting');
    expect(await announced(scene, first)).toHaveLength(1);
    const nora = floor.caller('Nora');
    const second = await nora.dials('1');
    await floor.until('she waits', () => phase(second) === 'waiting');
    expect(await announced(scene, second)).toEqual([]);
    await maria.hangsUp();
    await nora.hangsUp();
  },
);

story('it is over at its time, and when it is taken away', plan, async (scene) => {
  const { floor, told } = scene;
  const heard = async (name: string): Promise<number> => {
    const caller = floor.caller(name);
    const call = await caller.dials('1');
    await floor.passes(seconds(8));
    await caller.hangsUp();
    return (await announced(scene, call)).length;
  };
  await floor.engine.announce(queue, { prompt, until: floor.engine.now() + seconds(60) }, 'dora');
  expect(await heard('Maria')).toBe(1);
  await floor.passes(seconds(60));
  expect(await heard('Nora')).toBe(0);
  expect(floor.engine.announcements()).toEqual([]);
  await floor.engine.announce(queue, { prompt, until: inAnHour(scene) }, 'dora');
  expect(await heard('Olga')).toBe(1);
  await floor.engine.announce(queue, undefined, 'dora');
  expect(await heard('Petra')).toBe(0);
  expect((await told('announcementSet')).map(({ words }) => words !== undefined)).toEqual([
    true,
    true,
    false,
  ]);
});

story('it holds over a kill of the engine', plan, async (scene) => {
  const { floor, phase } = scene;
  await floor.engine.announce(queue, { prompt, until: inAnHour(scene) }, 'dora');
  await floor.killed(() => floor.passes(seconds(5)));
  expect(floor.engine.announcements()).toMatchObject([{ place: queue, by: 'dora' }]);
  const maria = floor.caller('Maria');
  const call = await maria.dials('3');
  await floor.until('she chooses', () => phase(call) === 'choosing');
  await maria.presses('1');
  await floor.until('she waits', () => phase(call) === 'waiting');
  expect(await announced(scene, call)).toHaveLength(1);
  await maria.hangsUp();
});

story(
  'refused: a place that the plan does not have, a time that is over, nothing to hear',
  plan,
  async (scene) => {
    const { floor } = scene;
    const until = inAnHour(scene);
    const codes = async (...asked: Parameters<typeof floor.engine.announce>): Promise<string> => {
      const answer = await floor.engine.announce(...asked);
      return answer.done ? 'done' : answer.code;
    };
    expect(await codes({ kind: 'queue', name: 'none' }, { prompt, until }, 'dora')).toBe('no_such_place');
    expect(await codes({ kind: 'number', name: '99' }, { prompt, until }, 'dora')).toBe('no_such_place');
    expect(await codes(queue, { prompt, until: 1 }, 'dora')).toBe('bad_request');
    expect(await codes(queue, { prompt: { en: [] }, until }, 'dora')).toBe('not_audible');
    expect(await codes(queue, undefined, 'dora')).toBe('done');
  },
);
