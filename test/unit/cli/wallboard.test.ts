/** What an operator sees at a glance. */
import { expect, test } from 'vitest';
import { wallboard } from '../../../src/cli/wallboard.ts';
import type { Status } from '../../../src/contract/status.ts';

const now = '2026-11-30T09:00:00.000Z';
const status = {
  now,
  version: '1',
  health: { ready: true, reasons: [], since: now },
  company: 'Office',
  timeZone: 'Europe/Berlin',
  planVersion: 1,
  calls: { live: 0, byPhase: {} },
  queues: [],
  agents: [],
  trunks: [
    { name: 'first', server: 'a.example', reachable: false, down: 'trunk_unreachable' },
    { name: 'second', server: 'b.example', reachable: true },
  ],
  refusedLogIns: [],
  phonesInTurns: [],
  asteriskRestartFor: [],
} satisfies Status;

test('a trunk that is down is named, with the reason', () => {
  const lines = wallboard(status, { colour: false, interactive: false, columns: 120 });
  expect(lines.filter((line) => line.includes('trunk'))).toEqual([
    '  ! trunk first is down: The server of the trunk does not answer.',
  ]);
});
