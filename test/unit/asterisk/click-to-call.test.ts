import { expect, test } from 'vitest';
import { dialFrom } from '../../../src/asterisk/click-to-call.ts';

const asked: unknown[] = [];
const link = {
  request: async (...request: unknown[]) => {
    asked.push(request);
    return { kind: 'reply' as const, status: 200, body: '{}' };
  },
};

test('the phone is rung, and dials in its own context', async () => {
  expect(await dialFrom(link, 'anna', '+4930123456')).toEqual({ outcome: 'done', reason: '' });
  expect(asked.splice(0)).toEqual([
    [
      'channels',
      'originate',
      { endpoint: 'PJSIP/anna', extension: '+4930123456', context: 'from-phone', priority: 1, timeout: 30 },
      { variables: { 'CONNECTEDLINE(all,i)': '<+4930123456>', 'CALLERID(num)': 'anna' } },
    ],
  ]);
});

test.each([
  ['anna', '2,1'],
  ['anna', '${EXTEN}'],
  ['anna', ''],
  ['anna', 'a b'],
  ['anna/x', '2'],
  ['anna&PJSIP/boris', '2'],
])('%s dials %j: nothing is asked of Asterisk', async (phone, to) => {
  expect((await dialFrom(link, phone, to)).outcome).toBe('refused');
  expect(asked).toEqual([]);
});
