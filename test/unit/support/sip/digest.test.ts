import { expect, test } from 'vitest';
import { answerChallenge, type Challenge, parseChallenge } from '../../../support/sip/digest.ts';

const asked = { method: 'GET', uri: '/dir/index.html' };
const responseIn = (header: string): string | undefined => /response="(\w+)"/.exec(header)?.[1];
const challenge = (value: string): Challenge => {
  const parsed = parseChallenge(value);
  if (parsed === undefined) throw new Error('not understood');
  return parsed;
};

test('the example of RFC 2617', () => {
  const asks = challenge(
    'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", ' +
      'opaque="5ccc069c403ebaf9f0171e9517f40e41"',
  );
  const answer = answerChallenge(asks, { user: 'Mufasa', password: 'Circle Of Life' }, asked, '0a4f113b');
  expect(responseIn(answer)).toBe('6629fae49393a05397450978507c4ef1');
  expect(answer).toContain('nc=00000001');
  expect(answer).toContain('opaque="5ccc069c403ebaf9f0171e9517f40e41"');
});

test.each([
  ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
  ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
])('the example of RFC 7616 with %s', (algorithm, expected) => {
  const asks = challenge(
    `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
      'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
  );
  const login = { user: 'Mufasa', password: 'Circle of Life' };
  const answer = answerChallenge(asks, login, asked, 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ');
  expect(responseIn(answer)).toBe(expected);
});

test('a server that offers no qop gets the old form', () => {
  const asks = challenge('Digest realm="a", nonce="b", stale=TRUE');
  expect(asks).toMatchObject({ algorithm: 'MD5', qopAuth: false, stale: true });
  expect(answerChallenge(asks, { user: 'u', password: 'p' }, asked)).not.toMatch(/nc=|cnonce=|qop=/);
});

test.each(['Basic realm="a"', 'Digest realm="a"', 'Digest realm="a", nonce="b", algorithm=SHA-512-256'])(
  'not understood: %s',
  (value) => {
    expect(parseChallenge(value)).toBeUndefined();
  },
);
