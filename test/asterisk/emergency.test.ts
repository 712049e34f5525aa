/** An agent dials 112: with an engine, and without one. */
import { expect, onTestFinished, test } from 'vitest';
import { childFloor } from '../support/asterisk/child-floor.ts';
import { Softphone } from '../support/sip/softphone.ts';
import { until } from '../support/sip/until.ts';

test('112 goes out over the trunk for it, with its number, also while the engine is away', {
  timeout: 60_000,
}, async () => {
  const services = await Softphone.open({ user: 'services', server: { host: '127.0.0.1', port: 9 } });
  onTestFinished(async () => await services.close());
  const floor = await childFloor({
    plan: `
company: Site
country: DE
time zone: Europe/Berlin
language: en
numbers: { "101": { queue: sales } }
queues: { sales: { agents: [anna] } }
agents: { anna: {} }
trunks:
  dead: { server: "192.0.2.9:5060", addresses: [192.0.2.9], caller number: "+4930555009" }
  alive: { server: "${services.address}", addresses: [192.0.2.1], caller number: "+4930555000" }
outside calls: { each trunk: { calls an hour: 0 } }
emergency calls: { trunks: [alive, dead] }
lines: [line1]
`,
  });
  const anna = await floor.phone('anna');
  expect(await anna.register()).toBe(200);
  const isCarried = async (): Promise<void> => {
    const call = await anna.call('112');
    const rung = await services.rings();
    expect(rung.number).toBe('+4930555000');
    await rung.answer();
    await call.untilState('up');
    [call.audio.mouth.tone, rung.audio.mouth.tone] = [440, 700];
    await Promise.all([call.audio.hearsTone(700), rung.audio.hearsTone(440)]);
    await call.hangUp();
    await rung.untilState('ended');
  };
  await isCarried();
  const { entries } = (await floor.cordboard.ask('/v1/journal?limit=500')) as {
    entries: { type: string; what?: string }[];
  };
  expect(entries.filter(({ type }) => type === 'alarmRaised')).toMatchObject([
    { what: 'anna makes an emergency call: 112' },
  ]);
  await floor.cordboard.kill();
  await isCarried();
  await floor.startAgain();
  await until('both are in the journal', async () => (await floor.calls('ended')).length === 2, {
    within: 20_000,
  });
  expect((await floor.calls('ended')).map(({ dialled, outcome }) => [dialled, outcome])).toEqual([
    ['112', 'answered'],
    ['112', 'answered'],
  ]);
});
