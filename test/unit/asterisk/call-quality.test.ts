import { beforeEach, expect, test } from 'vitest';
import { AsteriskIds } from '../../../src/asterisk/ids.ts';
import { Legs, type LiveLeg } from '../../../src/asterisk/legs.ts';
import { CallQuality } from '../../../src/asterisk/quality/call-quality.ts';
import { mosOf } from '../../../src/asterisk/quality/e-model.ts';
import { rtcpReport } from '../../../src/asterisk/quality/rtcp-report.ts';
import type { TelephonyEvent } from '../../../src/call/kept/events.ts';
import type { CallId } from '../../../src/shared/ids.ts';
import { minutes, seconds } from '../../../src/shared/time.ts';

let now: number;
let legs: Legs;
let told: TelephonyEvent[];
let quality: CallQuality;
let dora: LiveLeg;
const ids = new AsteriskIds('test');

beforeEach(() => {
  [now, told] = [minutes(1), []];
  legs = new Legs(() => undefined);
  dora = legs.add(ids.channel('1001-o1' as never), true, 'dora', true);
  quality = new CallQuality({ ids, legs, clock: { now: () => now }, tell: (event) => told.push(event) });
});

/** As Asterisk 22 writes them over AMI. `loss` in 256ths. */
function reports(leg: LiveLeg, event: 'RTCPReceived' | 'RTCPSent', more: object = {}, rate = 8000): void {
  now += seconds(5);
  const sentrtp = String((now / 1000) * rate);
  const figures = { report0fractionlost: '0', report0iajitter: '40', rtt: '0.0300', sentrtp };
  quality.hear({ event, uniqueid: leg.channel, ...figures, ...more });
}

test.each([
  ['a perfect leg', 0, 0, 0, 4.4],
  ['a leg across a continent', 0, 10, 150, 4.33],
  ['1 % lost', 1, 5, 20, 3.8],
  ['3 % lost', 3, 5, 20, 2.74],
  ['jitter of 100 ms and a round trip of 600 ms', 0, 100, 600, 2.28],
  ['half of it lost', 50, 5, 20, 1],
])('%s', (_what, loss, jitter, roundTrip, mos) => {
  expect(mosOf({ loss, jitter, roundTrip })).toBeCloseTo(mos, 1);
});

test('what is worse never sounds better', () => {
  for (const more of [{ loss: 1 }, { jitter: 20 }, { roundTrip: 50 }]) {
    let last = 5;
    for (let n = 0; n < 60; n++) {
      const figures = { loss: 0, jitter: 0, roundTrip: 0 };
      for (const [key, step] of Object.entries(more)) figures[key as keyof typeof figures] = step * n;
      const mos = mosOf(figures);
      expect(mos).toBeLessThanOrEqual(last);
      last = mos;
    }
  }
});

test('a report of a sender who has got nothing yet says nothing', () => {
  expect(rtcpReport({ event: 'RTCPReceived', uniqueid: 'x', reportcount: '0' })).toBeUndefined();
  expect(rtcpReport({ event: 'Hangup', uniqueid: 'x' })).toBeUndefined();
});

test('a round trip of hours is not known, and does not spoil how the leg sounded', () => {
  for (let n = 0; n < 6; n++) reports(dora, 'RTCPReceived', { rtt: n % 2 === 0 ? '26214.4030' : '0.0300' });
  quality.ended(dora);
  expect(told).toMatchObject([{ stage: 'over', quality: { to: { roundTrip: 30, mos: 4.4 } } }]);
});

test('a good leg is told of once, at its end, in both directions', () => {
  for (let n = 0; n < 6; n++) {
    reports(dora, 'RTCPReceived');
    reports(dora, 'RTCPSent', { rtt: undefined });
  }
  expect(told).toEqual([]);
  dora.endedFor = '1001' as CallId;
  quality.ended(dora);
  quality.ended(dora);
  expect(told).toEqual([
    {
      type: 'legQuality',
      at: now,
      leg: '1001-o1',
      stage: 'over',
      quality: {
        to: { loss: 0, jitter: 5, roundTrip: 30, mos: 4.39 },
        from: { loss: 0, jitter: 5, mos: 4.4 },
      },
      phone: 'dora',
      call: '1001',
    },
  ]);
  expect(quality.poor()).toEqual([]);
});

test('a leg that is bad for 15 seconds is told of once, with an alarm, and its phone is poor until it sounds well', () => {
  const bad = { report0fractionlost: '11' };
  reports(dora, 'RTCPSent', bad);
  reports(dora, 'RTCPSent', bad);
  expect(told).toEqual([]);
  reports(dora, 'RTCPSent', bad);
  reports(dora, 'RTCPSent', bad);
  expect(told).toMatchObject([{ stage: 'turned_bad', alarm: true, quality: { from: { loss: 4.3 } } }]);
  expect(quality.poor()).toMatchObject([{ phone: 'dora', direction: 'from', since: minutes(1), loss: 4.3 }]);
  quality.ended(dora);
  expect(quality.poor()).toHaveLength(1);
  const next = legs.add(ids.channel('1002-o1' as never), true, 'dora', true);
  for (let n = 0; n < 3; n++) reports(next, 'RTCPSent', bad);
  // One alarm in ten minutes, and still bad since the first time.
  expect(told.filter((event) => 'alarm' in event)).toHaveLength(1);
  expect(quality.poor()).toMatchObject([{ since: minutes(1) }]);
  const third = legs.add(ids.channel('1003-o1' as never), true, 'dora', true);
  for (let n = 0; n < 3; n++) reports(third, 'RTCPSent');
  quality.ended(third);
  expect(quality.poor()).toEqual([]);
});

test('a moment of trouble is not told of', () => {
  for (let n = 0; n < 8; n++) {
    reports(dora, 'RTCPSent', n % 3 === 2 ? {} : { report0fractionlost: '128' });
  }
  expect(told).toEqual([]);
});

test('the jitter of opus is counted in its own ticks', () => {
  for (let n = 0; n < 4; n++) reports(dora, 'RTCPReceived', { report0iajitter: '1440' }, 48_000);
  // The rate is known from the second report on.
  expect(told).toEqual([]);
  quality.ended(dora);
  expect(told).toMatchObject([{ quality: { to: { jitter: Math.round((180 + 30 * 3) / 4) } } }]);
});

test('a single report, and one of a leg that is not ours, say nothing', () => {
  reports(dora, 'RTCPSent');
  quality.hear({ event: 'RTCPSent', uniqueid: 'other', report0fractionlost: '99', report0iajitter: '1' });
  quality.ended(dora);
  expect(told).toEqual([]);
});
