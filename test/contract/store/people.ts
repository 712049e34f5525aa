import { expect, test } from 'vitest';
import type { PersonRecord } from '../../../src/ports/people.ts';
import type { Store } from '../../../src/ports/store.ts';

const anna: PersonRecord = {
  person: {
    name: 'anna',
    displayName: 'Anna Berg',
    roles: ['agent', 'supervisor'],
    queues: ['sales'],
    agent: 'anna',
    disabled: false,
    createdAt: 7,
  },
  password: '$argon2id$...',
  secondFactor: { sealed: 'sealed', step: 4 },
};
const boris: PersonRecord = {
  person: { name: 'boris', displayName: 'Boris', roles: ['admin'], disabled: true, createdAt: 8 },
};
const session = { id: 'a1', person: 'anna', createdAt: 1, seenAt: 1, address: '192.0.2.1' };

export function peopleContract(open: () => Promise<Store>): void {
  test('people are kept as they are, replaced, and removed with their sessions and links', async () => {
    const { people, close } = bound(await open());
    await people.keep(boris);
    await people.keep(anna);
    expect(await people.all()).toEqual([anna, boris]);
    const { secondFactor: _, ...without } = anna;
    await people.keep({ ...without, person: { ...anna.person, displayName: 'Anna' } });
    expect(await people.all()).toEqual([
      { ...without, person: { ...anna.person, displayName: 'Anna' } },
      boris,
    ]);
    await people.keepSession(session);
    await people.keepSession({ ...session, seenAt: 9 });
    await people.keepSession({ ...session, id: 'b1', person: 'boris' });
    expect(await people.sessions()).toEqual([
      { ...session, seenAt: 9 },
      { ...session, id: 'b1', person: 'boris' },
    ]);
    await people.endSessions(['b1', 'unknown']);
    await people.keepLink({ id: 'l1', person: 'anna', expiresAt: 5 });
    await people.keepLink({ id: 'l2', person: 'anna', expiresAt: 6 });
    expect(await people.links()).toEqual([{ id: 'l2', person: 'anna', expiresAt: 6 }]);
    await people.keepLink({ id: 'l3', person: 'boris', expiresAt: 6 });
    await people.dropLink('l3');
    await people.remove('anna');
    expect([await people.all(), await people.sessions(), await people.links()]).toEqual([[boris], [], []]);
    await close();
  });
}

const bound = (store: Store) => ({ people: store.people, close: () => store.close() });
