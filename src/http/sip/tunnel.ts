/**
 * One websocket of a page, and its counterpart at Asterisk. What the page sends goes on if it is the page's own account that
 * speaks, with the account's key; all else is answered here, and never reaches Asterisk.
 *
 * ```
 *   page ──/sip──► [ own account? + key ] ──loopback──► Asterisk /ws
 * ```
 */
import WebSocket from 'ws';
import { phoneKey, phoneKeyHeader } from '../../ports/browser-phones.ts';
import { forbidden, readSip, type SipRequest, withHeader } from './message.ts';

const mostUnread = 1024 * 1024;
const mostEarly = 32;
/** A page that does not answer has lost its network. */
const pingEvery = 5000;

export const closeCodes = {
  otherTab: 4001,
  takenOver: 4002,
  locked: 4003,
  /** Asterisk is not there, or not yet. */
  tryAgainLater: 1013,
} as const;

export interface TunnelNeeds {
  /** Whether this page may send it. */
  readonly isTheirs: (request: SipRequest) => boolean;
  readonly key: string;
  /** Asterisk's websocket. */
  readonly to: string;
  /** The page registers, or does not any more. */
  readonly registered: (isRegistered: boolean) => void;
  /** Whether the page may go on. */
  readonly refused: (why: 'not_own_account' | 'not_sip') => boolean;
  readonly closed: (why: 'gone' | 'cut') => void;
}

export class Tunnel {
  readonly #page: WebSocket;
  readonly #asterisk: WebSocket;
  readonly #needs: TunnelNeeds;
  readonly #pings: NodeJS.Timeout;
  #early: string[] = [];
  #isRegistered = false;
  #isOver = false;

  constructor(page: WebSocket, needs: TunnelNeeds) {
    this.#page = page;
    this.#needs = needs;
    this.#asterisk = new WebSocket(needs.to, 'sip', { perMessageDeflate: false, handshakeTimeout: 5000 });
    this.#pings = this.#keepAlive();
    page.on('message', (data: Buffer) => this.#fromPage(data.toString('utf8')));
    this.#asterisk.on('open', () => {
      for (const text of this.#early.splice(0)) this.#asterisk.send(text);
    });
    this.#asterisk.on('message', (data: Buffer) => this.#fromAsterisk(data.toString('utf8')));
    page.on('error', () => page.terminate());
    page.once('close', (code) => this.#over(isFarewell(code) ? 'gone' : 'cut'));
    this.#asterisk.on('error', () => this.close(closeCodes.tryAgainLater, 'Asterisk is not ready'));
    this.#asterisk.once('close', () => this.close(closeCodes.tryAgainLater, 'Asterisk is not ready'));
  }

  close(code: number, reason: string): void {
    this.#page.close(code, reason);
    this.#over('cut');
  }

  #over(why: 'gone' | 'cut'): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#pings);
    // Asterisk forgets the registration with it.
    this.#asterisk.terminate();
    this.#needs.closed(why);
  }

  #fromPage(text: string): void {
    // One that is told to close may go on sending. An empty message keeps the connection alive.
    if (this.#isOver || this.#page.readyState !== WebSocket.OPEN || text.trim() === '') return;
    const { key, isTheirs, refused } = this.#needs;
    const message = readSip(text);
    if (message?.kind === 'request' && !isTheirs(message)) {
      if (message.method !== 'ACK') this.#page.send(forbidden(text));
      if (!refused('not_own_account')) this.close(closeCodes.locked, 'too many refused messages');
      return;
    }
    if (message === undefined) {
      if (!refused('not_sip')) this.close(closeCodes.locked, 'too many refused messages');
      return;
    }
    const sent =
      message.kind === 'request' ? withHeader(text, phoneKeyHeader, phoneKey(key, message.method)) : text;
    if (this.#asterisk.readyState === WebSocket.OPEN) this.#asterisk.send(sent);
    else if (this.#early.push(sent) > mostEarly)
      this.close(closeCodes.tryAgainLater, 'Asterisk is not ready');
  }

  #fromAsterisk(text: string): void {
    if (this.#isOver || this.#page.readyState !== WebSocket.OPEN) return;
    if (this.#page.bufferedAmount > mostUnread) return this.#page.terminate();
    this.#page.send(text);
    const message = readSip(text);
    if (message?.kind !== 'response' || message.method !== 'REGISTER' || message.status !== 200) return;
    if (message.hasContact === this.#isRegistered) return;
    this.#isRegistered = message.hasContact;
    this.#needs.registered(message.hasContact);
  }

  #keepAlive(): NodeJS.Timeout {
    let isAlive = true;
    this.#page.on('pong', () => {
      isAlive = true;
    });
    return setInterval(() => {
      if (!isAlive) return this.#page.terminate();
      isAlive = false;
      this.#page.ping();
    }, pingEvery).unref();
  }
}

/** The page closed it (1000, or no code), or was itself closed, reloaded or crashed (1001): a browser says so for it. */
const isFarewell = (code: number): boolean => code === 1000 || code === 1001 || code === 1005;
