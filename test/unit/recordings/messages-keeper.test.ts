/** Stopping is waited for by the whole program: it must come to its end. */
import { expect, test } from 'vitest';
import type { VoicemailMessage } from '../../../src/ports/store.ts';
import { MessagesKeeper } from '../../../src/recordings/messages-keeper.ts';
import { silentLog } from '../../support/memory-store.ts';

const message = { call: '1001', recording: '1001-r1', voicemail: 'office' } as unknown as VoicemailMessage;

test('it stops although the engine, which has stopped before, takes no change any more', async () => {
  let changes = 0;
  let asked = (): void => undefined;
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  let engineStops = (): void => undefined;
  const keeper = new MessagesKeeper({
    voicemails: {
      unjudged: async () => [message, message],
      deleted: async () => [],
      forget: async () => undefined,
      olderThan: async () => [],
    },
    clock: { now: () => 0, after: () => () => undefined },
    log: silentLog,
    plan: () => ({ voicemails: {} }),
    fileOf: () => undefined,
    judge: async () => 'speech',
    // As a turn that an engine has not taken before it stops.
    change: () => {
      changes += 1;
      asked();
      return new Promise<void>((_, refused) => {
        engineStops = () => refused(new Error('the engine stops'));
      });
    },
  });
  keeper.start();
  await isAsked;
  engineStops();
  await keeper.stop();
  await keeper.idle();
  expect(changes, 'the second message is for the next engine').toBe(1);
});
