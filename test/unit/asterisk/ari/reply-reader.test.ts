import { expect, test } from 'vitest';
import { ReplyReader } from '../../../../src/asterisk/ari/reply-reader.ts';

const reply = (status: number, body: string): string =>
  `HTTP/1.1 ${status} Whatever\r\nServer: Asterisk\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

test('reads replies that come in any pieces, one behind the other', () => {
  const wire = Buffer.from(reply(200, '{"name":"Zoë"}') + reply(204, '') + reply(404, 'Channel not found'));
  for (let size = 1; size <= wire.length; size++) {
    const reader = new ReplyReader();
    const replies = [];
    for (let at = 0; at < wire.length; at += size) replies.push(...reader.read(wire.subarray(at, at + size)));
    expect(replies.map(({ status, body }) => [status, body])).toEqual([
      [200, '{"name":"Zoë"}'],
      [204, ''],
      [404, 'Channel not found'],
    ]);
  }
});

test('reads what a proxy has cut into chunks', () => {
  const wire =
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHallo\r\nA;name=x\r\n, Zo\u00eb und\r\n0\r\n\r\n';
  const reader = new ReplyReader();
  const replies = [...Buffer.from(wire + reply(204, ''))].flatMap((byte) => reader.read(Buffer.from([byte])));
  expect(replies.map(({ status, body }) => [status, body])).toEqual([
    [200, 'Hallo, Zo\u00eb und'],
    [204, ''],
  ]);
});

test('passes over what only announces a reply, and says which reply is the last', () => {
  const reader = new ReplyReader();
  const text = `HTTP/1.1 100 Continue\r\n\r\n${reply(200, 'x').replace('Server: Asterisk', 'Connection: close')}`;
  expect(reader.read(Buffer.from(text))).toEqual([{ status: 200, body: 'x', isLast: true }]);
});

test.each(['SSH-2.0-OpenSSH\r\n\r\n', 'x'.repeat(70_000)])('is lost where there is no HTTP', (text) => {
  const reader = new ReplyReader();
  expect(reader.read(Buffer.from(text))).toEqual([]);
  expect(reader.isLost).toBe(true);
});
