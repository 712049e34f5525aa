/** kill -9 on the engine while people talk: they hear each other all along, and the next engine ends their call well. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { childFloor } from '../support/asterisk/child-floor.ts';
import { isTone, samplesPerSecond } from '../support/sip/tones.ts';
import { until } from '../support/sip/until.ts';

test('a call that is talked on goes on, and ends as it should', { timeout: 60_000 }, async () => {
  const floor = await childFloor();
  const [anna, line] = [await floor.phone('anna'), await floor.phone('line1')];
  expect(await anna.register()).toBe(200);
  const call = await line.call('101', { fromNumber: '+4930123456' });
  const rung = await anna.rings();
  await rung.answer();
  await call.untilState('up');
  [call.audio.mouth.tone, rung.audio.mouth.tone] = [440, 700];
  await Promise.all([call.audio.hearsTone(700), rung.audio.hearsTone(440)]);

  await floor.cordboard.kill();
  const before = call.audio.ear.missing + rung.audio.ear.missing;
  await Promise.all([call.audio.hearsTone(700), rung.audio.hearsTone(440)]);
  await floor.startAgain();
  await Promise.all([call.audio.hearsTone(700), rung.audio.hearsTone(440)]);
  expect(call.audio.ear.missing + rung.audio.ear.missing).toBe(before);
  expect(await floor.calls('live')).toMatchObject([{ id: '1001', phase: 'talking' }]);

  await call.hangUp();
  await rung.untilState('ended');
  await until('the engine knows that it is over', async () => (await floor.phases()).length === 0);
  expect(await floor.cordboard.ask('/v1/calls/1001')).toMatchObject({
    outcome: 'answered',
    endedBy: 'caller',
  });
});

const plan = `${readFileSync(new URL('../support/plans/quick.yaml', import.meta.url), 'utf8')}
recording: { all: { announce: false } }
supervision: { agents: [dora], tell callers: false, tell agents: false }
`;

test('a call that is recorded and supervised: no gap in the file, and the supervisor hears it throughout', {
  timeout: 60_000,
}, async () => {
  const floor = await childFloor({ plan });
  const [anna, dora, line] = [
    await floor.phone('anna'),
    await floor.phone('dora'),
    await floor.phone('line1'),
  ];
  expect([await anna.register(), await dora.register()]).toEqual([200, 200]);
  const call = await line.call('101', { fromNumber: '+4930123456' });
  const rung = await anna.rings();
  await rung.answer();
  await call.untilState('up');
  call.audio.mouth.tone = 440;
  await rung.audio.hearsTone(440);
  const { url, token } = floor.cordboard.credentials.api;
  const asks = async (path: string, body?: object): Promise<Response> =>
    await fetch(`${url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  expect((await asks('/v1/calls/1001/supervise', { by: 'dora', mode: 'listen' })).status).toBe(200);
  const supervisor = await dora.rings();
  await supervisor.answer();
  await supervisor.audio.hearsTone(440);

  const heardSince = performance.now();
  await floor.cordboard.kill();
  await supervisor.audio.hearsTone(440);
  await floor.startAgain();
  await supervisor.audio.hearsTone(440);
  const heardFor = (performance.now() - heardSince) / 1000;
  // One at a time, or neither stands out.
  [call.audio.mouth.tone, supervisor.audio.mouth.tone] = [undefined, 1000];
  expect((await asks('/v1/calls/1001/supervise', { by: 'dora', mode: 'whisper' })).status).toBe(200);
  await rung.audio.hearsTone(1000);
  expect(supervisor.audio.ear.missing).toBe(0);

  await call.hangUp();
  await supervisor.untilState('ended');
  let sound = await asks('/v1/recordings/1001/audio');
  await until(
    'the recording is kept',
    async () => {
      if (sound.status !== 200) sound = await asks('/v1/recordings/1001/audio');
      return sound.status === 200;
    },
    { within: 15_000 },
  );
  const file = Buffer.from(await sound.arrayBuffer());
  const caller = Int16Array.from({ length: (file.length - 44) / 4 }, (_, at) =>
    file.readInt16LE(44 + at * 4),
  );
  const piece = samplesPerSecond / 10;
  const pieces = Array.from({ length: Math.floor(caller.length / piece) }, (_, nth) =>
    isTone(caller.subarray(nth * piece, (nth + 1) * piece), 440),
  );
  // From the beginning to the end, but for a busy machine's first and last moments.
  const [first, last] = [pieces.indexOf(true), pieces.lastIndexOf(true)];
  expect(pieces.slice(first, last + 1).filter((isHeard) => !isHeard).length).toBeLessThanOrEqual(3);
  expect((last - first) / 10).toBeGreaterThan(heardFor - 0.3);
});

test('a transfer in the moments of the kill: the caller is brought to the target', {
  timeout: 60_000,
}, async () => {
  const floor = await childFloor();
  const [anna, clara, line] = [
    await floor.phone('anna'),
    await floor.phone('clara'),
    await floor.phone('line1'),
  ];
  expect([await anna.register(), await clara.register()]).toEqual([200, 200]);
  const call = await line.call('101', { fromNumber: '+4930123456' });
  const rung = await anna.rings();
  await rung.answer();
  await call.untilState('up');
  rung.audio.mouth.tone = 700;
  await call.audio.hearsTone(700);
  // Asterisk still takes it for there, and tells the phone that all is well.
  floor.cordboard.freeze();
  expect(await rung.transfer('clara')).toBe(202);
  await rung.untilState('ended');
  await floor.cordboard.kill();
  expect(call.state).toBe('up');
  await floor.startAgain();
  const next = await clara.rings();
  await next.answer();
  next.audio.mouth.tone = 900;
  await call.audio.hearsTone(900);
  await call.hangUp();
  await next.untilState('ended');
  await until('the engine knows that it is over', async () => (await floor.phases()).length === 0);
});
