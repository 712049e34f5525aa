import { expect, test } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';

export function pinsContract(open: () => Promise<Store>): void {
  test('a PIN is checked, replaced and taken away, and never kept as it is', async () => {
    const store = await open();
    const { pins } = store;
    expect(await pins.check('anna', '4711')).toBe('none');
    await pins.set('anna', '4711', 0);
    await pins.set('boris', '4711', 0);
    expect(await pins.check('anna', '4711')).toBe('right');
    expect(await pins.check('anna', '47110')).toBe('wrong');
    expect(await pins.agents()).toEqual(['anna', 'boris']);
    await pins.set('anna', '0815', 1);
    expect(await pins.check('anna', '4711')).toBe('wrong');
    await pins.set('anna', undefined, 2);
    expect(await pins.check('anna', '0815')).toBe('none');
    expect(await pins.check('boris', '4711')).toBe('right');
    await store.close();
  });
}
