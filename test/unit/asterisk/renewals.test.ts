/** A lost phone that only renews its registration, of which Asterisk says nothing by itself. */
import { beforeEach, expect, test } from 'vitest';
import { Renewals } from '../../../src/asterisk/renewals.ts';
import { seconds } from '../../../src/shared/time.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

let clock: VirtualClock;
let renewals: Renewals;
/** Of each phone, when its registration ends. */
const ends = new Map<string, number>();
const lost = new Set<string>();
let asked: string[];
let renewed: string[];

beforeEach(() => {
  clock = new VirtualClock();
  ends.clear();
  lost.clear();
  asked = [];
  renewed = [];
  renewals = new Renewals({
    clock,
    ami: {
      action: async ({ endpoint = '' }) => {
        asked.push(endpoint);
        const regexpire = ends.get(endpoint);
        if (regexpire !== undefined)
          renewals.hear({ aor: endpoint, uri: `sip:${endpoint}@192.0.2.7`, regexpire: String(regexpire) });
        return { kind: 'success', message: {} };
      },
    },
    isLost: (phone) => lost.has(phone),
    renewed: (phone) => {
      lost.delete(phone);
      renewed.push(phone);
    },
  });
});

const passes = (time: number): void => {
  const until = clock.now() + time;
  while (clock.tick(until));
};

function isLost(phone: string): void {
  ends.set(phone, 1000);
  lost.add(phone);
  renewals.lost(phone, false);
}

test('is there again within seconds, and is asked for no longer', () => {
  isLost('anna');
  passes(seconds(10));
  expect(renewed).toEqual([]);
  ends.set('anna', 1600);
  passes(seconds(2));
  expect(renewed).toEqual(['anna']);
  const before = asked.length;
  passes(seconds(60));
  expect(asked).toHaveLength(before);
});

test('lost once more, it is compared with what it has then', () => {
  isLost('anna');
  ends.set('anna', 1600);
  passes(seconds(2));
  isLost('anna');
  passes(seconds(10));
  expect(renewed).toEqual(['anna']);
});

test('of which something else was heard meanwhile is not asked for', () => {
  isLost('anna');
  lost.clear();
  passes(seconds(4));
  expect(asked).toEqual(['anna']);
});

test('hundreds at once are asked for in turn, a few at a time', () => {
  for (let nth = 0; nth < 50; nth++) isLost(`phone${nth}`);
  asked = [];
  passes(seconds(2));
  expect(asked).toHaveLength(20);
  passes(seconds(4));
  expect(new Set(asked).size).toBe(50);
});

test('renewed between the suspicion and the loss: it is there at once', () => {
  ends.set('anna', 1000);
  renewals.suspected('anna');
  ends.set('anna', 1600);
  lost.add('anna');
  renewals.lost('anna', true);
  expect(renewed).toEqual(['anna']);
});

test('suspected, and not renewed, it is asked for until it is', () => {
  ends.set('anna', 1000);
  renewals.suspected('anna');
  isLost('anna');
  passes(seconds(4));
  expect(renewed).toEqual([]);
  ends.set('anna', 1600);
  passes(seconds(2));
  expect(renewed).toEqual(['anna']);
});

test('of a suspicion that has passed nothing is left', () => {
  ends.set('anna', 1000);
  renewals.suspected('anna');
  ends.set('anna', 1600);
  lost.add('anna');
  renewals.lost('anna', false);
  passes(seconds(4));
  expect(renewed).toEqual([]);
});
