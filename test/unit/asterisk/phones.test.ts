import { beforeEach, describe, expect, test } from 'vitest';
import { Phones } from '../../../src/asterisk/phones.ts';
import type { TelephonyEvent } from '../../../src/call/kept/events.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

let clock: VirtualClock;
let phones: Phones;
let told: TelephonyEvent[];
const ours = new Set<string>();

beforeEach(() => {
  clock = new VirtualClock();
  told = [];
  ours.clear();
  phones = new Phones(
    clock,
    (phone) => ours.has(phone),
    (event) => told.push(event),
  );
  phones.follow(['anna']);
});

function passes(time: number): void {
  const until = clock.now() + time;
  while (clock.tick(until));
}

const last = () => told.at(-1);

describe('a phone', () => {
  test('is told of once for each change, and others not at all', () => {
    phones.deviceChanged('PJSIP/anna', 'NOT_INUSE');
    phones.deviceChanged('PJSIP/anna', 'NOT_INUSE');
    phones.deviceChanged('PJSIP/line1', 'NOT_INUSE');
    phones.deviceChanged('Custom:anna', 'INUSE');
    expect(told).toMatchObject([{ type: 'phoneChanged', phone: 'anna', reachable: true, busy: false }]);
    phones.deviceChanged('PJSIP/anna', 'UNAVAILABLE');
    expect(last()).toMatchObject({ reachable: false });
  });

  test('that is in use when it is heard of first is told of as busy, and never as free before', () => {
    phones.deviceChanged('PJSIP/anna', 'INUSE');
    expect(told).toEqual([]);
    phones.allHeardOf();
    expect(told).toMatchObject([{ reachable: true, busy: true }]);
    passes(1000);
    expect(told).toHaveLength(1);
  });

  test('is busy when it is in use without us, and that lasts', () => {
    phones.deviceChanged('PJSIP/anna', 'NOT_INUSE');
    phones.deviceChanged('PJSIP/anna', 'INUSE');
    expect(last()).toMatchObject({ reachable: true, busy: false });
    passes(1000);
    expect(last()).toMatchObject({ busy: true });
    phones.deviceChanged('PJSIP/anna', 'NOT_INUSE');
    expect(last()).toMatchObject({ busy: false });
  });

  test('is not busy on our own leg, nor for the moment after it', () => {
    phones.deviceChanged('PJSIP/anna', 'NOT_INUSE');
    ours.add('anna');
    phones.deviceChanged('PJSIP/anna', 'INUSE');
    passes(1000);
    ours.clear();
    phones.legsChanged('anna');
    passes(100);
    phones.deviceChanged('PJSIP/anna', 'NOT_INUSE');
    passes(1000);
    expect(told).toHaveLength(1);
  });

  test('is busy when our leg leaves it and it is still in use', () => {
    ours.add('anna');
    phones.deviceChanged('PJSIP/anna', 'INUSE');
    ours.clear();
    phones.legsChanged('anna');
    passes(1000);
    expect(last()).toMatchObject({ busy: true });
  });

  test('that gave no sign of life is unreachable for a minute, whatever Asterisk believes', () => {
    phones.deviceChanged('PJSIP/anna', 'NOT_INUSE');
    phones.silent('anna');
    phones.deviceChanged('PJSIP/anna', 'RINGING');
    phones.deviceChanged('PJSIP/anna', 'NOT_INUSE');
    passes(59_000);
    expect(last()).toMatchObject({ reachable: false, busy: false });
    passes(2000);
    expect(last()).toMatchObject({ reachable: true });
  });

  test('that registers anew is reachable at once', () => {
    phones.deviceChanged('PJSIP/anna', 'NOT_INUSE');
    phones.silent('anna');
    phones.heardOf('anna');
    expect(last()).toMatchObject({ reachable: true });
  });

  test('is not followed any more when it has left the plan', () => {
    phones.deviceChanged('PJSIP/anna', 'NOT_INUSE');
    phones.deviceChanged('PJSIP/anna', 'INUSE');
    phones.follow([]);
    passes(1000);
    expect(told).toHaveLength(1);
    expect(phones.states()).toEqual([]);
  });

  test('is surveyed as it was told, so that a call of ours that Asterisk has lost does not leave it busy', () => {
    phones.deviceChanged('PJSIP/anna', 'NOT_INUSE');
    ours.add('anna');
    phones.deviceChanged('PJSIP/anna', 'INUSE');
    // Asterisk has died: our legs are gone, and what it said of the phone stands until it says something else.
    ours.clear();
    expect(phones.states()).toEqual([{ phone: 'anna', reachable: true, busy: false }]);
    phones.deviceChanged('PJSIP/anna', 'NOT_INUSE');
    expect(phones.states()).toEqual([{ phone: 'anna', reachable: true, busy: false }]);
  });
});
