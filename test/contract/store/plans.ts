import { expect, test } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';

export function plansContract(open: () => Promise<Store>): void {
  test('versions count from one, are kept for good, and the same text twice in a row is one version', async () => {
    const { plans } = await open();
    expect(await plans.current()).toBeUndefined();
    expect(await plans.history(5)).toEqual([]);

    const one = { version: 1, text: 'a', by: 'ops', at: 1 };
    expect(await plans.add('a', 'ops', 1)).toEqual(one);
    expect(await plans.add('a', 'somebody', 2)).toEqual(one);
    expect(await plans.add('b', 'ops', 3)).toMatchObject({ version: 2 });
    expect(await plans.add('a', 'ops', 4)).toMatchObject({ version: 3 });

    expect(await plans.current()).toEqual({ version: 3, text: 'a', by: 'ops', at: 4 });
    expect(await plans.byVersion(1)).toEqual(one);
    expect(await plans.byVersion(9)).toBeUndefined();
    expect(await plans.lastBy('ops')).toEqual({ version: 3, text: 'a', by: 'ops', at: 4 });
    expect(await plans.lastBy('somebody')).toBeUndefined();
    expect(await plans.history(2)).toEqual([
      { version: 3, by: 'ops', at: 4 },
      { version: 2, by: 'ops', at: 3 },
    ]);
  });
}
