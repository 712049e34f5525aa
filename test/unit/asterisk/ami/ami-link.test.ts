/** Each fault of `asterisk-manager` that is known, and that it does us no harm. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AmiLink, type AmiMessage, amiTimes } from '../../../../src/asterisk/ami/ami-link.ts';
import { quiet } from '../../../support/real-asterisk.ts';
import { until } from '../../../support/sip/until.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';
import { FakeAmi } from './fake-ami.ts';

let asterisk: FakeAmi;
let clock: VirtualClock;
let link: AmiLink;
let states: string[];
let events: AmiMessage[];

beforeEach(async () => {
  asterisk = await FakeAmi.open();
  clock = new VirtualClock();
  states = [];
  events = [];
  link = new AmiLink(asterisk.access, clock, quiet, {
    up: () => states.push('up'),
    down: () => states.push('down'),
    event: (message) => events.push(message),
  });
});

afterEach(async () => {
  link.stop();
  await asterisk.close();
});

async function isUp(): Promise<void> {
  link.start();
  await until('the link is up', () => states.at(-1) === 'up');
}

async function passesUntil(what: string, condition: () => boolean): Promise<void> {
  await until(what, () => {
    if (!condition()) clock.tick(clock.now() + 1000);
    return condition();
  });
}

test('brings events, with their keys in lower case', async () => {
  await isUp();
  asterisk.says('Event: DeviceStateChange\r\nDevice: PJSIP/anna\r\nState: INUSE\r\n\r\n');
  await until('it is told', () => events.length === 1);
  expect(events).toMatchObject([{ event: 'DeviceStateChange', device: 'PJSIP/anna', state: 'INUSE' }]);
});

describe('an action', () => {
  test('gets its response', async () => {
    await isUp();
    expect((await link.action({ action: 'DeviceStateList' })).kind).toBe('success');
  });

  test.each([
    { action: 'Ping', data: 'x\r\nAction: Originate' },
    { action: 'Ping\n\nAction: Originate' },
    { 'action: Originate\r\nx': 'y' },
    { 'channel: x\u2028': 'y' },
    { action: 'Ping', data: '\u0000' },
  ])('that would smuggle in another is not sent: %j', async (fields) => {
    await isUp();
    const before = asterisk.actions.length;
    expect((await link.action(fields)).kind).toBe('refused');
    await link.action({ action: 'Ping' });
    expect(asterisk.actions).toHaveLength(before + 1);
  });

  test('without a response ends at its deadline', async () => {
    await isUp();
    asterisk.ignores = (action) => /Action: List/.test(action);
    const reply = link.action({ action: 'List' });
    await until('it was sent', () => asterisk.named('List').length === 1);
    clock.tick(clock.now() + amiTimes.ping);
    await until('the link is alive', () => asterisk.named('Ping').length === 1);
    clock.tick(clock.now() + amiTimes.action);
    expect((await reply).kind).toBe('none');
  });

  test('ends with the connection', async () => {
    await isUp();
    asterisk.ignores = () => true;
    const reply = link.action({ action: 'List' });
    await until('it was sent', () => asterisk.named('List').length === 1);
    asterisk.sockets.at(-1)?.destroy();
    expect((await reply).kind).toBe('none');
  });

  test('given while there is no link is never sent later', async () => {
    await isUp();
    asterisk.sockets.at(-1)?.destroy();
    await until('the loss is told', () => states.at(-1) === 'down');
    expect((await link.action({ action: 'Originate' })).kind).toBe('none');
    await passesUntil('the link is back', () => states.at(-1) === 'up');
    await link.action({ action: 'Ping' });
    expect(asterisk.named('Originate')).toEqual([]);
  });
});

describe('a lost link', () => {
  test('comes back within seconds, and prints nothing', async () => {
    const print = vi.spyOn(console, 'log');
    await isUp();
    await asterisk.close();
    await passesUntil('minutes have passed', () => clock.now() > new VirtualClock().now() + 300_000);
    await asterisk.listen();
    const since = clock.now();
    await passesUntil('the link is back', () => states.at(-1) === 'up');
    expect(clock.now() - since).toBeLessThan(60_000);
    expect(states).toEqual(['up', 'down', 'up']);
    expect(print).not.toHaveBeenCalled();
    print.mockRestore();
  });

  test('that is half open is noticed by a ping', async () => {
    await isUp();
    asterisk.ignores = (action) => /Action: Ping/.test(action);
    await passesUntil('it is noticed', () => states.includes('down'));
  });

  test('that does not log in is tried again', async () => {
    asterisk.refusesLogin = true;
    link.start();
    await passesUntil('it has been tried thrice', () => asterisk.named('login').length >= 3);
    expect(states).toEqual([]);
    asterisk.refusesLogin = false;
    await passesUntil('it is up', () => states.includes('up'));
  });
});
