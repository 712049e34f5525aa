/** The engine is asked to stop while people talk and wait; and Asterisk itself is killed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { asteriskFolders } from '../../src/asterisk/host/folders.ts';
import { findRunning } from '../../src/asterisk/host/running.ts';
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

const patient = `
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

async function open(...parameters: string[]): Promise<Settings> {
  settings = await settingsFor(await mkdtemp(join(tmpdir(), 'cordboard-outage-')), patient);
  cordboard = await startChild(settings, parameters);
  return settings;
}

async function phone(user: string): Promise<Softphone> {
  const { password = '' } = cordboard?.credentials.sip.find((one) => one.user === user) ?? {};
  const server = { host: '127.0.0.1', port: settings?.sip.port ?? 0 };
  const opened = await Softphone.open({ user, password, server });
  phones.push(opened);
  return opened;
}

test('asked to stop with --keep-asterisk: who talks talks on, who waits or is rung is served by the next', {
  timeout: 90_000,
}, async () => {
  const kept = await open('--keep-asterisk');
  const [anna, boris] = [await phone('anna'), await phone('boris')];
  const [line, other, third, fourth] = [
    await phone('line1'),
    await phone('line2'),
    await phone('line3'),
    await phone('line4'),
  ];
  await until('the phone is known', async () => (await anna.register()) === 200);
  await until('the phone is known', async () => (await boris.register()) === 200);
  const talk = await line.call('101', { fromNumber: '+4930123456' });
  const rung = await anna.rings();
  await rung.answer();
  await talk.untilState('up');
  const wait = await other.call('101', { fromNumber: '+4930777777' });
  await until('both are known', async () => (await live()).length === 2);
  const next = await third.call('101', { fromNumber: '+4930888888' });
  const ring = await fourth.call('102', { fromNumber: '+4930999999' });
  const ringing = await boris.rings(10_000);
  await until('all are known', async () => (await live()).length === 4);
  await cordboard?.terminate();
  expect([talk.state, wait.state, next.state, ring.state]).not.toContain('ended');
  expect(ringing.state).not.toBe('ended');
  await ringing.answer();
  cordboard = await startChild(kept);
  await until('who answered meanwhile is connected', async () => {
    return (await live()).join() === 'talking,talking,waiting,waiting';
  });
  await ring.untilState('up');
  expect(boris.calls).toHaveLength(1);
  await talk.hangUp();
  expect((await anna.rings(10_000)).number).toContain('777777');
  await wait.hangUp();
  await until('it rings for the next', () => anna.ringing?.number.includes('888888') === true, {
    within: 10_000,
  });
  await Promise.all([next.hangUp(), ring.hangUp()]);
  await until('all is over', async () => (await live()).length === 0);
});

test('Asterisk is killed: its calls are closed in the books, and the next ones are served', {
  timeout: 90_000,
}, async () => {
  const { home } = await open();
  const [anna, line] = [await phone('anna'), await phone('line1')];
  await until('the phone is known', async () => (await anna.register()) === 200);
  await line.call('101', { fromNumber: '+4930123456' });
  await (await anna.rings()).answer();
  await until('they talk', async () => (await live()).join() === 'talking');
  const asterisk = await findRunning(asteriskFolders(home).base);
  process.kill(asterisk?.pid ?? 0, 'SIGKILL');
  await until('the books are closed', async () => (await live()).length === 0, { within: 30_000 });
  const ended = z.object({ outcome: z.string() }).parse(await cordboard?.ask('/v1/calls/1001'));
  expect(ended.outcome).toBe('answered');
  await until('the phone is known', async () => (await anna.register()) === 200, { within: 15_000 });
  const next = await phone('line2');
  await next.call('101', { fromNumber: '+4930777777' });
  expect((await anna.rings(20_000)).number).toContain('777777');
});

const answer = z.object({ calls: z.array(z.object({ phase: z.string() })) });

/** The phases of the calls in progress, the oldest call last. */
async function live(): Promise<string[]> {
  const calls = answer.parse(await cordboard?.ask('/v1/calls?state=live')).calls;
  return calls.map(({ phase }) => phase).toSorted();
}
