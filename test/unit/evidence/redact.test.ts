import { describe, expect, test } from 'vitest';
import { asksForPrivacy, identitiesIn, withoutSecrets } from '../../../src/evidence/redact.ts';
import { sipText } from '../../support/hep-copy.ts';

const sdp = [
  'v=0',
  'o=4930123456 1 1 IN IP4 192.0.2.7',
  's=Call of Karin',
  'c=IN IP4 192.0.2.7',
  'a=ice-ufrag:F7gI',
  'a=ice-pwd:x9cml/YzichV2+XlhiMu8g',
  'm=audio 4000 RTP/SAVP 8',
  'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20|1:4',
];
const invite = (more: Readonly<Record<string, string>> = {}): string =>
  sipText(
    'INVITE sip:line1:hunter2@127.0.0.1:15060 SIP/2.0',
    {
      Via: 'SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK1',
      From: '"Karin König" <sip:+4930123456@berg.example>;tag=a1',
      To: '<sip:101@127.0.0.1>',
      'Call-ID': 'abc@192.0.2.7',
      CSeq: '2 INVITE',
      Contact: '<sip:+4930123456@192.0.2.7:5060>',
      'P-Asserted-Identity': '"Karin König" <sip:030123456@berg.example>',
      Authorization: 'Digest username="line1", nonce="n", response="9f86d081884c7d659a2feaa0c55ad015"',
      Identity: 'eyJhbGciOiJFUzI1NiIsInBwdCI6InNoYWtlbiJ9..sig',
      'X-Api-Key': 'k-123',
      'Content-Type': 'application/sdp',
      ...more,
    },
    sdp,
  );

describe('of a message is not kept', () => {
  const text = withoutSecrets(invite());

  test('what logs in: digests, passwords in addresses, keys and tokens of any header', () => {
    for (const secret of ['9f86d081884c7d', 'nonce', 'hunter2', 'eyJhbGci', 'k-123'])
      expect(text).not.toContain(secret);
    expect(text).toContain('Authorization: (removed)');
    expect(text).toContain('INVITE sip:line1:(removed)@127.0.0.1:15060 SIP/2.0');
  });

  test('what deciphers the sound', () => {
    expect(text).not.toContain('WVNfX19z');
    expect(text).not.toContain('x9cml');
    expect(text).toContain('a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:(removed)');
    expect(text).toContain('m=audio 4000 RTP/SAVP 8');
  });

  test('a credential in a header that is folded over two lines', () => {
    const folded = invite().replace(
      'Digest username="line1",',
      'Digest username="line1",\r\n  opaque="0xbeef",',
    );
    expect(withoutSecrets(folded)).not.toContain('0xbeef');
  });

  test('a body that is no SDP: keys that somebody pressed are PINs', () => {
    const info = sipText(
      'INFO sip:127.0.0.1 SIP/2.0',
      { 'Call-ID': 'a', CSeq: '3 INFO', 'Content-Type': 'application/dtmf-relay' },
      ['Signal=7', 'Duration=160'],
    );
    expect(withoutSecrets(info)).not.toContain('Signal');
  });
});

test('a caller who does not withhold their number is shown', () => {
  expect(withoutSecrets(invite())).toContain('+4930123456');
  expect(asksForPrivacy(invite())).toBe(false);
  expect(asksForPrivacy(invite({ Privacy: 'none' }))).toBe(false);
});

describe('of a caller who withholds their number', () => {
  const withheld = invite({ From: '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=a1', Privacy: 'id' });

  test('each way to ask for it counts', () => {
    expect(asksForPrivacy(withheld)).toBe(true);
    expect(asksForPrivacy(invite({ Privacy: 'header;id;critical' }))).toBe(true);
    expect(asksForPrivacy(invite({ 'Remote-Party-ID': '<sip:1@h>;privacy=full' }))).toBe(true);
  });

  test('nothing says who they are: not the number in any form, not the name, not in SDP', () => {
    const hidden = identitiesIn(withheld);
    const text = withoutSecrets(withheld, hidden);
    for (const trace of ['30123456', 'Karin', 'König']) expect(text).not.toContain(trace);
    expect(text).toContain('To: <sip:101@127.0.0.1>');
  });

  test('nor do later messages that repeat it, with a number written in another way', () => {
    const hidden = identitiesIn(withheld);
    const answer = sipText('SIP/2.0 200 OK', {
      From: '<sip:%2B4930123456@berg.example>;tag=a1',
      'Call-ID': 'abc',
      CSeq: '2 INVITE',
      Contact: '<sip:004930123456@192.0.2.7>',
      Warning: '399 pbx "call for Karin König +4930123456"',
    });
    const text = withoutSecrets(answer, hidden);
    expect(text).not.toMatch(/30123456|Karin/);
  });
});

/**
 * A stranger sends up to 64 kB. If the text is four times as long, it may take some four times as long, but not sixteen times.
 * Processor time is compared, not the clock, so that a busy machine changes nothing.
 */
test.each([
  ['addresses in addresses', 'From: ', 'sip:', 'x'],
  ['quotes that are never closed', 'From: ', '\\"', 'x'],
  ['names of secrets in the name of a header', '', 'auth', '!: x'],
  ['lines of one line', 'From: ', 'f:\u2028', 'x'],
] as const)('a hostile message takes no more than its length: %s', (_, before, piece, after) => {
  const work = (length: number): number => {
    const line = `${before}${piece.repeat(Math.floor(length / piece.length))}${after}`;
    const text = `INVITE sip:101@127.0.0.1 SIP/2.0\r\n${line}\r\nCall-ID: a\r\nCSeq: 1 INVITE\r\n\r\n`;
    const cpu = process.cpuUsage();
    asksForPrivacy(text);
    withoutSecrets(text, identitiesIn(text));
    const { user, system } = process.cpuUsage(cpu);
    return (user + system) / 1000;
  };
  work(1000);
  expect(work(80_000)).toBeLessThan(8 * work(20_000) + 250);
});

test('a quote that is never closed hides what follows it', () => {
  const text = invite({ From: '"Karin Müller <sip:anonymous@anonymous.invalid>;tag=a1', Privacy: 'id' });
  expect(withoutSecrets(text, identitiesIn(text))).not.toContain('Karin Müller');
});

test('of a message with hundreds of names nothing is kept', () => {
  const names = Array.from({ length: 300 }, (_, i) => `<sip:${7_000_000 + i}@h>`).join(',');
  const text = invite({ 'P-Asserted-Identity': names, Privacy: 'id' });
  expect(withoutSecrets(text, identitiesIn(text))).toBe('(removed)');
});
