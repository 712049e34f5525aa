import { expect, test } from 'vitest';
import {
  arrowsOf,
  lineOf,
  momentAt,
  nameOf,
  soundSummary,
} from '../../../src/console/story/evidence-layout.ts';

const scale = (at: number): number => at / 1000;
const message = (at: number, more: object = {}) => ({
  at: new Date(at).toISOString(),
  sent: true,
  method: 'INVITE',
  hasSdp: false,
  ...more,
});
const report = (at: number, lossPercent: number, jitterMs: number) => ({
  at: new Date(at).toISOString(),
  direction: 'to' as const,
  lossPercent,
  jitterMs,
  mos: 4,
});

test('messages are arrows by kind; one without room for its name has none', () => {
  const arrows = arrowsOf(
    [
      message(0),
      message(10, { status: 100 }),
      message(400, { status: 200, reason: 'OK' }),
      message(900, { status: 486, reason: 'Busy Here' }),
    ],
    scale,
  );
  expect(arrows.map(({ kind }) => kind)).toEqual(['request', 'progress', 'success', 'failure']);
  expect(arrows.map(({ label }) => label)).toEqual(['INVITE', undefined, '200', '486']);
  expect(arrows.map((arrow) => nameOf(arrow.message))).toEqual(['INVITE', '100', '200 OK', '486 Busy Here']);
});

test('reports are a line, the worse the higher, and no higher than the box', () => {
  const reports = [report(0, 0, 0), report(500, 5, 0), report(1000, 80, 0)];
  expect(lineOf(reports, ({ lossPercent }) => lossPercent, 10, scale, 20)).toBe(
    '0.00,20.0 50.00,10.0 100.00,0.0',
  );
});

test('a place on the axis is a moment, also where the axis is stretched', () => {
  const stretched = (at: number): number => Math.sqrt(at / 1000);
  for (const at of [1, 250, 640, 999])
    expect(Math.abs(momentAt(stretched, 0, 1000, stretched(at)) - at)).toBeLessThan(2);
});

test('reports in words: means and the worst; none of none', () => {
  expect(soundSummary([report(0, 1, 10), report(5, 3, 30)])).toEqual({
    loss: 2,
    lossMost: 3,
    jitter: 20,
    jitterMost: 30,
  });
  expect(soundSummary([])).toBeUndefined();
});
