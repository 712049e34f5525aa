/** kill -9 on the engine while people talk: they hear each other all along, and the next engine ends their call well. */
import { expect, test } from 'vitest';
import { childFloor } from '../support/asterisk/child-floor.ts';
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
