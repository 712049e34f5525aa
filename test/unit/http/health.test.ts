/** How the installation is, and who did what, as the console's pages ask for it. */
import { expect, test } from 'vitest';
import { askOffice } from './serve.ts';

test('disk, last backup and what the doctor finds', async () => {
  const disk = { freeBytes: 5, totalBytes: 10, databaseBytes: 1 };
  const findings = [{ check: 'Node', severity: 'ok', message: 'Node 22' }] as const;
  const { ask, office } = await askOffice(undefined, {
    disk: async () => disk,
    doctor: async () => findings,
  });
  expect((await ask('GET', '/v1/health')).body).toMatchObject({ disk, events: expect.any(Array) });
  expect((await ask('GET', '/v1/health')).body.lastBackup).toBeUndefined();
  const at = office.operations.now();
  const actor = { kind: 'person', name: 'root', role: 'admin' } as const;
  await office.store.audit.append([
    { at, actor, transport: 'api', right: 'back_up', action: 'back_up', outcome: 'allowed' },
  ]);
  expect((await ask('GET', '/v1/health')).body.lastBackup).toEqual({
    at: new Date(at).toISOString(),
    by: 'root',
  });
  expect((await ask('GET', '/v1/health/doctor')).body).toEqual({ findings });
});

test('a disk that cannot be looked at leaves the rest', async () => {
  const { ask } = await askOffice(undefined, { disk: () => Promise.reject(new Error('no such folder')) });
  const { status, body } = await ask('GET', '/v1/health');
  expect([status, body.disk]).toEqual([200, undefined]);
  expect((await ask('GET', '/v1/health/doctor')).status).toBe(404);
});

test('the audit trail is searched backwards, a page at a time', async () => {
  const { ask, office } = await askOffice();
  const rows = Array.from({ length: 1200 }, (_, i) => ({
    at: 1_700_000_000_000 + i * 1000,
    actor: { kind: 'person', name: i % 3 === 0 ? 'anna' : 'boris', role: 'admin' } as const,
    transport: 'api' as const,
    right: 'apply_plan' as const,
    action: i % 2 === 0 ? ('apply_plan' as const) : ('set_pin' as const),
    object: `thing ${i}`,
    outcome: i % 100 === 0 ? ('refused' as const) : ('allowed' as const),
  }));
  await office.store.audit.append(rows);
  const search = async (query: string) =>
    (await ask('GET', `/v1/audit/search?${query}`)).body as { rows: { object: string }[]; next?: number };
  const objects = (found: { rows: { object: string }[] }) => found.rows.map(({ object }) => object);
  const first = await search('outcome=refused&limit=5');
  expect(objects(first)).toEqual([1100, 1000, 900, 800, 700].map((i) => `thing ${i}`));
  const rest = await search(`outcome=refused&limit=50&before=${first.next}`);
  expect(objects(rest)).toEqual([600, 500, 400, 300, 200, 100, 0].map((i) => `thing ${i}`));
  expect(rest.next).toBeUndefined();
  expect(objects(await search('actor=ANNA&action=plan&limit=2'))).toEqual(['thing 1194', 'thing 1188']);
  expect(objects(await search(`from=${new Date(1_700_000_000_000 + 1198_000).toISOString()}`))).toHaveLength(
    2,
  );
  expect(objects(await search('object=thing 77&limit=1'))).toEqual(['thing 779']);
  expect((await ask('GET', '/v1/audit/search?from=noon')).status).toBe(400);
});
