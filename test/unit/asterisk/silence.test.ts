import { expect, test } from 'vitest';
import { Silence } from '../../../src/asterisk/stand-in/silence.ts';

test('F15: silence is counted while the process itself is awake', () => {
  const silence = new Silence(0);
  for (let now = 100; now <= 1000; now += 100) silence.tick(now);
  expect(silence.tick(1100)).toBe(1100);
});

test('F15: a machine that slept for an hour is no frozen engine', () => {
  const silence = new Silence(0);
  silence.tick(100);
  expect(silence.tick(3_600_100)).toBeLessThan(500);
});

test('F15: a beat begins it again', () => {
  const silence = new Silence(0);
  silence.tick(200);
  silence.heard();
  expect(silence.tick(300)).toBe(100);
});
