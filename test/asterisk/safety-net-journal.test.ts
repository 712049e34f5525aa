/**
 * kill -9 on the engine, and callers come while it is away: the dialplan serves them, and the next engine journals what
 * was done, once; it leaves alone whom the net still has, and rings no phone that talks there.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Settings } from '../../src/settings/settings.ts';
import { type ChildCordboard, startChild } from '../support/asterisk/child-cordboard.ts';
import { settingsFor } from '../support/asterisk/running-cordboard.ts';
import { Softphone } from '../support/sip/softphone.ts';
import { until } from '../support/sip/until.ts';
import { type } from '../unit/cli/desk.ts';

let settings: Settings | undefined;
let cordboard: ChildCordboard | undefined;
const phones: Softphone[] = [];

afterEach(async () => {
  await Promise.all(phones.splice(0).map(async (phone) => await phone.close()));
  await cordboard?.stop();
  if (settings) await rm(settings.home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

async function open(): Promise<{ phone: (user: string) => Promise<Softphone>; settings: Settings }> {
  settings = await settingsFor(await mkdtemp(join(tmpdir(), 'cordboard-net-')));
  cordboard = await startChild(settings);
  const { credentials } = cordboard;
  const server = { host: '127.0.0.1', port: settings.sip.port };
  const phone = async (user: string): Promise<Softphone> => {
    const { password = '' } = credentials.sip.find((one) => one.user === user) ?? {};
    const opened = await Softphone.open({ user, password, server });
    phones.push(opened);
    return opened;
  };
  return { phone, settings };
}

test('a caller in the net comes back to the engine between two phones, with what they dialled', {
  timeout: 90_000,
}, async () => {
  const { phone, settings: same } = await open();
  const [anna, one] = [await phone('anna'), await phone('line1')];
  expect(await anna.register()).toBe(200);
  await cordboard?.kill();
  const call = await one.call('101', { fromNumber: '+4930111111' });
  const inNet = await anna.rings(30_000);
  cordboard = await startChild(same);
  expect(await live(), 'whom the net has is left to it').toEqual([]);
  inNet.decline();
  const ours = await anna.rings(10_000);
  expect(await live()).toEqual(['ringing']);
  await ours.answer();
  await until('they talk', async () => (await live()).join() === 'talking');
  [call.audio.mouth.tone, ours.audio.mouth.tone] = [440, 700];
  await Promise.all([call.audio.hearsTone(700), ours.audio.hearsTone(440)]);
  await call.hangUp();
  await until('it is over', async () => (await live()).length === 0);
  await new Promise((resolve) => setTimeout(resolve, 13_000));
  const all = await callsIn('all');
  expect(all).toMatchObject([{ dialled: '101', outcome: 'answered', via: { kind: 'line', name: 'line1' } }]);
  expect(all[0]?.servedBy, 'it is ours, and counted once').toBeUndefined();
});

test('what the net did is in the journal once, and whom it still has is left to it', {
  timeout: 120_000,
}, async () => {
  const { phone, settings: same } = await open();
  const [anna, one, two, three, four] = [
    await phone('anna'),
    await phone('line1'),
    await phone('line2'),
    await phone('line3'),
    await phone('line4'),
  ];
  expect(await anna.register()).toBe(200);
  anna.whenRung = 'answer';

  await cordboard?.kill();
  const hostile = 'Eve "${SHELL(id)}", \\n ended 1.1 1';
  const talks = await one.call('101', { fromNumber: '+4930111111', fromName: hostile });
  await until('anna talks with the first', () => anna.talking !== undefined, { within: 30_000 });
  const speaks = await two.call('102', { fromNumber: '+4930222222' });
  const tired = await three.call('103', { fromNumber: '+4930333333' });
  await until('it rings for them', () => tired.progress.includes(180));
  await tired.hangUp();
  await speaks.untilState('up', 20_000);
  // One moment please, nobody is free, please leave a message.
  await until('the second speaks', async () => (await recordings()) === 1, { within: 30_000 });
  await new Promise((resolve) => setTimeout(resolve, 2500));
  await speaks.hangUp();

  anna.whenRung = 'ring';
  cordboard = await startChild(same);
  const waits = await four.call('101', { fromNumber: '+4930444444' });
  await until('the fourth waits', async () => (await live()).join() === 'waiting');
  expect(await stateOf('anna')).toBe('phone busy');
  await until('two are in the journal', async () => (await served()).length === 2, { within: 20_000 });
  expect(anna.ringing, 'who talks in the net is not rung').toBeUndefined();
  expect(talks.state).toBe('up');
  await talks.hangUp();
  expect((await anna.rings(10_000)).number).toContain('444444');
  await waits.hangUp();
  await until('all three are in the journal', async () => (await served()).length === 3, { within: 20_000 });

  const calls = Object.fromEntries((await served()).map((call) => [call.caller.number, call]));
  expect(calls['+4930111111']).toMatchObject({ outcome: 'answered', dialled: '101', with: 'anna' });
  expect(calls['+4930111111']?.talkedMs).toBeGreaterThan(2500);
  expect(calls['+4930222222']).toMatchObject({ outcome: 'voicemail', dialled: '102' });
  expect(calls['+4930333333']).toMatchObject({ outcome: 'abandoned', dialled: '103' });
  const [message] = messages.parse(await cordboard?.ask('/v1/voicemails')).voicemails;
  expect(message).toMatchObject({ voicemail: 'safety net', callerNumber: '+4930222222' });
  expect(message?.lastedMs).toBeGreaterThan(1500);
  expect((await soundOf(message?.recording)).byteLength).toBeGreaterThan(16_000);

  const before = await allCalls();
  await cordboard?.kill();
  cordboard = await startChild(same);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect(await allCalls()).toEqual(before);

  // The same, out of a backup and on another machine.
  const file = join(same.home, 'backup.db');
  expect(await type(['backup', file], same.home)).toMatchObject({ code: 0 });
  await cordboard?.stop();
  const elsewhere = join(same.home, 'elsewhere');
  expect(await type(['restore', file], elsewhere)).toMatchObject({ code: 0 });
  cordboard = await startChild({ ...same, home: elsewhere });
  expect(await allCalls()).toEqual(before);
  expect((await soundOf(message?.recording)).byteLength).toBeGreaterThan(16_000);
});

const list = z.object({
  calls: z.array(
    z.looseObject({
      id: z.string(),
      phase: z.string().optional(),
      servedBy: z.string().optional(),
      caller: z.object({ number: z.string().optional() }),
      talkedMs: z.number(),
    }),
  ),
});
const messages = z.object({
  voicemails: z.array(z.looseObject({ recording: z.string(), lastedMs: z.number() })),
});
const agents = z.object({ agents: z.array(z.object({ name: z.string(), state: z.string() })) });

const callsIn = async (state: string) =>
  list.parse(await cordboard?.ask(`/v1/calls?state=${state}&limit=100`)).calls;
const live = async () => (await callsIn('live')).map(({ phase }) => phase);
const served = async () => (await callsIn('ended')).filter(({ servedBy }) => servedBy === 'safety net');
const allCalls = async () => (await callsIn('all')).map(({ id, caller }) => [id, caller.number]);
const stateOf = async (agent: string) =>
  agents.parse(await cordboard?.ask('/v1/agents')).agents.find(({ name }) => name === agent)?.state;

async function soundOf(recording = ''): Promise<ArrayBuffer> {
  const response = await fetch(`http://127.0.0.1:${settings?.http.port}/v1/voicemails/${recording}/audio`, {
    headers: { authorization: `Bearer ${cordboard?.credentials.api.token}` },
  });
  expect(response.status).toBe(200);
  return await response.arrayBuffer();
}

async function recordings(): Promise<number> {
  return (await readdir(join(settings?.home ?? '', 'asterisk/spool/recording'))).length;
}
