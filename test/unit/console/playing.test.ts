import { expect, test } from 'vitest';
import { frameFor, momentIn } from '../../../src/console/time/playing.ts';

const now = Date.parse('2026-11-29T10:25:40Z');
const frame = (at: number) => ({ at: new Date(at).toISOString(), agents: [], queues: [], calls: [] });

test('the address says the moment; without one it is a quarter of an hour ago, and never to come', () => {
  expect(momentIn('?at=2026-11-29T09:00:00Z', now)).toBe(Date.parse('2026-11-29T09:00:00Z'));
  expect(momentIn('', now)).toBe(Date.parse('2026-11-29T10:10:00Z'));
  expect(momentIn('?at=2030-01-01T00:00:00Z', now)).toBe(now);
});

test('while it plays, a frame stands until the next begins; a moment that was not read is read', () => {
  const frames = [frame(now), frame(now + 10_000)];
  expect(frameFor(frames, now, undefined)).toBe(frames[0]);
  expect(frameFor(frames, now + 1000, undefined)).toBeUndefined();
  expect(frameFor(frames, now + 1000, 10)).toBe(frames[0]);
  expect(frameFor(frames, now + 10_000, 10)).toBe(frames[1]);
  expect(frameFor(frames, now + 20_000, 10)).toBeUndefined();
});
