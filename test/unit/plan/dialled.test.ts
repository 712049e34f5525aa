import { expect, test } from 'vitest';
import { readDialled } from '../../../src/plan/rules/dialled.ts';

test.each([
  ['199', { dialled: '199' }],
  ['199;npdi', { dialled: '199' }],
  ['+49301234;npdi;rn=+49301', { dialled: '+49301234', routingNumber: '+49301' }],
  ['199;RN=+1-202-5;npdi', { dialled: '199', routingNumber: '+1-202-5' }],
  ['0301234;phone-context=+49', { dialled: '0301234' }],
  ['199;isub=1;rn="><script>', { dialled: '199' }],
  [';npdi', { dialled: '' }],
])('%s', (sent, read) => {
  expect(readDialled(sent)).toEqual(read);
});
