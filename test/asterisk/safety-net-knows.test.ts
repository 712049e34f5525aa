/**
 * Twenty seconds without an engine (T5): the net rings only those who may be rung for that number, leaves wrap-ups, pauses,
 * log-outs and those who are out of its queue alone, and lets who waited before come first.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asteriskFolders } from '../../src/asterisk/host/folders.ts';
import { childFloor } from '../support/asterisk/child-floor.ts';
import { passes, until } from '../support/sip/until.ts';

const plan = `
company: Knows
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: sales }
  "102": { queue: care }
  "103": { queue: nobody }
queues:
  sales: { agents: [anna], ring for: 20s, wrap-up: 25s }
  care: { agents: [boris, emil, clara], ring for: 20s, wrap-up: 0s }
  nobody: { agents: [boris, dora], ring for: 20s, wrap-up: 0s }
agents: { anna: {}, boris: {}, clara: {}, dora: {}, emil: {} }
lines: [line1, line2, line3, line4, line5]
`;

test('an outage of 20 s: wrap-up, pause, log-out, who is out of a queue and queues are known to the net, and order stays', {
  timeout: 240_000,
}, async () => {
  const floor = await childFloor({ plan });
  const people = ['anna', 'boris', 'clara', 'dora', 'emil'];
  const phones = await Promise.all(people.map(async (name) => await floor.phone(name)));
  const [anna, boris, clara, dora, emil] = phones;
  for (const phone of phones) expect(await phone.register()).toBe(200);
  if (!anna || !boris || !clara || !dora || !emil) throw new Error('five phones');
  const lines = await Promise.all([1, 2, 3, 4, 5].map(async (nth) => await floor.phone(`line${nth}`)));
  const dials = async (nth: number, number: string) => {
    const line = lines[nth - 1];
    if (line === undefined) throw new Error(`no line ${nth}`);
    return await line.call(number, { fromNumber: `+493011111${nth}` });
  };
  await floor.cordboard.ask('/v1/agents/boris/pause', { reason: 'lunch' });
  await floor.cordboard.ask('/v1/agents/dora/logout', {});
  await floor.cordboard.ask('/v1/agents/emil/queues/care', { serves: false }, 'PUT');
  const first = await dials(1, '101');
  await (await anna.rings()).answer();
  await until('they talk', async () => (await floor.phases()).join() === 'talking');
  const second = await dials(2, '101');
  await until('one waits', async () => (await floor.phases()).join() === 'talking,waiting');
  await first.hangUp();
  const wrapsUpSince = Date.now();
  await until('anna wraps up', async () => (await floor.phases()).join() === 'waiting');

  // A caller is written down a moment after they came.
  const record = join(asteriskFolders(floor.settings.home).spool, 'safety-net-now');
  await until('the net knows who waits', () => readFileSync(record, 'latin1').startsWith('1^'));

  await floor.cordboard.kill();
  const third = await dials(3, '101');
  const fourth = await dials(4, '102');
  const fifth = await dials(5, '103');
  const served = await clara.rings(20_000);
  await served.answer();
  await fourth.untilState('up');
  await fifth.untilState('up', 15_000);
  await passes(Math.max(0, wrapsUpSince + 20_000 - Date.now()));
  expect(anna.calls.length, 'she wraps up').toBe(1);
  const silent = [boris, dora, emil].map(({ calls }) => calls.length);
  expect(silent, 'paused, logged out, and out of the queue').toEqual([0, 0, 0]);
  expect([second.state, third.state, fourth.state]).toEqual(['ringing', 'ringing', 'up']);
  await floor.startAgain();
  await fifth.hangUp();

  const next = await anna.rings(20_000);
  expect(Date.now() - wrapsUpSince, 'not before the wrap-up is over').toBeGreaterThan(24_000);
  expect(next.number, 'who waited before').toContain('+4930111112');
  expect(third.state, 'who came during the outage waits behind').toBe('ringing');
  await until('it is back in its queue', async () => (await floor.phases()).join() === 'ringing,waiting');
  await second.hangUp();
  // Word of it takes its time: until then it is still this call that rings.
  await next.untilState('ended');
  expect((await anna.rings(20_000)).number).toContain('+4930111113');
  await Promise.all([third.hangUp(), fourth.hangUp()]);
  await until('all are in the journal', async () => (await floor.calls('ended')).length === 5, {
    within: 25_000,
  });
});
