import { expect, test } from 'vitest';
import { addressHeader, parseAddress, parseUri } from '../../../support/sip/address.ts';
import {
  allHeaders,
  branchOf,
  cseqOf,
  header,
  MalformedSip,
  mustHave,
  parseMessage,
  type SipRequest,
  serialiseMessage,
} from '../../../support/sip/message.ts';
import { responseTo } from '../../../support/sip/responses.ts';

const invite = [
  'INVITE sip:101@127.0.0.1:5060 SIP/2.0',
  'v: SIP/2.0/UDP 127.0.0.1:4000;rport;branch=z9hG4bKfirst',
  'Via: SIP/2.0/UDP 127.0.0.1:4001;branch=z9hG4bKsecond',
  'f: "Ärztin \\"A\\"" <sip:%2B4930@127.0.0.1>;tag=1',
  'TO:<sip:101@127.0.0.1>',
  'i: call@host',
  'CSeq: 7 INVITE',
  'Subject: a long',
  '\tstory',
  'l: 4',
  '',
  'v=0\r\nand what does not belong to it',
].join('\r\n');

test('a message is read in spite of compact forms, odd case and folded lines', () => {
  const message = parseMessage(invite);
  expect(message).toMatchObject({
    kind: 'request',
    method: 'INVITE',
    uri: 'sip:101@127.0.0.1:5060',
    body: 'v=0\r',
  });
  expect(header(message, 'to')).toBe('<sip:101@127.0.0.1>');
  expect(header(message, 'subject')).toBe('a long story');
  expect(allHeaders(message, 'Via')).toHaveLength(2);
  expect(branchOf(message)).toBe('z9hG4bKfirst');
  expect(cseqOf(message)).toEqual({ number: 7, method: 'INVITE' });
});

test('what is written is read again as the same', () => {
  const request: SipRequest = {
    kind: 'request',
    method: 'INFO',
    uri: 'sip:a@b',
    headers: [
      ['Call-ID', 'ü'],
      ['CSeq', '1 INFO'],
      ['Content-Length', '99'],
    ],
    body: 'größe',
  };
  const again = parseMessage(serialiseMessage(request));
  expect(again.body).toBe('größe');
  expect(header(again, 'l')).toBe('7');
  expect(header(again, 'Call-ID')).toBe('ü');
});

test.each([
  ['no empty line', 'OPTIONS sip:a@b SIP/2.0\r\nTo: x\r\n'],
  ['no start line', 'HELLO\r\n\r\n'],
  ['a header without a colon', 'OPTIONS sip:a@b SIP/2.0\r\nTo\r\n\r\n'],
  ['a body shorter than said', 'OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 5\r\n\r\nabc'],
])('refused: %s', (_, text) => {
  expect(() => parseMessage(text)).toThrow(MalformedSip);
});

test('a line break cannot be smuggled into a header', () => {
  const request = {
    kind: 'request',
    method: 'INFO',
    uri: 'sip:a@b',
    headers: [['To', 'x\r\nEvil: 1']],
    body: '',
  } as const;
  expect(() => serialiseMessage(request)).toThrow(MalformedSip);
});

test('a response takes over what belongs to the request, and tags its side', () => {
  const request = parseMessage(invite);
  if (request.kind !== 'request') throw new Error('not a request');
  const response = responseTo(request, 180, 'Ringing', { toTag: 'ours' });
  expect(allHeaders(response, 'Via')).toEqual(allHeaders(request, 'Via'));
  expect(mustHave(response, 'To')).toBe('<sip:101@127.0.0.1>;tag=ours');
  expect(mustHave(response, 'CSeq')).toBe('7 INVITE');
});

test('addresses: name, number and tag', () => {
  const from = parseAddress(mustHave(parseMessage(invite), 'From'));
  expect(from.displayName).toBe('Ärztin "A"');
  expect(from.parameters.get('tag')).toBe('1');
  expect(parseUri(from.uri)).toEqual({ user: '+4930', host: '127.0.0.1', port: 5060 });
  expect(parseAddress('sip:x@y;tag=2').parameters.get('tag')).toBe('2');
  expect(parseAddress('Bob <sip:b@c:99;transport=udp>').displayName).toBe('Bob');
});

test.each(['+49 30', 'anonymous', 'a"b\\c', '\u0001\u007f', '東京', 'a@b:c<d>', ''])(
  'a caller %j comes out of the header as it went in',
  (caller) => {
    const written = parseAddress(addressHeader(caller, caller, 'host'));
    expect(written.displayName).toBe(caller);
    expect(parseUri(written.uri).user).toBe(caller);
    expect(parseUri(written.uri).host).toBe('host');
  },
);
