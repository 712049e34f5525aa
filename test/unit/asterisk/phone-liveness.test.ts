import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { AsteriskIds } from '../../../src/asterisk/ids.ts';
import { Legs, type LiveLeg } from '../../../src/asterisk/legs.ts';
import type { Reply } from '../../../src/asterisk/outcomes.ts';
import { PhoneLiveness } from '../../../src/asterisk/phone-liveness.ts';
import type { TelephonyEvent } from '../../../src/call/kept/events.ts';
import { seconds } from '../../../src/shared/time.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

/** The phone of Anna, on which she talks. */
let clock: VirtualClock;
let leg: LiveLeg;
let packets: number;
let talks: boolean;
let reports: boolean;
let signs: PhoneLiveness;
let asked: number;
let told: TelephonyEvent[];
let unreachable: string[];
let suspected: number[];
let wasSuspected: boolean[];

async function passes(time: number): Promise<void> {
  const end = clock.now() + time;
  while (clock.now() < end) {
    const next = clock.now() + seconds(1);
    while (clock.tick(next)) await setImmediate();
    if (talks) packets += 50;
    if (reports && clock.now() % seconds(5) === 0) signs.reported(leg.channel);
  }
}

beforeEach(() => {
  clock = new VirtualClock();
  const ids = new AsteriskIds('test');
  const legs = new Legs(() => undefined);
  leg = legs.add(ids.channel('1001-o1' as never), true, 'anna', true);
  leg.answeredHere = true;
  [packets, asked, talks, reports, told, unreachable] = [0, 0, true, false, [], []];
  [suspected, wasSuspected] = [[], []];
  signs = new PhoneLiveness({
    ids,
    legs,
    link: {
      request: async (): Promise<Reply> => {
        asked += 1;
        return { kind: 'reply', status: 200, body: JSON.stringify({ rxcount: packets }) };
      },
    },
    clock,
    tell: (event) => told.push(event),
    suspected: () => suspected.push(clock.now()),
    silent: (phone, isSuspected) => {
      unreachable.push(phone);
      wasSuspected.push(isSuspected);
    },
  });
  signs.follow({});
});

describe('a phone that reports', () => {
  beforeEach(async () => {
    reports = true;
    await passes(seconds(30));
  });

  test('costs no question, be it silent or not', async () => {
    const before = asked;
    talks = false;
    await passes(seconds(120));
    expect([asked - before, told]).toEqual([0, []]);
  });

  test('has vanished when nothing comes any more', async () => {
    [talks, reports] = [false, false];
    await passes(seconds(30));
    expect(told).toMatchObject([{ type: 'legVanished', leg: '1001-o1' }]);
    expect(unreachable).toEqual(['anna']);
    await passes(seconds(60));
    expect(told).toHaveLength(1);
  });

  test('is suspected once before it has vanished, when nothing comes from it any more', async () => {
    const gone = clock.now();
    [talks, reports] = [false, false];
    await passes(seconds(30));
    expect(wasSuspected).toEqual([true]);
    expect(suspected).toHaveLength(1);
    expect((suspected[0] ?? 0) - gone).toBeLessThan(seconds(15));
  });

  test('is suspected again with each sign of life: only what comes after the last one says that it is back', async () => {
    reports = false;
    await passes(seconds(60));
    const gone = clock.now();
    talks = false;
    await passes(seconds(60));
    expect(suspected.length).toBeGreaterThan(2);
    expect((suspected.at(-1) ?? 0) - gone).toBeGreaterThanOrEqual(0);
    expect(wasSuspected).toEqual([true]);
  });

  test('that reports is not suspected, be it silent or not', async () => {
    talks = false;
    await passes(seconds(120));
    expect(suspected).toEqual([]);
  });

  test('is there as long as it talks, although its reports get lost', async () => {
    reports = false;
    await passes(seconds(120));
    expect(told).toEqual([]);
  });

  test('may hold the call and send nothing at all', async () => {
    leg.held = true;
    [talks, reports] = [false, false];
    await passes(seconds(600));
    expect(told).toEqual([]);
  });

  test('has vanished when it reported while it held the call, and does so no more', async () => {
    leg.held = true;
    talks = false;
    await passes(seconds(60));
    reports = false;
    await passes(seconds(50));
    expect(told).toEqual([]);
    await passes(seconds(30));
    expect(told).toHaveLength(1);
  });

  test('begins anew when it holds no more', async () => {
    leg.held = true;
    [talks, reports] = [false, false];
    await passes(seconds(300));
    leg.held = false;
    await passes(seconds(15));
    expect(told).toEqual([]);
  });
});

test('a phone that never reports gets a longer time', async () => {
  signs.reported('of the caller');
  await passes(seconds(30));
  talks = false;
  await passes(seconds(45));
  expect(told).toEqual([]);
  await passes(seconds(60));
  expect(told).toHaveLength(1);
});

test('a phone that is gone before the first report of all has vanished, if Asterisk tells of its own reports', async () => {
  await passes(seconds(3));
  talks = false;
  await passes(seconds(120));
  expect(told).toEqual([]);
  signs.hearsReports();
  await passes(seconds(30));
  expect(told).toMatchObject([{ type: 'legVanished', leg: '1001-o1' }]);
});

test('an AMI user who hears of no report at all takes no call from a muted phone', async () => {
  await passes(seconds(30));
  talks = false;
  await passes(seconds(600));
  expect(told).toEqual([]);
});

test('a phone that was found talking may be holding: it is judged once it has shown life', async () => {
  signs.reported('of the caller');
  leg.answeredHere = false;
  talks = false;
  await passes(seconds(300));
  expect(told).toEqual([]);
  talks = true;
  await passes(seconds(30));
  talks = false;
  await passes(seconds(100));
  expect(told).toHaveLength(1);
});

test('a phone that went on hold while the link was lost is not taken for gone', async () => {
  await passes(seconds(30));
  signs.linkLost();
  talks = false;
  await passes(seconds(300));
  expect(told).toEqual([]);
});

test('the plan may say never', async () => {
  signs.follow({ vanishedAfter: 0 });
  await passes(seconds(30));
  talks = false;
  await passes(seconds(600));
  expect([asked, told]).toEqual([0, []]);
});
