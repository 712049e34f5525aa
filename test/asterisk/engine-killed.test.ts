/** kill -9 on the engine while people talk: they hear each other all along, and the next engine ends their call well. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Settings } from '../../src/settings/settings.ts';
import { type ChildCordboard, startChild } from '../support/asterisk/child-cordboard.ts';
import { settingsFor } from '../support/asterisk/running-cordboard.ts';
import { Softphone } from '../support/sip/softphone.ts';
import { until } from '../support/sip/until.ts';

let settings: Settings | undefined;
let cordboard: ChildCordboard | undefined;
const phones: Softphone[] = [];

afterEach(async () => {
  await Promise.all(phones.splice(0).map(async (phone) => await phone.close()));
  await cordboard?.stop();
  if (settings) await rm(settings.home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

test('a call that is talked on goes on, and ends as it should', { timeout: 60_000 }, async () => {
  settings = await settingsFor(await mkdtemp(join(tmpdir(), 'cordboard-killed-')));
  cordboard = await startChild(settings);
  const { credentials } = cordboard;
  const server = { host: '127.0.0.1', port: settings.sip.port };
  const phone = async (user: string): Promise<Softphone> => {
    const { password = '' } = credentials.sip.find((one) => one.user === user) ?? {};
    const opened = await Softphone.open({ user, password, server });
    phones.push(opened);
    return opened;
  };
  const [anna, line] = [await phone('anna'), await phone('line1')];
  expect(await anna.register()).toBe(200);
  const call = await line.call('101', { fromNumber: '+4930123456' });
  const rung = await anna.rings();
  await rung.answer();
  await call.untilState('up');
  [call.audio.mouth.tone, rung.audio.mouth.tone] = [440, 700];
  await Promise.all([call.audio.hearsTone(700), rung.audio.hearsTone(440)]);

  await cordboard.kill();
  const before = call.audio.ear.missing + rung.audio.ear.missing;
  await Promise.all([call.audio.hearsTone(700), rung.audio.hearsTone(440)]);
  cordboard = await startChild(settings);
  await Promise.all([call.audio.hearsTone(700), rung.audio.hearsTone(440)]);
  expect(call.audio.ear.missing + rung.audio.ear.missing).toBe(before);
  expect(await callsNow()).toMatchObject([{ id: '1001', phase: 'talking' }]);

  await call.hangUp();
  await rung.untilState('ended');
  await until('the engine knows that it is over', async () => (await callsNow()).length === 0);
  expect(await cordboard.ask('/v1/calls/1001')).toMatchObject({ outcome: 'answered', endedBy: 'caller' });
});

const answer = z.object({ calls: z.array(z.looseObject({ id: z.string() })) });
const callsNow = async () => answer.parse(await cordboard?.ask('/v1/calls?state=live')).calls;
