/** An agent records the greeting of a voicemail at their phone, and callers hear it instead of the one in the plan. */
import { expect } from 'vitest';
import { minutes, seconds } from '../../src/shared/time.ts';
import { withSounds } from '../support/simulated-floor.ts';
import { office, type Scene, story } from './story.ts';

const plan = office(
  'ring for: 10s',
  `  "2": { voicemail: anna }
  "3": { voicemail: Team }
codes: { "*97": greeting, "*96": { greeting: Team } }
phones: [desk1]`,
)
  .replace(
    'office: { greeting: Leave a message., longest: 1m }',
    'anna: { agent: anna, greeting: Anna is out. }\n  Team: { queue: all, greeting: Nobody is in. }',
  )
  .replace('anna: { name: Anna }', 'anna: { name: Anna, number: "21" }\n  dora: { name: Dora }');

/** What the sound library has; the engine's keeper moves there what was kept. */
const library = new Set<string>();
const tells = (title: string, tell: (scene: Scene) => Promise<void>): void =>
  story(
    title,
    plan,
    async (scene) => {
      library.clear();
      scene.floor.engine.follow((entry) => {
        if (entry.type === 'soundRecorded' && entry.kept) library.add(entry.sound);
      });
      await tell(scene);
    },
    undefined,
    { prompts: withSounds(library) },
  );

/** The call in which the code was dialled. */
async function dials({ told }: Scene, phone: { dials(to: string): Promise<void> }, code: string) {
  await phone.dials(code);
  const calls = (await told('callArrived')).filter(({ dialled }) => dialled === code);
  return calls.at(-1)?.call ?? '';
}
/** What was said to a caller before the tone. */
async function heard({ floor, outcome }: Scene, number: string): Promise<string | undefined> {
  const before = floor.asterisk.spoken.length;
  const maria = floor.caller('Maria');
  const call = await maria.dials(number);
  await floor.passes(seconds(5));
  await maria.hangsUp();
  expect(await outcome(call)).toBe('voicemail');
  return floor.asterisk.spoken[before];
}
const recorded = async ({ told }: Scene): Promise<string[]> =>
  (await told('soundRecorded')).map(
    ({ sound, language, agent, kept }) => `${agent} ${sound} ${language} ${kept ? 'kept' : 'not kept'}`,
  );
async function speaksAndKeeps({ floor }: Scene, phone: { presses(keys: string): Promise<void> }) {
  await floor.passes(seconds(4));
  await phone.presses('#');
  await floor.passes(seconds(2));
  await phone.presses('1');
}

tells('callers hear what she has recorded, until it is deleted', async (scene) => {
  const { floor, outcome, doing } = scene;
  expect(await heard(scene, '2')).toBe('Anna is out.');
  const anna = await floor.agent('anna');
  const call = await dials(scene, anna, '*97');
  await floor.until('she is asked to speak', () => doing('anna') === 'calling');
  await speaksAndKeeps(scene, anna);
  expect(await outcome(call)).toBe('served');
  expect(await recorded(scene)).toEqual(['anna greeting-anna en kept']);
  expect(await heard(scene, '2')).toBe('greeting-anna');
  expect(await heard(scene, '3'), 'another voicemail').toBe('Nobody is in.');
  library.delete('greeting-anna');
  expect(await heard(scene, '2')).toBe('Anna is out.');
});

tells('an agent of the queue records the greeting of its voicemail', async (scene) => {
  const { floor, outcome } = scene;
  const boris = await floor.agent('boris');
  const call = await dials(scene, boris, '*96');
  await speaksAndKeeps(scene, boris);
  expect(await outcome(call)).toBe('served');
  expect(await recorded(scene)).toEqual(['boris greeting-team en kept']);
  expect(await heard(scene, '3')).toBe('greeting-team');
});

tells('an agent without a voicemail, or of another queue, hears that they cannot', async (scene) => {
  const { floor, outcome } = scene;
  const dora = await floor.agent('dora');
  for (const code of ['*97', '*96']) {
    const call = await dials(scene, dora, code);
    expect(await outcome(call)).toBe('served');
    expect(floor.asterisk.spoken.at(-1)).toMatch(/^You have no voicemail whose greeting/);
    await floor.passes(seconds(5));
  }
  expect(await recorded(scene)).toEqual([]);
});

tells('at a phone without an agent, their number and PIN are asked for', async (scene) => {
  const { floor, outcome, told } = scene;
  await floor.store.pins.set('anna', '4711', floor.clock.now());
  const desk = floor.phone('desk1');
  const refused = await dials(scene, desk, '*96');
  for (const pin of ['1111', '1112', '1113']) await desk.presses(`21#${pin}#`);
  await floor.passes(seconds(30));
  expect(await outcome(refused)).toBe('served');
  expect(await told('pinRefused')).toHaveLength(3);
  expect(await recorded(scene)).toEqual([]);
  await floor.passes(minutes(2));
  const call = await dials(scene, desk, '*96');
  await desk.presses('21#4711#');
  await floor.passes(seconds(3));
  await speaksAndKeeps(scene, desk);
  expect(await outcome(call)).toBe('served');
  expect(await recorded(scene)).toEqual(['anna greeting-team en kept']);
  expect((await told('agentChanged')).filter(({ to }) => to === 'logged_in')).toEqual([]);
});

tells('what she does not keep changes nothing', async (scene) => {
  const { floor, outcome } = scene;
  const anna = await floor.agent('anna');
  const call = await dials(scene, anna, '*97');
  await floor.passes(seconds(4));
  await anna.presses('#');
  await floor.passes(seconds(60));
  expect(await outcome(call)).toBe('served');
  expect(await recorded(scene)).toEqual(['anna greeting-anna en not kept']);
  expect(await heard(scene, '2')).toBe('Anna is out.');
});
