import { describe, expect, test } from 'vitest';
import { AsteriskIds } from '../../../src/asterisk/ids.ts';
import { bridgeId, callId, legId, offerId, recordingId } from '../../../src/shared/ids.ts';

const ids = new AsteriskIds('k3f');
const call = callId(1042);

describe('what we make on Asterisk', () => {
  test('carries our prefix, and loses it on the way back', () => {
    const offer = offerId(call, 2);
    expect(ids.channel(offer)).toBe('cb-k3f-1042-o2');
    expect(ids.leg('cb-k3f-1042-o2')).toBe(offer);
    expect(ids.bridgeOf(ids.bridge(bridgeId(call, 1)))).toBe('1042-b1');
    expect(ids.recordingOf(ids.recording(recordingId(call, 1)))).toBe('1042-r1');
  });

  test('is told from what another instance made, which keeps its whole name', () => {
    expect(ids.leg('cb-old-7-o1')).toBe('cb-old-7-o1');
    expect(ids.isOffer('cb-old-7-o1')).toBe(true);
    expect(ids.channel(legId('cb-old-7-o1'))).toBe('cb-old-7-o1');
    expect(ids.bridgeOf('cb-old-7-b1')).toBe('cb-old-7-b1');
    expect(ids.playbackOf('cb-old-7-p1')).toBeUndefined();
  });

  test('has a far end that is no leg when it is a Local channel', () => {
    const far = ids.farEnd(offerId(call, 2));
    expect([ids.isFarEnd(far), ids.isOffer(far)]).toEqual([true, false]);
  });
});

test('a caller keeps the id that Asterisk gave', () => {
  expect(ids.leg('1795291893.12')).toBe('1795291893.12');
  expect(ids.channel(legId('1795291893.12'))).toBe('1795291893.12');
  expect(ids.isOffer('1795291893.12')).toBe(false);
  expect(ids.bridgeOf('somebody-elses')).toBeUndefined();
});

test.each(['', 'K3F', 'a-b', 'a'.repeat(17)])('%j is no name for an instance', (name) => {
  expect(() => new AsteriskIds(name)).toThrow(/instance/);
});
