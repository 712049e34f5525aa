import { expect, test } from 'vitest';
import type { CommandOutcome } from '../../../src/call/kept/events.ts';
import { CommandLanes } from '../../../src/engine/command-lanes.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Telephony } from '../../../src/ports/telephony.ts';
import { callId, legId } from '../../../src/shared/ids.ts';
import { silentLog } from '../../support/memory-store.ts';

test.each([
  ['gone', ['debug'], ['gone']],
  ['refused', ['warn'], ['refused']],
  ['done', [], []],
] as const)('an outcome "%s" is logged as %j, and told to the core as %j', async (outcome, logged, told) => {
  const heard: CommandOutcome[] = [];
  const levels: string[] = [];
  const log: Log = { ...silentLog, debug: () => levels.push('debug'), warn: () => levels.push('warn') };
  const telephony = { perform: async () => ({ outcome, reason: '' }) } as unknown as Telephony;
  const prompts = { media: async () => [{ kind: 'sound' as const, name: 'vm-goodbye' }] };
  const lanes = new CommandLanes(
    telephony,
    prompts as never,
    log,
    (_, came) => void heard.push(came),
    async () => undefined,
  );
  lanes.run({ do: 'answer', call: callId(1), leg: legId('1.1') });
  await lanes.idle();
  expect(levels).toEqual(logged);
  expect(heard).toEqual(told);
});
