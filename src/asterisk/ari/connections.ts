/**
 * Keep-alive connections to Asterisk's HTTP server, made for many small requests at a time.
 *
 * Vocabulary: a **lane** names what must be done in order. Requests of a lane go over one connection, one behind the
 * other without waiting for replies (pipelining, RFC 9112 9.3.2): Asterisk serves a connection one request after the
 * other, in the order in which they came. What is asked for within one turn of the event loop goes out in one write,
 * because a write and the wake-up at its other end cost more than the request itself.
 *
 * Invariants: every request is settled once: with its reply, or with `none` when its connection broke; a connection
 * that has broken, or says what cannot be read, is never used again.
 */
import { connect as connectTcp, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { connect as connectTls } from 'node:tls';
import type { Reply } from '../outcomes.ts';
import { type Incoming, ReplyReader } from './reply-reader.ts';

export interface HttpRequest {
  readonly method: string;
  /** With its query, from the first slash on. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Enough that a slow request holds up few others, and far below Asterisk's limit of sessions. */
export const mostConnections = 16;

/** Requests that may wait for each other without need; beyond it another connection is quicker. */
const fewTogether = 3;

/**
 * In milliseconds. Asterisk closes an idle connection after 15 s; a request that meets this moment is lost, so we close
 * it earlier. For requests that wait it is longer than their deadlines: what is asked next should go another way.
 */
const silentFor = 10_000;

export class Connections {
  readonly #url: URL;
  readonly #silentFor: number;
  readonly #open: Connection[] = [];
  readonly #lanes = new Map<string, Connection>();

  /**
   * @param url of the server; only protocol, host and port count
   * @param silence in milliseconds; a connection over which nothing has come or gone for so long is closed
   */
  constructor(url: string, silence = silentFor) {
    this.#url = new URL(url);
    this.#silentFor = silence;
  }

  /** Never rejects. Without a deadline of its own. */
  async send(request: HttpRequest, lane?: string): Promise<Reply> {
    const connection = this.#connectionFor(lane);
    if (lane === undefined) return connection.send(textOf(request, this.#url.host));
    this.#lanes.set(lane, connection);
    const reply = await connection.send(textOf(request, this.#url.host), lane);
    if (!connection.carries(lane) && this.#lanes.get(lane) === connection) this.#lanes.delete(lane);
    return reply;
  }

  /** Ends all at once. */
  close(): void {
    for (const connection of this.#open.slice()) connection.close('closed by Cordboard');
  }

  /**
   * Where the lane's last request still is, so that this one comes behind it. Else one that is about to be written to
   * anyway, which saves a write and a wake-up; else where least is waited for.
   */
  #connectionFor(lane: string | undefined): Connection {
    // After a process was frozen, its timers have not closed yet what Asterisk has closed long ago.
    for (const each of this.#open.filter(({ isStale }) => isStale)) each.close('no data within the timeout');
    const before = lane === undefined ? undefined : this.#lanes.get(lane);
    // What it still carries was asked before the freeze, and Asterisk has done it long ago: the lane keeps its order.
    if (before !== undefined && !before.isOver && !before.mayBeClosed) return before;
    let idlest: Connection | undefined;
    for (const each of this.#open) {
      if (each.mayBeClosed) continue;
      if (each.unsent > 0 && each.waiting < fewTogether) return each;
      if (idlest === undefined || each.waiting < idlest.waiting) idlest = each;
    }
    if (idlest !== undefined && (idlest.waiting === 0 || this.#open.length >= mostConnections)) return idlest;
    const ended = (): void => void this.#open.splice(this.#open.indexOf(made), 1);
    const made = new Connection(this.#url, this.#silentFor, ended);
    this.#open.push(made);
    return made;
  }
}

interface Waiting {
  readonly lane: string | undefined;
  readonly settle: (reply: Reply) => void;
}

class Connection {
  readonly #socket: Socket;
  readonly #waiting: Waiting[] = [];
  readonly #reader = new ReplyReader();
  readonly #ended: () => void;
  readonly #silence: number;
  #unsent: string[] = [];
  #activeAt = performance.now();
  /** It was silent for too long, and then spoke: a reply that came while the process was frozen. */
  #wasSilent = false;
  isOver = false;

  constructor(url: URL, silence: number, ended: () => void) {
    this.#ended = ended;
    this.#silence = silence;
    const secure = url.protocol === 'https:';
    const place = {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || (secure ? 443 : 80)),
    };
    const socket = secure ? connectTls({ ...place, servername: url.hostname }) : connectTcp(place);
    this.#socket = socket;
    socket.setNoDelay(true);
    // What has come while the process was frozen is read before.
    socket.on('timeout', () => setImmediate(() => this.#closeIfSilent()));
    socket.setTimeout(silence);
    socket.on('data', (data: Buffer) => this.#hear(data));
    socket.on('error', (error) => this.close(error.message));
    socket.on('close', () => this.close('Asterisk has closed the connection'));
  }

  /** Requests that go out with the next write. */
  get unsent(): number {
    return this.#unsent.length;
  }
  get waiting(): number {
    return this.#waiting.length;
  }

  /** No one waits for it, and it may be closed at the other end. */
  get isStale(): boolean {
    return this.#waiting.length === 0 && this.#isSilent;
  }

  /** Asterisk may have closed it behind the reply that is still to be read: nothing more is asked over it. */
  get mayBeClosed(): boolean {
    return this.#wasSilent || this.#isSilent;
  }

  carries(lane: string): boolean {
    return this.#waiting.some((each) => each.lane === lane);
  }

  async send(text: string, lane?: string): Promise<Reply> {
    return new Promise((settle) => {
      this.#waiting.push({ lane, settle });
      this.#unsent.push(text);
      if (this.#unsent.length === 1) setImmediate(() => this.#flush());
    });
  }

  close(reason: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#socket.destroy();
    this.#ended();
    for (const { settle } of this.#waiting.splice(0)) settle({ kind: 'none', reason });
  }

  get #silentYet(): number {
    return this.#silence - (performance.now() - this.#activeAt);
  }
  get #isSilent(): boolean {
    return this.#silentYet <= 0;
  }

  /** A socket's timer fires once, and may be a millisecond early: what is not silent yet is looked at again. */
  #closeIfSilent(): void {
    if (this.#isSilent) this.close('no data within the timeout');
    else if (!this.isOver) this.#socket.setTimeout(Math.ceil(this.#silentYet) + 1);
  }

  #flush(): void {
    const text = this.#unsent.join('');
    this.#unsent = [];
    this.#activeAt = performance.now();
    if (!this.isOver && text !== '') this.#socket.write(text);
  }

  #hear(data: Buffer): void {
    this.#wasSilent ||= this.#isSilent;
    this.#activeAt = performance.now();
    const replies = this.#reader.read(data);
    for (const reply of replies) this.#take(reply);
    if (this.#reader.isLost) this.close('cannot parse a reply from Asterisk');
    else if (this.#wasSilent && this.#waiting.length === 0) this.close('no data within the timeout');
  }

  #take({ status, body, isLast }: Incoming): void {
    this.#waiting.shift()?.settle({ kind: 'reply', status, body });
    if (isLast) this.close('Asterisk has closed the connection');
  }
}

function textOf({ method, path, headers, body }: HttpRequest, host: string): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = body === undefined ? 0 : Buffer.byteLength(body);
  return `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${lines.join('')}Content-Length: ${length}\r\n\r\n${body ?? ''}`;
}
