/**
 * An Asterisk that starts anew takes log-ins before it knows how to list phones. It was asked once, and whoever had talked
 * when the old one died was busy for ever: no call came to them any more.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AriTelephony } from '../../../src/asterisk/ari-telephony.ts';
import { quiet } from '../../support/real-asterisk.ts';
import { until } from '../../support/sip/until.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { FakeAmi } from './ami/fake-ami.ts';

let asterisk: FakeAmi;
let telephony: AriTelephony;
const clock = new VirtualClock();
const unheard: (string | undefined)[] = [];

beforeEach(async () => {
  asterisk = await FakeAmi.open();
  telephony = new AriTelephony({
    // Nobody listens there.
    ari: { url: 'http://127.0.0.1:1', user: 'cordboard', password: 'secret' },
    ami: asterisk.access,
    app: 'cordboard',
    instance: 't1',
    credentials: [],
    log: quiet,
    clock,
  });
});

afterEach(async () => {
  await telephony.stop();
  await asterisk.close();
});

test('phones are asked for again until Asterisk can list them', async () => {
  let isStarting = true;
  asterisk.isUnknown = (action) => isStarting && /^Action: DeviceStateList$/im.test(action);
  void telephony.start({
    event: () => undefined,
    link: () => undefined,
    phonesUnheard: (reason) => unheard.push(reason),
  });
  const asked = () => asterisk.named('DeviceStateList').length;
  await until('phones are asked for', () => asked() === 1);
  await until('and again', () => {
    clock.tick(clock.now() + 500);
    return asked() >= 2;
  });
  expect(unheard).not.toContain(undefined);
  isStarting = false;
  await until('they are heard of', () => {
    clock.tick(clock.now() + 500);
    return unheard.includes(undefined);
  });
});
