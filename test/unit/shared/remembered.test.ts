import { expect, test } from 'vitest';
import { remembered } from '../../../src/shared/remembered.ts';

test('is found once for each thing, even if it is empty', () => {
  const asked: string[] = [];
  const nicknameOf = remembered(({ name }: { name: string }) => {
    asked.push(name);
    return name.slice(3);
  });
  const [anna, ada] = [{ name: 'Anna' }, { name: 'Ada' }];
  expect([anna, ada, anna, ada].map(nicknameOf)).toEqual(['a', '', 'a', '']);
  expect(asked).toEqual(['Anna', 'Ada']);
});
