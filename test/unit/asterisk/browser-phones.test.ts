/** What becomes of legs when the page of a browser phone goes, comes, or is only cut off. */
import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { BrowserPhones } from '../../../src/asterisk/browser-phones.ts';
import { AsteriskIds } from '../../../src/asterisk/ids.ts';
import { Legs, type LiveLeg } from '../../../src/asterisk/legs.ts';
import type { TelephonyEvent } from '../../../src/call/kept/events.ts';
import { seconds } from '../../../src/shared/time.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

let clock: VirtualClock;
let legs: Legs;
let phones: BrowserPhones;
let packets: number;
let told: TelephonyEvent[];
let listenersGone: string[];
const ids = new AsteriskIds('test');

beforeEach(() => {
  clock = new VirtualClock();
  legs = new Legs(() => undefined);
  [packets, told, listenersGone] = [0, [], []];
  phones = new BrowserPhones({
    url: 'http://127.0.0.1:8088',
    credentials: () => [{ user: 'anna', password: 'key' }],
    legs,
    ids,
    clock,
    link: {
      request: async () => ({ kind: 'reply', status: 200, body: JSON.stringify({ rxcount: packets }) }),
    },
    tell: (event) => told.push(event),
    listenerGone: (phone) => listenersGone.push(phone),
    heardOf: () => undefined,
    refused: () => undefined,
  });
});

const leg = (id: string, answered: boolean, phone = 'anna'): LiveLeg =>
  legs.add(ids.channel(id as never), true, phone, answered);
const lost = (): string[] => told.flatMap((event) => (event.type === 'legLost' ? [event.leg] : []));

async function passes(time: number, isHeard: boolean): Promise<void> {
  const end = clock.now() + time;
  while (clock.now() < end) {
    if (isHeard) packets += 25;
    const next = clock.now() + 500;
    while (clock.tick(next)) await setImmediate();
  }
}

test('a page that is gone takes all of its legs with it, and nobody else’s', () => {
  leg('1001-o1', true);
  leg('1002-o1', false);
  leg('1003-o1', true, 'boris');
  phones.left('anna', 'gone');
  phones.left('anna', 'gone');
  expect(lost()).toEqual(['1001-o1', '1002-o1']);
});

test('whoever listened to a talk at that page does not any more; a cut says nothing of it', () => {
  phones.left('anna', 'cut');
  expect(listenersGone).toEqual([]);
  phones.left('anna', 'gone');
  expect(listenersGone).toEqual(['anna']);
});

test('a websocket that is cut ends what rings; a talk goes on while it is heard', async () => {
  leg('1001-o1', true);
  leg('1002-o1', false);
  phones.left('anna', 'cut');
  expect(lost()).toEqual(['1002-o1']);
  await passes(seconds(60), true);
  expect(lost()).toEqual(['1002-o1']);
  await passes(seconds(4), false);
  expect(lost()).toEqual(['1002-o1', '1001-o1']);
});

test('back with its sound: nothing is lost, and it is not listened for any more', async () => {
  leg('1001-o1', true);
  phones.left('anna', 'cut');
  await passes(seconds(2), true);
  phones.arrived('anna', ['1001-o1']);
  await passes(seconds(60), false);
  expect(lost()).toEqual([]);
  expect(told).toMatchObject([{ type: 'pageCame', phone: 'anna' }]);
});

test('back without its sound: the leg is lost before the page is there', () => {
  leg('1001-o1', true);
  phones.arrived('anna', ['1000-o7']);
  expect(told.map(({ type }) => type)).toEqual(['legLost', 'pageCame']);
});

test('a page that was closed while no engine was there: its talk is lost, unless it is back with its sound', async () => {
  leg('1001-o1', true);
  leg('1002-o1', true, 'boris');
  leg('1003-o1', true, 'desk');
  phones.follow({ agents: { anna: { browserPhone: 'anna' }, boris: { browserPhone: 'boris' } } as never });
  phones.linked(true);
  await passes(seconds(3), false);
  phones.arrived('boris', ['1002-o1']);
  await passes(seconds(10), false);
  expect(lost()).toEqual(['1001-o1']);
});

test('the link to Asterisk comes and goes: whose page is there is not listened for', async () => {
  leg('1001-o1', true);
  phones.follow({ agents: { anna: { browserPhone: 'anna' } } as never });
  phones.arrived('anna', ['1001-o1']);
  phones.linked(false);
  phones.linked(true);
  await passes(seconds(20), false);
  expect(lost()).toEqual([]);
});

test('another page came after a crash: a call that the first has made is lost with its sound, and rung for', async () => {
  const own = legs.add('its own channel', false, 'anna', true);
  phones.left('anna', 'cut');
  await passes(seconds(2), false);
  phones.arrived('anna', []);
  expect(own.ending).toBeUndefined();
  await passes(seconds(5), false);
  expect(told.map(({ type }) => type)).toEqual(['pageCame', 'legLost', 'pageCame']);
});

test('the same page is back, with a call that it has made itself: it goes on while it is heard', async () => {
  const own = legs.add('its own channel', false, 'anna', true);
  phones.left('anna', 'cut');
  await passes(seconds(2), true);
  phones.arrived('anna', []);
  await passes(seconds(30), true);
  expect(own.ending).toBeUndefined();
});

test('whoever holds may be silent', async () => {
  leg('1001-o1', true).held = true;
  phones.left('anna', 'cut');
  await passes(seconds(30), false);
  expect(lost()).toEqual([]);
});

test('the last figures of a page are told at the end of its leg', () => {
  const talking = leg('1001-o1', true);
  expect(phones.measured('boris', { loss: 0, jitter: 1 })).toBe(false);
  phones.measured('anna', { loss: 50, jitter: 90 });
  expect(phones.measured('anna', { loss: 0, jitter: 3, roundTrip: 20 })).toBe(true);
  phones.ended(talking);
  expect(told).toMatchObject([
    {
      type: 'legQuality',
      leg: '1001-o1',
      stage: 'in_page',
      quality: { to: { loss: 0, roundTrip: 20, mos: 4.4 } },
    },
  ]);
});

test('there is a way in as long as there is an Asterisk, for browser phones of the plan', () => {
  expect(phones.wayIn()).toBeUndefined();
  phones.linked(true);
  expect(phones.wayIn()).toBe('ws://127.0.0.1:8088/ws');
  expect(phones.keyOf('anna')).toBeUndefined();
  phones.follow({ agents: { anna: { browserPhone: 'anna' } as never } });
  expect(phones.keyOf('anna')).toBe('key');
});
