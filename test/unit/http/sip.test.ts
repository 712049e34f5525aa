/** The proxy of browser phones: what it reads of SIP, what it lets through, and whom it locks out. */
import { describe, expect, test } from 'vitest';
import { iceFor } from '../../../src/http/sip/ice-servers.ts';
import { Lock } from '../../../src/http/sip/lock.ts';
import { forbidden, readSip, withHeader } from '../../../src/http/sip/message.ts';
import { minutes } from '../../../src/shared/time.ts';

const register = (headers: Readonly<Record<string, string>> = {}, more: readonly string[] = []): string => {
  const all = {
    Via: 'SIP/2.0/WS x.invalid;branch=z9hG4bK1',
    To: '<sip:anna@cordboard>',
    From: '<sip:anna@cordboard>;tag=a',
    'Call-ID': 'c',
    CSeq: '1 REGISTER',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return ['REGISTER sip:cordboard SIP/2.0', ...lines, ...more, '', ''].join('\r\n');
};

describe('what is read of a message', () => {
  test('a request: its method, who sends it, and for whom', () => {
    expect(readSip(register())).toEqual({
      kind: 'request',
      method: 'REGISTER',
      from: 'anna',
      to: 'anna',
      inDialog: false,
    });
    expect(readSip(register({ From: '"boris" <sip:anna@x>;tag=a' }))).toMatchObject({ from: 'anna' });
    expect(readSip(register({ From: '"<sip:anna@x>" <sip:boris@x>' }))).toMatchObject({ from: 'boris' });
    expect(readSip(register({ From: 'sip:anna@cordboard;tag=a' }))).toMatchObject({ from: 'anna' });
    expect(readSip(register({ To: '<sip:anna@x>;tag=b' }))).toMatchObject({ inDialog: true });
  });

  test('a message ends where it says that it does: what came behind would be another one, seen by nobody', () => {
    const sdp = 'v=0\r\ns=é\r\n';
    expect(readSip(register({ 'Content-Length': '0' }))).toBeDefined();
    expect(readSip(register({ 'Content-Length': ' 11' }) + sdp)).toBeDefined();
    expect(readSip(register({ l: '11' }) + sdp)).toBeDefined();
    expect(readSip(register({ 'Content-Length': '0' }) + register())).toBeUndefined();
    expect(readSip(register({ 'content-length ': '0' }) + register())).toBeUndefined();
    expect(readSip(register({ l: '10' }) + sdp)).toBeUndefined();
    expect(readSip(register({ 'Content-Length': '11', l: '0' }) + sdp)).toBeUndefined();
    expect(readSip(register() + register())).toBeUndefined();
  });

  test('a response, and whether it names an address', () => {
    const ok = register({}, ['Contact: <sip:x@y>']).replace(/^.*\r\n/, 'SIP/2.0 200 OK\r\n');
    expect(readSip(ok)).toEqual({ kind: 'response', status: 200, method: 'REGISTER', hasContact: true });
  });

  test.each([
    ['no message', 'hello'],
    ['without its end', register().slice(0, -2)],
    ['two senders', register({}, ['f: <sip:boris@cordboard>'])],
    ['a sender that is folded', register({ From: '\r\n <sip:boris@cordboard>' })],
    ['a header that hides behind a line feed', register({ 'X-A': 'b\nFrom: <sip:boris@cordboard>' })],
    ['a user that is escaped', register({ From: '<sip:%61nna@cordboard>' })],
    ['a quote that is not closed', register({ From: '"anna <sip:anna@cordboard>' })],
    ['two addresses in one header', register({ From: '<sip:anna@cordboard>, <sip:boris@cordboard>' })],
    ['another method in CSeq', register({ CSeq: '1 INVITE' })],
    ['two users in one address', register({ From: '<sip:anna@boris@cordboard>' })],
  ])('%s is refused', (_, text) => {
    expect(readSip(text)).toBeUndefined();
  });
});

test('the key is put first, and one that the page sends is taken out', () => {
  const sent = withHeader(register({ 'x-cordboard-KEY ': 'stolen' }), 'X-Cordboard-Key', 'secret');
  expect(sent.match(/x-cordboard-key/gi)).toHaveLength(1);
  expect(sent.split('\r\n')[1]).toBe('X-Cordboard-Key: secret');
  expect(readSip(sent)).toEqual(readSip(register()));
});

test('a refusal repeats what a page finds its request by', () => {
  const answer = forbidden(register());
  expect(readSip(answer)).toMatchObject({ kind: 'response', status: 403, method: 'REGISTER' });
  expect(answer).toContain('Via: SIP/2.0/WS x.invalid;branch=z9hG4bK1\r\n');
});

test('ten refusals in a minute are a slip, the eleventh locks out for ten minutes', () => {
  let now = 0;
  const lock = new Lock(() => now);
  for (let nth = 0; nth < 10; nth++) expect(lock.refused('anna 1.2.3.4')).toBe(false);
  expect(lock.isLocked('anna 1.2.3.4')).toBe(false);
  now += minutes(1);
  for (let nth = 0; nth < 10; nth++) expect(lock.refused('anna 1.2.3.4')).toBe(false);
  expect(lock.refused('anna 1.2.3.4')).toBe(true);
  expect([lock.isLocked('anna 1.2.3.4'), lock.isLocked('boris 1.2.3.4')]).toEqual([true, false]);
  now += minutes(10);
  expect(lock.isLocked('anna 1.2.3.4')).toBe(false);
});

test('TURN servers get a log-in that ends, made as coturn makes it; STUN servers need none', () => {
  const urls = ['stun:stun.example.com:3478', 'turn:turn.example.com:3478'];
  expect(iceFor({ urls }, 'anna', 0)).toEqual({
    iceServers: [{ urls: ['stun:stun.example.com:3478'] }, { urls: ['turn:turn.example.com:3478'] }],
  });
  const { iceServers, until } = iceFor({ urls, secret: 'north' }, 'anna', 1_700_000_000_000);
  expect(until).toBe(1_700_043_200_000);
  // printf 1700043200:anna | openssl dgst -sha1 -hmac north -binary | base64
  expect(iceServers[1]).toEqual({
    urls: ['turn:turn.example.com:3478'],
    username: '1700043200:anna',
    credential: 'TLV9DR+4+ctI5jcODGRsz9SW85U=',
  });
});
