/** A chain that was made anew is right in itself; the head that was noted elsewhere is not in it. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { AuditEntry } from '../../../src/ports/audit.ts';
import { AuditHeads } from '../../../src/process/audit-heads.ts';
import { silentLog } from '../../support/memory-store.ts';
import { openOffice } from '../../support/office.ts';
import { PlainAudit } from '../../support/plain-audit.ts';
import { askOffice, TOKEN } from '../http/serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'cordboard-heads-'));
afterAll(() => rmSync(folder, { recursive: true }));

const day = 24 * 60 * 60 * 1000;
const entry = (action: string): AuditEntry => ({
  at: 1,
  actor: { kind: 'person', name: 'anna', role: 'admin' },
  transport: 'api',
  right: 'apply_plan',
  action: action as AuditEntry['action'],
  outcome: 'allowed',
});

test('the head is noted once a day, and a rebuilt trail is found by it', async () => {
  const path = join(folder, 'heads');
  let now = Date.parse('2026-11-29T10:00:00Z');
  let look: () => void = () => undefined;
  const clock = {
    now: () => now,
    after: (_: number, then: () => void) => {
      look = then;
      return () => undefined;
    },
  };
  const audit = new PlainAudit();
  const heads = new AuditHeads({ path, trail: audit, clock, log: silentLog });
  await audit.append([entry('one')]);
  await heads.start();
  await audit.append([entry('two')]);
  look();
  now += day;
  look();
  await expect.poll(() => readFileSync(path, 'utf8')).toMatch(/^2026-11-29 1:\w{64}\n2026-11-30 2:\w{64}\n$/);
  appendFileSync(path, 'torn li');
  const office = openOffice();
  const asked = async (trail: PlainAudit) => {
    Object.assign(office.store, { audit: trail });
    return (
      await (await askOffice(office, { auditHeads: () => heads.noted() })).ask('GET', '/v1/audit/verify')
    ).body;
  };
  expect(await asked(audit)).toMatchObject({ rows: 2, headsChecked: 2 });
  expect((await asked(audit)).fault).toBeUndefined();
  const rebuilt = new PlainAudit();
  await rebuilt.append([entry('one'), entry('something harmless')]);
  expect((await rebuilt.verify()).fault).toBeUndefined();
  expect((await asked(rebuilt)).fault).toEqual({ seq: 2, what: 'rebuilt' });
  const cut = new PlainAudit();
  await cut.append([entry('one')]);
  expect((await asked(cut)).fault).toEqual({ seq: 2, what: 'missing' });
});

test('the whole trail is exported as it is kept', async () => {
  const office = openOffice();
  const { api } = await askOffice(office);
  await office.store.audit.append(Array.from({ length: 1200 }, (_, nth) => entry(`action ${nth}`)));
  const headers = { authorization: `Bearer ${TOKEN}` };
  const { body } = await api.inject({ url: '/v1/audit/export?after=3', headers });
  const rows = String(body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  // The export itself is in the trail, too.
  expect([rows.length, rows[0].seq, rows.at(-1).seq]).toEqual([1198, 4, 1201]);
  expect(rows.at(-1)).toMatchObject({ action: 'export_audit', outcome: 'allowed' });
  expect(rows[0].hash).toMatch(/^\w{64}$/);
});
