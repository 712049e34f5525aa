/** The main job on a real Asterisk: a caller reaches a person, and they hear each other. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';

let floor: AsteriskFloor;
sharedFloor(async () => (floor = await asteriskFloor()));

test('the phone of a free agent rings with number and name; they hear each other; the caller hangs up', async () => {
  const anna = await floor.agent('anna');
  const max = floor.caller('Max Muster', { number: '+4930123456' });
  const call = await max.dials('101');
  expect(await anna.rings()).toEqual({ number: '+4930123456', name: 'Max Muster' });
  await max.hearsRinging();
  expect(max.call.state).toBe('ringing');
  await anna.answers();
  await max.talksWith(anna);
  expect(max.call.audio.ear.missing).toBe(0);
  await max.hangsUp();
  await anna.isHungUpOn();
  expect(await floor.endOf(call)).toMatchObject({ outcome: 'answered', by: 'caller' });
});

test('SIP listens on loopback here, and so does the sound', async () => {
  const anna = await floor.agent('anna');
  const max = floor.caller('Max Muster', { number: '+4930123456' });
  await max.dials('101');
  await anna.rings();
  await anna.answers();
  await max.talksWith(anna);
  const sockets = await soundSockets(floor.cordboard.etc);
  expect(sockets.length).toBeGreaterThanOrEqual(4); // two legs, RTP and RTCP of each
  expect(new Set(sockets)).toEqual(new Set(['127.0.0.1']));
  await max.hangsUp();
});

test('the agent hangs up first', async () => {
  const anna = await floor.agent('anna');
  const max = floor.caller('Max Muster', { line: 'line1' });
  await max.dials('101');
  await anna.rings();
  await anna.answers();
  await max.talksWith(anna);
  await anna.hangsUp();
  expect(await max.isHungUpOn()).toEqual({ answered: true });
});

test('a contact is shown by the name that the store knows, also when a national number is sent', async () => {
  await floor.store.contacts.set('+4930777', { name: 'Frau Dr. Weiß' }, Date.now());
  const anna = await floor.agent('anna');
  const caller = floor.caller('ANON', { number: '030777' });
  await caller.dials('101');
  expect(await anna.rings()).toEqual({ number: '+4930777', name: 'Frau Dr. Weiß' });
  await caller.hangsUp();
  await anna.stopsRinging();
});

test('a caller waits with music, and gets the first agent who comes', async () => {
  const max = floor.caller('Max');
  await max.dials('105');
  await max.isAnswered();
  await max.call.audio.hearsSomething();
  await floor.until('the caller waits', () => floor.operations.calls()[0]?.phase.name === 'waiting', 30_000);
  await max.call.audio.hearsSomething();
  const boris = await floor.agent('boris');
  await boris.rings();
  await boris.answers();
  await max.talksWith(boris);
  await boris.hangsUp();
  await max.isHungUpOn();
});

test('an echo line sends back what is said', async () => {
  const max = floor.caller('Max');
  await max.dials('199');
  await max.isAnswered();
  max.call.audio.mouth.tone = 500;
  await max.call.audio.hearsTone(500);
  const { ear } = max.call.audio;
  const level = (): number => ear.loudness(performance.now());
  // N25: as loud as it was said; a tone of ours has 6400.
  await floor.until('the echo is as loud as the tone', () => level() > 5500);
  // T11: there is an echo after a hold, too; while a phone holds, it says nothing.
  await max.call.offers('inactive');
  max.call.audio.isQuiet = true;
  await floor.until('nothing comes while the call is on hold', () => level() === 0);
  await max.call.offers('sendrecv');
  max.call.audio.isQuiet = false;
  await floor.until('the echo is back', () => ear.hearsTone(500, performance.now()));
  await max.hangsUp();
});

/** The addresses that Asterisk takes sound on now: Linux's table of UDP sockets has them as hexadecimal numbers. */
async function soundSockets(etc: string): Promise<readonly string[]> {
  const range = /rtpstart = (\d+)\nrtpend = (\d+)/.exec(await readFile(join(etc, 'rtp.conf'), 'utf8'));
  const [first, last] = [Number(range?.[1]), Number(range?.[2])];
  const table = await Promise.all(['udp', 'udp6'].map(async (name) => readFile(`/proc/net/${name}`, 'utf8')));
  return [...table.join('\n').matchAll(/^ *\d+: ([0-9A-F]+):([0-9A-F]{4}) /gm)]
    .filter(([, , port = '']) => Number.parseInt(port, 16) >= first && Number.parseInt(port, 16) <= last)
    .map(([, address = '']) => (address === '0100007F' ? '127.0.0.1' : address));
}
