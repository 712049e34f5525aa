import { expect, test } from 'vitest';
import { FloorThen } from '../../../src/reports/floor-then.ts';
import { atOnce } from '../../../src/shared/slices.ts';
import { openOffice } from '../../support/office.ts';
import { askOffice } from './serve.ts';

/** In the thread of the test, and of the whole journal. */
function officeThen() {
  const office = openOffice();
  const reports = {
    floorAt: async (moments: readonly number[]) => {
      const fold = new FloorThen(moments, undefined, []);
      for (const entry of await office.store.journal.after(0, 1000)) fold.add(entry);
      return atOnce(fold.over());
    },
  };
  return askOffice(office, { reports: reports as never });
}

test('the floor at a moment: who waited, who talked, in words of now', async () => {
  const { ask } = await officeThen();
  const { status, body } = await ask('GET', '/v1/floor?at=2026-11-21T09:25:50Z&frames=2&stepMs=60000');
  expect(status).toBe(200);
  expect(body.day).toEqual({ from: '2026-11-20T23:00:00.000Z', to: '2026-11-21T23:00:00.000Z' });
  expect(body.floors.map(({ at }: { at: string }) => at)).toEqual([
    '2026-11-21T09:25:50.000Z',
    '2026-11-21T09:26:50.000Z',
  ]);
  const [then, later] = body.floors;
  expect(then.calls).toMatchObject([{ id: '1040', phase: 'waiting', queue: 'sales' }]);
  expect(then.queues).toContainEqual(expect.objectContaining({ name: 'sales', waiting: 1 }));
  expect(later.calls).toMatchObject([{ id: '1040', phase: 'talking', with: 'dora' }]);
  expect(later.agents).toContainEqual(expect.objectContaining({ name: 'dora', state: 'talking' }));
});

test('a moment that cannot be read, or is yet to come, is refused with why', async () => {
  const { ask } = await officeThen();
  for (const at of ['yesterday', '2099-01-01T00:00:00Z']) {
    const { status, body } = await ask('GET', `/v1/floor?at=${at}`);
    expect([status, body.error.code]).toEqual([400, 'bad_request']);
  }
});
