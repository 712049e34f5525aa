/** Who did what is recorded, wherever they asked: at their phone as well, and nothing of it is in the way of a call. */
import { expect, test } from 'vitest';
import { auditOfPhone } from '../../src/engine/gate/audit-of-phones.ts';
import { AuditWriter } from '../../src/engine/gate/audit-writer.ts';
import type { AuditEntry } from '../../src/ports/audit.ts';
import { roles } from '../../src/shared/rights.ts';
import { seconds } from '../../src/shared/time.ts';
import { silentLog } from '../support/memory-store.ts';
import { type SimulatedFloor, simulatedFloor } from '../support/simulated-floor.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { office } from './story.ts';

const plan = office(
  'ring for: 15s',
  `codes: { "*13": { pause: lunch }, "*14": resume, "*15": { open: desk }, "*21": log in here }
phones: [desk1]
schedules: { desk: { hours: { daily: 8:00-9:00 } } }
`,
).replace('anna: { name: Anna }', 'anna: { name: Anna, number: "21" }');

function audited(floor: SimulatedFloor): void {
  const writer = new AuditWriter({ trail: floor.store.audit, clock: floor.clock, log: silentLog });
  floor.engine.follow((entry) => {
    const byPhone = auditOfPhone(entry);
    if (byPhone) writer.record(byPhone);
  });
}

test('codes at a phone are recorded with who dialled them; a call leaves nothing', async () => {
  const floor = await simulatedFloor({ plan });
  audited(floor);
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  await maria.dials('1');
  await anna.answers();
  await floor.passes(seconds(5));
  await maria.hangsUp();
  await floor.passes(seconds(60));
  expect(await floor.store.audit.last(9)).toEqual([]);
  for (const code of ['*13', '*14', '*15']) await anna.dials(code);
  await floor.store.pins.set('anna', '4711', floor.clock.now());
  const desk = floor.phone('desk1');
  await desk.dials('*21');
  await desk.presses('21#9999#');
  await floor.passes(seconds(5));
  expect(await floor.store.audit.last(9)).toMatchObject([
    {
      actor: { kind: 'phone', name: 'anna' },
      action: 'paused',
      outcome: 'allowed',
      details: { asked: 'lunch' },
    },
    { actor: { kind: 'phone', name: 'anna' }, action: 'resumed', transport: 'phone' },
    { action: 'set_schedule', right: 'set_schedules', object: 'desk', details: { asked: 'open' } },
    { actor: { name: 'desk1' }, action: 'logged_in', outcome: 'refused', code: 'wrong_pin', object: 'anna' },
  ]);
  expect(JSON.stringify(await floor.store.audit.last(9))).not.toContain('9999');
  await floor.close();
});

test('what a phone may do is decided by the table of rights', async () => {
  const floor = await simulatedFloor({ plan });
  const anna = await floor.agent('anna');
  const phone = roles.phone;
  phone.delete('change_own_state');
  try {
    await anna.dials('*13');
    await floor.passes(seconds(5));
    expect(floor.engine.agent('anna')?.pause).toBeUndefined();
    // A replay of it goes by the same table.
    await floor.close();
  } finally {
    phone.add('change_own_state');
  }
});

test('while the store fails nothing waits and nothing is lost; later it is written in its order', async () => {
  const clock = new VirtualClock();
  const written: AuditEntry[] = [];
  let fails = true;
  const trail = {
    append: async (entries: readonly AuditEntry[]) => {
      if (fails) throw new Error('the disk is full');
      written.push(...entries);
    },
  };
  const writer = new AuditWriter({ trail, clock, log: silentLog });
  const entry = (action: string): AuditEntry => ({
    at: 1,
    actor: { kind: 'token', name: 'api', role: 'operator' },
    transport: 'api',
    right: 'end_calls',
    action: action as AuditEntry['action'],
    outcome: 'allowed',
  });
  writer.record(entry('first'));
  await writer.flush();
  writer.record(entry('second'));
  await writer.flush();
  expect(written).toEqual([]);
  fails = false;
  await writer.flush();
  expect(written.map(({ action }) => action)).toEqual(['first', 'second']);
});
