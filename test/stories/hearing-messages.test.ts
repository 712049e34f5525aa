/** Agents listen to messages at their phone, by a code and keys. */
import { expect } from 'vitest';
import { callId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { office, type Scene, story } from './story.ts';

const plan = office(
  'ring for: 10s',
  `  "2": { voicemail: office }
codes: { "*98": messages }
trunks: { provider: { server: sip.example.net } }
outside calls:
  by agents: { who: [anna] }
  numbers: ["+49*"]`,
)
  .replace(
    'office: { greeting: Leave a message., longest: 1m }',
    'office: { queue: all }\n  boris: { agent: boris }',
  )
  .replace('boris: { name: Boris }', 'boris: { name: Boris, number: "22" }')
  .replace('voicemails:', 'phones: [desk1]\nvoicemails:');

async function messageOf({ floor, outcome }: Scene, name: string, lasts = seconds(10)): Promise<string> {
  const caller = floor.caller(name);
  const call = await caller.dials('2');
  await floor.passes(lasts);
  await caller.hangsUp();
  expect(await outcome(call)).toBe('voicemail');
  return `${call}-r2`;
}
/** The number of the call in which the code was dialled. */
async function code({ told }: Scene, phone: { dials(to: string): Promise<void> }): Promise<string> {
  await phone.dials('*98');
  const calls = (await told('callArrived')).filter(({ dialled }) => dialled === '*98');
  return calls.at(-1)?.call ?? '';
}
const changes = async ({ told }: Scene): Promise<string[]> =>
  (await told('messageChanged')).map(({ recording, change, to, by }) =>
    [recording, change, to, by].filter(Boolean).join(' '),
  );

story('she hears two messages, deletes the first and passes the second on', plan, async (scene) => {
  const { floor, outcome } = scene;
  const [first, second] = [await messageOf(scene, 'Maria'), await messageOf(scene, 'Nora')];
  const anna = await floor.agent('anna');
  const call = await code(scene, anna);
  await floor.passes(seconds(2));
  await anna.presses('3');
  await floor.passes(seconds(2));
  await anna.presses('5');
  await anna.presses('99#');
  await floor.passes(seconds(3));
  await anna.presses('22#');
  expect(await outcome(call)).toBe('served');
  expect(await changes(scene)).toEqual([
    `${first} heard anna`,
    `${first} deleted anna`,
    `${second} heard anna`,
    `${second} moved boris anna`,
  ]);
  expect(await floor.store.voicemails.counts()).toEqual([
    { voicemail: 'boris', unheard: 1, others: 0 },
    { voicemail: 'office', unheard: 0, others: 0 },
  ]);
  // It is new for Boris, and nothing is left for her.
  const again = await code(scene, anna);
  expect(await outcome(again)).toBe('served');
  expect(await changes(scene)).toHaveLength(4);
});

story(
  'a message that was played to its end is heard; a caller who hangs up before has not heard it',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    const recording = await messageOf(scene, 'Maria');
    const anna = await floor.agent('anna');
    const short = await code(scene, anna);
    await floor.passes(500);
    await floor.engine.hangUp(callId(Number(short)), 'supervisor');
    await outcome(short);
    expect(await changes(scene)).toEqual([]);
    const whole = await code(scene, anna);
    // Nothing is pressed: the keys are said once more, and then it ends by itself.
    await floor.passes(minutes(1));
    expect(await outcome(whole)).toBe('served');
    expect(await changes(scene)).toEqual([`${recording} heard anna`]);
  },
);

story(
  'she calls back whoever left it, over the trunk, as if she had dialled the number',
  plan,
  async (scene) => {
    const { floor, told, outcome } = scene;
    const recording = await messageOf(scene, 'Maria');
    const anna = await floor.agent('anna');
    const call = await code(scene, anna);
    await floor.passes(seconds(2));
    await anna.presses('4');
    await floor.until('Maria is rung', async () => (await told('offerMade', call)).length > 0);
    expect(await changes(scene)).toEqual([`${recording} heard anna`]);
    await floor.engine.hangUp(callId(Number(call)), 'supervisor');
    await outcome(call);
  },
);

story(
  'no one but an agent hears messages: at a shared phone their number and PIN are asked for',
  plan,
  async (scene) => {
    const { floor, outcome, told } = scene;
    await floor.store.pins.set('boris', '4711', floor.clock.now());
    const recording = await messageOf(scene, 'Maria');
    const desk = floor.phone('desk1');
    const refused = await code(scene, desk);
    await desk.presses('22#1111#');
    await desk.presses('22#1112#');
    await desk.presses('22#1113#');
    await floor.passes(seconds(30));
    expect(await outcome(refused)).toBe('served');
    expect(await told('pinRefused')).toHaveLength(3);
    await floor.passes(minutes(2));
    const call = await code(scene, desk);
    await desk.presses('22#4711#');
    await floor.passes(seconds(3));
    await desk.presses('#');
    expect(await outcome(call)).toBe('served');
    expect(await changes(scene)).toEqual([`${recording} heard boris`]);
    expect((await told('agentChanged')).filter(({ to }) => to === 'logged_in')).toEqual([]);
  },
);

story('the engine is killed while she listens: she goes on where she was', plan, async (scene) => {
  const { floor, outcome, phase } = scene;
  const recording = await messageOf(scene, 'Maria');
  const anna = await floor.agent('anna');
  const call = await code(scene, anna);
  await floor.passes(seconds(2));
  expect(phase(call)).toBe('hearing_messages');
  await floor.killed(async () => undefined);
  await floor.passes(seconds(1));
  await anna.presses('3');
  expect(await outcome(call)).toBe('served');
  expect((await changes(scene)).at(-1)).toBe(`${recording} deleted anna`);
});

story(
  'while she listens, and talks with whom she calls back, no caller rings at her phone',
  plan,
  async (scene) => {
    const { floor, told, outcome } = scene;
    await messageOf(scene, 'Maria');
    const anna = await floor.agent('anna');
    const call = await code(scene, anna);
    await floor.passes(seconds(2));
    const nora = floor.caller('Nora');
    const waits = await nora.dials('1');
    await floor.passes(seconds(2));
    expect(await told('offerMade', waits)).toEqual([]);
    await anna.presses('4');
    await floor.until('Maria is rung', async () => (await told('offerMade', call)).length > 0);
    await floor.passes(seconds(2));
    expect(await told('offerMade', waits)).toEqual([]);
    await floor.engine.hangUp(callId(Number(call)), 'supervisor');
    await outcome(call);
    // She is free again, and gets the caller.
    await floor.until('Nora is offered', async () => (await told('offerMade', waits)).length > 0);
    await nora.hangsUp();
  },
);
