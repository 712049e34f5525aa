/**
 * kill -9 on the engine, and callers come while it is away: the dialplan serves them, and the next engine journals what
 * was done, once; it leaves alone whom the net still has, and rings no phone that talks there.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asteriskFolders } from '../../src/asterisk/host/folders.ts';
import { recordingsIn } from '../../src/asterisk/recordings.ts';
import { agentList } from '../../src/contract/agent.ts';
import { voicemailList } from '../../src/contract/voicemail.ts';
import { type ChildFloor, childFloor } from '../support/asterisk/child-floor.ts';
import { until } from '../support/sip/until.ts';
import { type } from '../unit/cli/desk.ts';

test('a caller in the net comes back to the engine between two phones, with what they dialled', {
  timeout: 180_000,
}, async () => {
  const floor = await childFloor();
  const [anna, one] = [await floor.phone('anna'), await floor.phone('line1')];
  expect(await anna.register()).toBe(200);
  await floor.cordboard.kill();
  const call = await one.call('101', { fromNumber: '+4930111111' });
  const inNet = await anna.rings(30_000);
  await floor.startAgain();
  expect(await floor.phases(), 'whom the net has is left to it').toEqual([]);
  inNet.decline();
  const ours = await anna.rings();
  expect(await floor.phases()).toEqual(['ringing']);
  await ours.answer();
  await until('they talk', async () => (await floor.phases()).join() === 'talking');
  [call.audio.mouth.tone, ours.audio.mouth.tone] = [440, 700];
  await Promise.all([call.audio.hearsTone(700), ours.audio.hearsTone(440)]);
  await call.hangUp();
  await until('it is over', async () => (await floor.phases()).length === 0);
  await new Promise((resolve) => setTimeout(resolve, 13_000));
  const all = await floor.calls('all');
  expect(all).toMatchObject([{ dialled: '101', outcome: 'answered', via: { kind: 'line', name: 'line1' } }]);
  expect(all[0]?.servedBy, 'it is ours, and counted once').toBeUndefined();
});

test('a call that the engine has had leaves nothing in the notes of the net', {
  timeout: 120_000,
}, async () => {
  const floor = await childFloor();
  const [anna, one] = [await floor.phone('anna'), await floor.phone('line1')];
  expect(await anna.register()).toBe(200);
  anna.whenRung = 'answer';
  // Of the last one the dialplan might not be done with the hang-up yet.
  for (const fromNumber of ['+4930111111', '+4930222222']) {
    const call = await one.call('101', { fromNumber });
    await until('they talk', async () => (await floor.phases()).join() === 'talking');
    await call.hangUp();
    await until('it is over', async () => (await floor.phases()).length === 0);
  }
  expect(await readdir(asteriskFolders(floor.settings.home).spool)).not.toContain('safety-net.log');
});

test('what the net did is in the journal once, and whom it still has is left to it', {
  timeout: 240_000,
}, async () => {
  const floor = await childFloor();
  const [anna, one, two, three, four] = [
    await floor.phone('anna'),
    await floor.phone('line1'),
    await floor.phone('line2'),
    await floor.phone('line3'),
    await floor.phone('line4'),
  ];
  expect(await anna.register()).toBe(200);
  anna.whenRung = 'answer';

  await floor.cordboard.kill();
  const hostile = 'Eve "${SHELL(id)}", \\n ended 1.1 1';
  const talks = await one.call('101', { fromNumber: '+4930111111', fromName: hostile });
  await until('anna talks with the first', () => anna.talking !== undefined, { within: 30_000 });
  const speaks = await two.call('102', { fromNumber: '+4930222222' });
  const tired = await three.call('103', { fromNumber: '+4930333333' });
  await until('it rings for them', () => tired.progress.includes(180));
  await tired.hangUp();
  await speaks.untilState('up', 20_000);
  // One moment please, nobody is free, please leave a message.
  await until('the second speaks', async () => (await recordingsOn(floor)) === 1, { within: 30_000 });
  await new Promise((resolve) => setTimeout(resolve, 2500));
  await speaks.hangUp();

  anna.whenRung = 'ring';
  await floor.startAgain();
  const waits = await four.call('101', { fromNumber: '+4930444444' });
  await until('the fourth waits', async () => (await floor.phases()).join() === 'waiting');
  expect(await stateOf(floor, 'anna')).toBe('phone_busy');
  await until('two are in the journal', async () => (await servedOn(floor)).length === 2, { within: 20_000 });
  expect(anna.ringing, 'who talks in the net is not rung').toBeUndefined();
  expect(talks.state).toBe('up');
  await talks.hangUp();
  expect((await anna.rings()).number).toContain('444444');
  await waits.hangUp();
  await until('all three are in the journal', async () => (await servedOn(floor)).length === 3, {
    within: 20_000,
  });

  const calls = Object.fromEntries((await servedOn(floor)).map((call) => [call.caller.number, call]));
  expect(calls['+4930111111']).toMatchObject({ outcome: 'answered', dialled: '101', with: 'anna' });
  expect(calls['+4930111111']?.talkedMs).toBeGreaterThan(2500);
  expect(calls['+4930222222']).toMatchObject({ outcome: 'voicemail', dialled: '102' });
  expect(calls['+4930333333']).toMatchObject({ outcome: 'abandoned', dialled: '103' });
  const [message] = voicemailList.parse(await floor.cordboard.ask('/v1/voicemails')).voicemails;
  expect(message).toMatchObject({ voicemail: 'safety net', callerNumber: '+4930222222' });
  expect(message?.lastedMs).toBeGreaterThan(1500);
  expect((await soundOf(floor, message?.recording)).byteLength).toBeGreaterThan(16_000);

  const before = await callersOn(floor);
  await floor.cordboard.kill();
  await floor.startAgain();
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect(await callersOn(floor)).toEqual(before);

  // The same, out of a backup and on another machine.
  const { home } = floor.settings;
  const file = join(home, 'backup.db');
  expect(await type(['backup', file], home)).toMatchObject({ code: 0 });
  await floor.cordboard.stop();
  const elsewhere = join(home, 'elsewhere');
  expect(await type(['restore', file], elsewhere)).toMatchObject({ code: 0 });
  await floor.startAgain(elsewhere);
  expect(await callersOn(floor)).toEqual(before);
  expect((await soundOf(floor, message?.recording)).byteLength).toBeGreaterThan(16_000);
});

const servedOn = async (floor: ChildFloor) =>
  (await floor.calls('ended')).filter(({ servedBy }) => servedBy === 'safety_net');
const callersOn = async (floor: ChildFloor) =>
  (await floor.calls('all')).map(({ id, caller }) => [id, caller.number]);
const stateOf = async ({ cordboard }: ChildFloor, agent: string) =>
  agentList.parse(await cordboard.ask('/v1/agents')).agents.find(({ name }) => name === agent)?.state;

async function soundOf({ settings, cordboard }: ChildFloor, recording = ''): Promise<ArrayBuffer> {
  const response = await fetch(`http://127.0.0.1:${settings.http.port}/v1/voicemails/${recording}/audio`, {
    headers: { authorization: `Bearer ${cordboard.credentials.api.token}` },
  });
  expect(response.status).toBe(200);
  return await response.arrayBuffer();
}

async function recordingsOn({ settings }: ChildFloor): Promise<number> {
  return (await readdir(recordingsIn(asteriskFolders(settings.home).spool))).length;
}
