import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { signalAfter } from '../../../src/shared/signal-after.ts';
import { until } from '../../support/sip/until.ts';

test('a deadline is kept, also if the garbage is collected meanwhile', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const stopping = new AbortController();
  const signals = Array.from({ length: 20 }, () => AbortSignal.any([signalAfter(200), stopping.signal]));
  await new Promise((resolve) => setTimeout(resolve, 20));
  collect();
  await until('all were given', () => signals.every(({ aborted }) => aborted), { within: 10_000 });
  expect(stopping.signal.aborted).toBe(false);
});
