/** Nothing that opens a door is in the database, the audit trail or a backup as it is. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { PeopleAccounts } from '../../../src/accounts/accounts.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../../support/memory-store.ts';
import { openOffice } from '../../support/office.ts';

const folder = mkdtempSync(join(tmpdir(), 'cordboard-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('passwords, sessions, links and second factors are kept as hashes or encrypted, and outlive a restart', async () => {
  const office = openOffice();
  const store = await openStore(join(folder, 'cordboard.db'), silentLog);
  const needs = {
    book: store.people,
    clock: { now: () => office.operations.now(), after: () => () => undefined },
    audit: {
      record: (entry: Parameters<typeof store.audit.append>[0][number]) => void store.audit.append([entry]),
    },
    plan: () => office.operations.plan().plan,
    key: Buffer.alloc(32, 9),
  };
  const accounts = await PeopleAccounts.load(needs);
  const first = accounts.firstLink() ?? '';
  const password = 'correct horse battery';
  const came = await accounts.logInByLink({ token: first, name: 'root', password }, '192.0.2.1');
  if (!came.done) throw new Error(came.because);
  const link = await accounts.linkFor('root');
  if (!link.done) throw new Error(link.because);
  const factor = await accounts.newSecondFactor(came.actor);
  if (!factor.done) throw new Error(factor.because);
  await store.backUp(join(folder, 'backup'), 0, () => undefined);
  const again = await PeopleAccounts.load(needs);
  expect(again.sessionOf(came.secret, '192.0.2.1')?.name).toBe('root');
  expect(again.firstLink()).toBeUndefined();
  await again.change('root', { displayName: 'Root' });
  expect(await again.remove('root')).toMatchObject({ done: false, code: 'last_admin' });
  const kept = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'));
  expect(kept.join('')).toContain('$argon2id$');
  for (const secret of [password, first, came.secret, link.token, factor.secret])
    expect(kept.some((text) => text.includes(secret))).toBe(false);
  await store.close();
});
