import { expect, test } from 'vitest';
import { callable } from '../../../src/call/callbacks/callback-number.ts';
import { officePlan } from '../../support/office.ts';

const office = officePlan();
const plan = {
  ...office,
  outsideCalls: { ...office.outsideCalls, countries: ['DE', 'US'] },
  numbers: { '101': 'sales', '+4930555555': 'sales', '030666666': 'sales' },
};

test.each([
  ['+4930123456', '+4930123456'],
  ['030 123456', '+4930123456'],
  ['004930123456', '+4930123456'],
  ['015112345678', '+4915112345678'],
  ['0012125550123', '+12125550123'],
])('%s is called', (typed, number) => expect(callable(typed, plan)).toEqual({ ok: true, number }));

test.each([
  ['', 'whole'],
  ['110', 'whole'],
  ['101', 'whole'],
  ['anna', 'whole'],
  ['030123456&SIP/x', 'whole'],
  ['0900 1234567', 'premium rate'],
  ['0180 12345', 'shared cost'],
  ['0800 1234567', 'toll free'],
  ['030 555555', 'number of the plan'],
  ['+4930666666', 'number of the plan'],
  ['+447911123456', 'does not allow calls'],
])('%s is not', (typed, because) => {
  expect(callable(typed, plan)).toMatchObject({ ok: false, because: expect.stringContaining(because) });
});
