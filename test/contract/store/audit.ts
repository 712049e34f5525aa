import { expect, test } from 'vitest';
import type { AuditEntry } from '../../../src/ports/audit.ts';
import type { Store } from '../../../src/ports/store.ts';

const ada = '+4930123456';
const asked = (action: AuditEntry['action'], more: Partial<AuditEntry> = {}): AuditEntry => ({
  at: 1,
  actor: { kind: 'token', name: 'api', label: 'cli of root', role: 'operator' },
  transport: 'api',
  right: 'change_contacts',
  action,
  outcome: 'allowed',
  ...more,
});
const details = {
  subject: ada,
  asked: { name: 'Ada' },
  before: { name: 'Ada Byron' },
  after: { name: 'Ada' },
};

export function auditContract(open: () => Promise<Store>): void {
  test('rows are numbered in the order given, and read as they were recorded', async () => {
    const store = await open();
    await store.audit.append([
      asked('change_agent', { object: 'anna' }),
      asked('change_contact', { details }),
    ]);
    await store.audit.append([asked('see_calls', { outcome: 'refused', code: 'forbidden' })]);
    const rows = await store.audit.after(0, 9);
    expect(rows).toMatchObject([
      { seq: 1, action: 'change_agent', object: 'anna', actor: { label: 'cli of root' } },
      { seq: 2, details: { asked: { name: 'Ada' }, before: { name: 'Ada Byron' }, after: { name: 'Ada' } } },
      { seq: 3, outcome: 'refused', code: 'forbidden' },
    ]);
    expect(rows[0]?.details).toBeUndefined();
    expect((await store.audit.after(1, 1)).map(({ seq }) => seq)).toEqual([2]);
    expect((await store.audit.last(2)).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(await store.audit.verify()).toEqual({ rows: 3, head: rows[2]?.hash });
    await store.close();
  });

  test('an empty trail is whole', async () => {
    const store = await open();
    expect(await store.audit.verify()).toEqual({ rows: 0, head: '0'.repeat(64) });
    await store.close();
  });

  test('what was changed of a contact is erased with them, and the chain holds', async () => {
    const store = await open();
    await store.contacts.set(ada, { name: 'Ada Byron' }, 1);
    const other = { ...details, subject: '+4940999999', before: undefined };
    await store.audit.append([
      asked('change_contact', { details }),
      asked('change_contact', { details: other }),
    ]);
    const before = await store.audit.verify();
    const traces = await store.erasure.traces(ada, () => false);
    await store.erasure.erase(traces, { isLive: () => false, mayPause: () => true });
    const rows = await store.audit.after(0, 9);
    expect(rows).toMatchObject([{ details: 'erased' }, { details: { asked: { name: 'Ada' } } }]);
    expect(JSON.stringify(rows)).not.toContain('Byron');
    expect(await store.audit.verify()).toEqual(before);
    await store.audit.append([asked('change_agent')]);
    expect((await store.audit.verify()).fault).toBeUndefined();
    await store.close();
  });

  test('what is changed of a contact while they are erased is erased, too', async () => {
    const store = await open();
    await store.contacts.set(ada, { name: 'Ada Byron' }, 1);
    const traces = await store.erasure.traces(ada, () => false);
    const changes: Promise<unknown>[] = [];
    const isLive = (): boolean => {
      changes.push(store.audit.append([asked('change_contact', { details })]));
      return false;
    };
    await store.erasure.erase(traces, { isLive, mayPause: () => true });
    await Promise.all(changes);
    expect(changes.length).toBeGreaterThan(0);
    expect(JSON.stringify(await store.audit.after(0, 9))).not.toContain('Byron');
    await store.close();
  });
}
