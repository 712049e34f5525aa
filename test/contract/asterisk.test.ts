import { afterAll, describe } from 'vitest';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { theCall } from './the-call.ts';

describe('on a real Asterisk', () => {
  /** Of all tests, until one of them fails or leaves something behind: the next gets one of its own. */
  let shared: AsteriskFloor | undefined;
  afterAll(async () => await shared?.close());
  theCall(
    async (options) => (shared ??= await asteriskFloor(options)),
    async (floor, hasFailed) => {
      shared = undefined;
      if (hasFailed) return await floor.discard();
      try {
        await floor.settle();
      } catch (error) {
        await floor.discard();
        throw error;
      }
      shared = floor;
    },
  );
});
