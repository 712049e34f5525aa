import { expect, test } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';

export function lookupsContract(open: () => Promise<Store>): void {
  test('wrong entries are counted since a moment, one is taken back, and old ones go', async () => {
    const store = await open();
    const { wrongEntries } = store;
    for (const at of [10, 20, 20, 30]) await wrongEntries.note('maria', at);
    await wrongEntries.note('nora', 30);
    expect(await wrongEntries.since('maria', 10)).toBe(3);
    await wrongEntries.takeBack('maria', 20);
    await wrongEntries.takeBack('maria', 25);
    expect(await wrongEntries.since('maria', 10)).toBe(2);
    expect(await wrongEntries.prune(30)).toBe(2);
    expect(await wrongEntries.since('maria', 0)).toBe(1);
    expect(await wrongEntries.since('nora', 0)).toBe(1);
    await store.close();
  });

  test('contacts are found by exactly a tag', async () => {
    const store = await open();
    const { contacts } = store;
    await contacts.set('+4930111', { name: 'Maria', tags: ['vip', 'customer 4711'] }, 1);
    await contacts.set('+4930222', { name: 'Nora', tags: ['customer 47110'] }, 2);
    await contacts.set('+4930333', { name: 'Otto', tags: ['vip'] }, 3);
    expect((await contacts.withTag('customer 4711', 2)).map(({ name }) => name)).toEqual(['Maria']);
    expect(await contacts.withTag('customer', 2)).toEqual([]);
    expect(await contacts.withTag('vip', 1)).toHaveLength(1);
    expect(await contacts.withTag('vip', 9)).toHaveLength(2);
    await store.close();
  });
}
