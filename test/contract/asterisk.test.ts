import { afterAll, describe } from 'vitest';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { theCall } from './the-call.ts';

describe('on a real Asterisk', () => {
  /** Of all tests, until one of them leaves something behind: the next gets one of its own. */
  let shared: AsteriskFloor | undefined;
  afterAll(async () => await shared?.close());
  theCall(
    async (options) => (shared ??= await asteriskFloor(options)),
    async (floor) => {
      try {
        await floor.settle();
      } catch (error) {
        shared = undefined;
        await floor.close().catch(() => undefined);
        throw error;
      }
    },
  );
});
