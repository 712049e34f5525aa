/**
 * The websocket of the phone, as JsSIP wants one. Its address is made for each connection: the engine is told which legs the
 * page still has sound for, and knows by it whether they were lost or only their signalling was.
 */
import type { Socket } from 'jssip';

export interface Address {
  readonly url: URL;
  readonly protocols: readonly string[];
}

export class SipSocket implements Socket {
  via_transport: string;
  readonly url: string;
  readonly sip_uri: string;
  onconnect = (): void => undefined;
  ondisconnect = (_error: boolean, _code?: number, _reason?: string): void => undefined;
  ondata = (_data: unknown): void => undefined;
  readonly #address: () => Address;
  readonly #closed: (code: number) => void;
  #socket: WebSocket | undefined;
  #isLast = false;

  /** @param closed is told before JsSIP is, which connects again unless it is stopped */
  constructor(address: () => Address, closed: (code: number) => void) {
    this.#address = address;
    this.#closed = closed;
    const { url } = address();
    this.url = url.href;
    this.via_transport = url.protocol === 'wss:' ? 'WSS' : 'WS';
    this.sip_uri = `sip:${url.host};transport=ws`;
  }

  /**
   * No other connection follows. JsSIP goes on for two seconds after it was stopped, to finish what it has begun, and would
   * connect again meanwhile: as the tab of its own successor, from which it would take the phone.
   */
  connectNoMore(): void {
    this.#isLast = true;
  }

  connect(): void {
    if (this.#isLast || this.isConnected() || this.isConnecting()) return;
    this.disconnect();
    const { url, protocols } = this.#address();
    const socket = new WebSocket(url, ['sip', ...protocols]);
    this.#socket = socket;
    socket.onopen = () => this.onconnect();
    socket.onmessage = ({ data }) => this.ondata(data);
    socket.onclose = ({ wasClean, code, reason }) => {
      this.#closed(code);
      this.ondisconnect(!wasClean, code, reason);
    };
  }

  disconnect(): void {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = undefined;
    for (const event of ['onopen', 'onmessage', 'onclose', 'onerror'] as const) socket[event] = null;
    socket.close();
  }

  send(message: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBuffer>): boolean {
    if (!this.#socket || !this.isConnected()) return false;
    this.#socket.send(message as string);
    return true;
  }

  isConnected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  isConnecting(): boolean {
    return this.#socket?.readyState === WebSocket.CONNECTING;
  }
}
