/** The engine is asked to stop while people talk and wait; and Asterisk itself is killed. */
import { expect, test } from 'vitest';
import { asteriskFolders } from '../../src/asterisk/host/folders.ts';
import { findRunning } from '../../src/asterisk/host/running.ts';
import { childFloor, downloadOf } from '../support/asterisk/child-floor.ts';
import { isTone, samplesPerSecond } from '../support/sip/tones.ts';
import { passes, until } from '../support/sip/until.ts';

const plan = `
company: Patient
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: sales }
  "102": { queue: support }
queues:
  sales: { agents: [anna], ring for: 2m, wrap-up: 0s }
  support: { agents: [boris], ring for: 2m, wrap-up: 0s }
agents: { anna: {}, boris: {} }
lines: [line1, line2, line3, line4]
`;

test('asked to stop with --keep-asterisk: who talks talks on, who waits or is rung is served by the next', {
  timeout: 90_000,
}, async () => {
  const floor = await childFloor({ plan, parameters: ['--keep-asterisk'] });
  const [anna, boris] = [await floor.phone('anna'), await floor.phone('boris')];
  const [line, other, third, fourth] = [
    await floor.phone('line1'),
    await floor.phone('line2'),
    await floor.phone('line3'),
    await floor.phone('line4'),
  ];
  await until('the phone is known', async () => (await anna.register()) === 200);
  await until('the phone is known', async () => (await boris.register()) === 200);
  const talk = await line.call('101', { fromNumber: '+4930123456' });
  const rung = await anna.rings();
  await rung.answer();
  await talk.untilState('up');
  const wait = await other.call('101', { fromNumber: '+4930777777' });
  await until('both are known', async () => (await floor.phases()).length === 2);
  const next = await third.call('101', { fromNumber: '+4930888888' });
  const ring = await fourth.call('102', { fromNumber: '+4930999999' });
  const ringing = await boris.rings();
  await until('all are known', async () => (await floor.phases()).length === 4);
  await floor.cordboard.terminate();
  expect([talk.state, wait.state, next.state, ring.state]).not.toContain('ended');
  expect(ringing.state).not.toBe('ended');
  await ringing.answer();
  await floor.startAgain();
  await until('who answered meanwhile is connected', async () => {
    return (await floor.phases()).join() === 'talking,talking,waiting,waiting';
  });
  await ring.untilState('up');
  expect(boris.calls).toHaveLength(1);
  await talk.hangUp();
  expect((await anna.rings()).number).toContain('777777');
  await wait.hangUp();
  await until('it rings for the next', () => anna.ringing?.number.includes('888888') === true, {
    within: 20_000,
  });
  await Promise.all([next.hangUp(), ring.hangUp()]);
  await until('all is over', async () => (await floor.phases()).length === 0);
});

test('Asterisk is killed: its calls are closed in the books, of a recording at most 2 s are lost, and the next calls are served', {
  timeout: 90_000,
}, async () => {
  const recorded = `${plan}recording: { all: { queues: [sales], announce: false } }\n`;
  const floor = await childFloor({ plan: recorded });
  const [anna, line] = [await floor.phone('anna'), await floor.phone('line1')];
  await until('the phone is known', async () => (await anna.register()) === 200);
  const call = await line.call('101', { fromNumber: '+4930123456' });
  const rung = await anna.rings();
  await rung.answer();
  await until('they talk', async () => (await floor.phases()).join() === 'talking');
  [call.audio.mouth.tone, rung.audio.mouth.tone] = [440, 700];
  await until('it is recorded', async () => {
    const { entries } = (await floor.cordboard.ask('/v1/journal?limit=100')) as {
      entries: { type: string }[];
    };
    return entries.some(({ type }) => type === 'recordingRuns');
  });
  const since = performance.now();
  await passes(5000);
  const recordedFor = (performance.now() - since) / 1000;
  const asterisk = await findRunning(asteriskFolders(floor.settings.home).base);
  process.kill(asterisk?.pid ?? 0, 'SIGKILL');
  await until('the books are closed', async () => (await floor.phases()).length === 0, { within: 30_000 });
  expect(await floor.cordboard.ask('/v1/calls/1001')).toMatchObject({
    outcome: 'answered',
    endedBy: 'exchange',
  });
  const file = await downloadOf(floor, '1001');
  const samples = (file.length - 44) / 4;
  // What a player reads: the length of the rest, and of the sound.
  expect([file.readUInt32LE(4), file.readUInt32LE(40)]).toEqual([file.length - 8, file.length - 44]);
  expect(samples / samplesPerSecond).toBeGreaterThan(recordedFor - 2);
  for (const [side, tone] of [440, 700].entries()) {
    const sound = Int16Array.from({ length: samples }, (_, at) => file.readInt16LE(44 + at * 4 + side * 2));
    expect(isTone(sound.subarray(samplesPerSecond, 2 * samplesPerSecond), tone)).toBe(true);
  }
  await until('the phone is known', async () => (await anna.register()) === 200, { within: 15_000 });
  const next = await floor.phone('line2');
  await next.call('101', { fromNumber: '+4930777777' });
  expect((await anna.rings(20_000)).number).toContain('777777');
});

test('Asterisk is told to stop: nobody is said to have hung up', { timeout: 60_000 }, async () => {
  const floor = await childFloor({ plan });
  const [anna, one, two] = [
    await floor.phone('anna'),
    await floor.phone('line1'),
    await floor.phone('line2'),
  ];
  await until('the phone is known', async () => (await anna.register()) === 200);
  await one.call('101', { fromNumber: '+4930123456' });
  await (await anna.rings()).answer();
  await two.call('102', { fromNumber: '+4930222222' });
  await until(
    'one talks, one waits',
    async () => (await floor.phases()).toSorted().join() === 'talking,waiting',
  );
  const asterisk = await findRunning(asteriskFolders(floor.settings.home).base);
  process.kill(asterisk?.pid ?? 0, 'SIGTERM');
  await until('the books are closed', async () => (await floor.phases()).length === 0, { within: 30_000 });
  expect(await floor.cordboard.ask('/v1/calls/1001')).toMatchObject({
    outcome: 'answered',
    endedBy: 'exchange',
  });
  expect(await floor.cordboard.ask('/v1/calls/1002')).toMatchObject({
    outcome: 'exchange_restarted',
    endedBy: 'exchange',
  });
});
