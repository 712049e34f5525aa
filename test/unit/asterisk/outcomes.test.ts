import { expect, test } from 'vitest';
import { ended, performed, type Reply } from '../../../src/asterisk/outcomes.ts';

const reply = (status: number): Reply => ({ kind: 'reply', status, body: '' });
const none: Reply = { kind: 'none', reason: 'late' };

test.each([
  [204, 'done', 'done'],
  [404, 'gone', 'done'],
  [409, 'gone', 'done'],
  [400, 'refused', 'refused'],
  [500, 'refused', 'refused'],
] as const)('%i: %s for what acts, %s for what ends', (status, acting, ending) => {
  expect(performed(reply(status)).outcome).toBe(acting);
  expect(ended(reply(status)).outcome).toBe(ending);
});

test('no reply: nobody knows', () => {
  expect(performed(none)).toEqual({ outcome: 'unknown', reason: 'late' });
  expect(ended(none).outcome).toBe('unknown');
});
