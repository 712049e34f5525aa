/** The websocket of the browser phone, under the SIP library, which connects again by itself. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SipSocket } from '../../../src/console/phone/socket.ts';

class Connection {
  static readonly made: Connection[] = [];
  static readonly [state: string]: unknown;
  readyState = 1;
  onopen: unknown = null;
  onmessage: unknown = null;
  onclose: ((event: { wasClean: boolean; code: number; reason: string }) => void) | null = null;
  onerror: unknown = null;
  constructor() {
    Connection.made.push(this);
  }
  close(): void {
    this.readyState = 3;
  }
  isClosed(code: number): void {
    this.readyState = 3;
    this.onclose?.({ wasClean: true, code, reason: '' });
  }
}

beforeEach(() => {
  Connection.made.length = 0;
  vi.stubGlobal('WebSocket', Object.assign(Connection, { CONNECTING: 0, OPEN: 1 }));
});
afterEach(() => vi.unstubAllGlobals());

function phone() {
  const codes: number[] = [];
  const socket = new SipSocket(
    () => ({ url: new URL('ws://desk.test/sip?tab=1'), protocols: [] }),
    (code) => {
      codes.push(code);
      if (code === 4002) socket.connectNoMore();
    },
  );
  // As the library does.
  socket.ondisconnect = () => socket.connect();
  socket.connect();
  return { codes };
}

test('a connection that is lost is made again', () => {
  const { codes } = phone();
  Connection.made[0]?.isClosed(1006);
  expect([codes, Connection.made]).toMatchObject([[1006], { length: 2 }]);
});

test('taken over by another tab, the phone does not come back by itself', () => {
  const { codes } = phone();
  Connection.made[0]?.isClosed(4002);
  expect([codes, Connection.made]).toMatchObject([[4002], { length: 1 }]);
});
