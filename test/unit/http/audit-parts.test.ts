/** However long the audit trail is, it is read and sent some rows at a time. */
import { expect, test } from 'vitest';
import { openOffice } from '../../support/office.ts';
import { PlainAudit } from '../../support/plain-audit.ts';
import { askOffice, TOKEN } from './serve.ts';

test('the audit trail is exported and listed in parts, and nothing of it is lost between them', async () => {
  const office = openOffice();
  const asked: number[] = [];
  class Watched extends PlainAudit {
    override after(seq: number, limit: number): ReturnType<PlainAudit['after']> {
      asked.push(limit);
      return super.after(seq, limit);
    }
  }
  const audit = new Watched();
  const rows = 730;
  await audit.append(
    Array.from({ length: rows }, (_, nth) => ({
      at: nth,
      actor: { kind: 'token', name: 'test', role: 'operator' } as const,
      transport: 'api' as const,
      right: 'control_agents' as const,
      action: 'change_agent',
      object: 'anna',
      outcome: 'allowed' as const,
    })),
  );
  const { ask, api } = await askOffice({ ...office, store: { ...office.store, audit } });
  const exported = await api.inject({
    url: '/v1/audit/export?after=5',
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  const seqs = exported.body
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { seq: number }).seq);
  // The last one is this export itself.
  expect(seqs.filter((seq) => seq <= rows)).toEqual(Array.from({ length: rows - 5 }, (_, nth) => nth + 6));
  const listed = await ask('GET', '/v1/audit?limit=600');
  const newest = listed.body.next as number;
  expect(listed.body.rows.map(({ seq }: { seq: number }) => seq)).toEqual(
    Array.from({ length: 600 }, (_, nth) => newest - 599 + nth),
  );
  expect(newest).toBeGreaterThanOrEqual(rows);
  expect((await ask('GET', `/v1/audit?after=0&limit=120`)).body.next).toBe(120);
  expect(Math.max(...asked)).toBeLessThanOrEqual(50);
});
