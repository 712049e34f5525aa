import { expect, test } from 'vitest';
import { identitiesIn } from '../../../src/asterisk/asserted-identity.ts';

const encoded = (text: string): string => encodeURIComponent(text);

test.each([
  ['<sip:+4930123@x>, <tel:+4930123>', { number: '+4930123', name: '' }],
  [
    '"Berg, Anna" <sip:anna@x;user=phone>,<tel:+4930123;cpc=ordinary>',
    { number: '+4930123', name: 'Berg, Anna' },
  ],
  [
    String.raw`"Anna \"The Boss\"" <sips:anna@x>, tel:+4930123`,
    { number: '+4930123', name: 'Anna "The Boss"' },
  ],
  ['Anna Berg <sip:anna@x>, <sip:boris@x>', { number: 'anna', name: 'Anna Berg' }],
  ['nonsense, "quotes that never end <sip:', undefined],
  ['', undefined],
])('%s', (header, identity) => {
  expect(identitiesIn(encoded(header))).toEqual(identity);
});
