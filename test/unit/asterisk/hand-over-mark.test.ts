import { expect, test } from 'vitest';
import { handOverIsOver } from '../../../src/asterisk/stand-in/hand-over-mark.ts';
import type { Duration } from '../../../src/shared/time.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

async function pass(clock: VirtualClock, lasts: Duration): Promise<void> {
  const until = clock.now() + lasts;
  do await new Promise((resolve) => setImmediate(resolve));
  while (clock.tick(until));
}

/** Asterisk's global variable; a stand-in may take it away. */
function marked(value: string) {
  const mark = { value, asked: 0 };
  const link = {
    request: async (_resource: string, operation: string, parameters: Readonly<Record<string, unknown>>) => {
      mark.asked += 1;
      if (operation === 'setGlobalVar') mark.value = String(parameters['value']);
      return { kind: 'reply', status: 200, body: JSON.stringify({ value: mark.value }) } as const;
    },
  };
  return { mark, link };
}

test('F28: an engine asks once if no stand-in hands callers over', async () => {
  const { mark, link } = marked('');
  await handOverIsOver(link, new VirtualClock());
  expect(mark.asked).toBe(1);
});

test('F28: an engine waits until a hand-over is over, and until the dialplan has noted whom it has got', async () => {
  const clock = new VirtualClock();
  const { mark, link } = marked('set');
  let isOver = false;
  const over = handOverIsOver(link, clock).then(() => {
    isOver = true;
  });
  await pass(clock, 1000);
  mark.value = '';
  await pass(clock, 400);
  expect(isOver).toBe(false);
  await pass(clock, 300);
  await over;
});

test('F28: the mark of a stand-in that has ended is taken away after five seconds', async () => {
  const clock = new VirtualClock();
  const { mark, link } = marked('set');
  const over = handOverIsOver(link, clock);
  await pass(clock, 5500);
  await over;
  expect(mark.value).toBe('');
});
