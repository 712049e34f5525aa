/** What an upgrade still waits for is said where an operator looks. */
import { expect, test } from 'vitest';
import type { Surroundings } from '../../../../src/cli/doctor/check.ts';
import { engine } from '../../../../src/cli/doctor/engine.ts';
import { restartPending } from '../../../../src/cli/wallboard.ts';
import type { Status } from '../../../../src/contract/status.ts';

const status = (asteriskRestartFor: string[]) =>
  ({
    asteriskRestartFor,
    version: '1',
    calls: { live: 2, byPhase: {} },
    health: { ready: true, reasons: [], since: '' },
  }) as unknown as Status;
const found = async (files: string[]) =>
  await engine.look({ status: status(files), settings: { home: '/x' } } as unknown as Surroundings);

test('the doctor and the wallboard name the files that wait for a restart', async () => {
  expect(restartPending(status(['asterisk.conf', 'the program']))).toEqual([
    'Asterisk restarts when no call is in progress, for asterisk.conf, the program',
  ]);
  expect((await found(['asterisk.conf'])).map(({ severity }) => severity)).toEqual(['ok', 'warning']);
  expect((await found([])).map(({ severity }) => severity)).toEqual(['ok']);
});
