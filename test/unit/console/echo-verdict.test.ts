import { expect, test } from 'vitest';
import type { EchoFigures } from '../../../src/console/phone/echo.ts';
import { verdictOf } from '../../../src/console/phone/verdict.ts';

const good: EchoFigures = { lossPercent: 0, jitterMs: 5, said: 0.4, cameBack: 0.3 };

test.each<[string, Partial<EchoFigures>]>([
  ['good', {}],
  ['good', { lossPercent: 1, sentLossPercent: 1, jitterMs: 30, roundTripMs: 200 }],
  ['fair', { lossPercent: 1.1 }],
  ['fair', { sentLossPercent: 3 }],
  ['fair', { jitterMs: 31 }],
  ['fair', { roundTripMs: 201 }],
  ['poor', { sentLossPercent: 3.1 }],
  ['poor', { jitterMs: 61, roundTripMs: 20 }],
  ['poor', { roundTripMs: 501 }],
  ['silent', { cameBack: 0.001 }],
  ['silent', { lossPercent: 100, cameBack: 0 }],
  ['quiet', { said: 0.001, cameBack: 0 }],
])('%s: %j', (verdict, figures) => {
  expect(verdictOf({ ...good, ...figures })).toBe(verdict);
});
