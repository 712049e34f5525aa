import { expect, test } from 'vitest';
import { memoize } from '../../../src/shared/memoize.ts';

test('is found once for each thing, even if it is empty', () => {
  const asked: string[] = [];
  const nicknameOf = memoize(({ name }: { name: string }) => {
    asked.push(name);
    return name.slice(3);
  });
  const [anna, ada] = [{ name: 'Anna' }, { name: 'Ada' }];
  expect([anna, ada, anna, ada].map(nicknameOf)).toEqual(['a', '', 'a', '']);
  expect(asked).toEqual(['Anna', 'Ada']);
});
