/** Two engines on one Asterisk, under live calls: the second takes over, the first steps aside, and stays there. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { silent } from '../../src/asterisk/host/progress.ts';
import { startCordboard } from '../../src/main.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { StoreLocked } from '../../src/store/sqlite/errors.ts';
import { type ChildCordboard, startChild } from '../support/asterisk/child-cordboard.ts';
import { settingsFor } from '../support/asterisk/running-cordboard.ts';
import { quiet, type RealAsterisk, startAsterisk } from '../support/real-asterisk.ts';
import { Softphone } from '../support/sip/softphone.ts';
import { passes, until } from '../support/sip/until.ts';

let asterisk: RealAsterisk;
const homes: string[] = [];
const engines = new Set<ChildCordboard>();
const phones: Softphone[] = [];

// A second attempt begins with nothing of the first: no engine, no phone that is still registered.
beforeEach(async () => {
  asterisk = await startAsterisk();
});
afterEach(async () => {
  await Promise.all(phones.splice(0).map(async (phone) => await phone.close()));
  try {
    await Promise.all([...engines].map(async (engine) => await engine.terminate()));
  } finally {
    await asterisk?.stop();
  }
  for (const home of homes.splice(0))
    await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

async function settings(): Promise<Settings> {
  const home = await mkdtemp(join(tmpdir(), 'cordboard-two-'));
  homes.push(home);
  const { ari, ami } = asterisk.access;
  return { ...(await settingsFor(home)), foreignAsterisk: { ari, ami, confDirectory: asterisk.etc } };
}

async function start(as: Settings, ...parameters: string[]): Promise<ChildCordboard> {
  const engine = await startChild(as, parameters);
  engines.add(engine);
  void engine.ended.then(() => engines.delete(engine));
  return engine;
}

async function phone(of: ChildCordboard, user: string): Promise<Softphone> {
  const { password = '' } = of.credentials.sip.find((one) => one.user === user) ?? {};
  const opened = await Softphone.open({
    user,
    password,
    server: { host: '127.0.0.1', port: asterisk.sipPort },
  });
  phones.push(opened);
  return opened;
}

const answer = z.object({ calls: z.array(z.object({ phase: z.string() })) });
const live = async (engine: ChildCordboard): Promise<string[]> =>
  answer.parse(await engine.ask('/v1/calls?state=live')).calls.map(({ phase }) => phase);

test('the second takes over: who talks talks on, who waits is served; the first stays away', {
  timeout: 300_000,
}, async () => {
  const [one, two] = [await settings(), await settings()];
  const first = await start(one);
  const [anna, boris, line, other] = await Promise.all(
    ['anna', 'boris', 'line1', 'line2'].map(async (user) => await phone(first, user)),
  );
  if (!anna || !boris || !line || !other) throw new Error('there are four phones');
  await until('the phone is known', async () => (await anna.register()) === 200);
  const talk = await line.call('101', { fromNumber: '+4930123456' });
  const rung = await anna.rings();
  await rung.answer();
  await talk.untilState('up');
  const wait = await other.call('101', { fromNumber: '+4930777777' });
  await until('both are known', async () => (await live(first)).length === 2);

  // --- in the same state folder no second one is let in
  const beside = { ...one, http: (await settings()).http };
  await expect(startCordboard(beside, quiet, silent)).rejects.toBeInstanceOf(StoreLocked);
  expect(await live(first)).toEqual(['waiting', 'talking']);

  // --- with one of its own it takes over; the phones' passwords are the same
  await copyFile(join(one.home, 'credentials.json'), join(two.home, 'credentials.json'));
  const second = await start(two);
  expect(await first.ended).toMatchObject({
    code: 5,
    said: expect.stringContaining('another engine has taken over this Asterisk'),
  });
  expect([talk.state, wait.state]).not.toContain('ended');
  [talk.audio.mouth.tone, rung.audio.mouth.tone] = [440, 700];
  await Promise.all([talk.audio.hearsTone(700), rung.audio.hearsTone(440)]);
  await until('the phone is known', async () => (await boris.register()) === 200);
  const served = await boris.rings(20_000);
  expect(served.number).toContain('777777');
  await served.answer();
  await until('they talk', async () => (await live(second)).join() === 'talking');

  // --- what the first had begun comes to its end
  await talk.hangUp();
  await rung.untilState('ended', 30_000);
  await until('the second wonders about nobody', async () => (await live(second)).join() === 'talking');

  // --- started again, as a supervisor would, it leaves the second in peace
  await expect(start(one)).rejects.toThrow(/ended with 5: .*take-over/s);
  await passes(1000);
  expect(await live(second)).toEqual(['talking']);
  expect(wait.state).toBe('up');

  // --- until somebody means it
  const back = await start(one, '--take-over');
  expect(await second.ended).toMatchObject({ code: 5 });
  expect(wait.state).toBe('up');
  // In its own records the caller still waits.
  expect(await live(back)).toEqual([]);
  expect(anna.ringing).toBeUndefined();
  await wait.hangUp();
  await until('the phone is put down', () => boris.talking === undefined, { within: 30_000 });
});
