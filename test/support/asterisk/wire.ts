/**
 * The wire between the engine and Asterisk: a TCP proxy with hands. Whatever breaks between two machines can be done to
 * it: it is cut, goes silent without closing, slows down, tears in the middle of a reply; and is mended.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Duration } from '../../../src/shared/time.ts';

export class Wire {
  readonly #server: Server;
  readonly #joints = new Set<Joint>();
  #state: 'whole' | 'cut' | 'silent' = 'whole';
  #slow: Duration = 0;
  #keepsWebsocketsWaiting = false;
  #tearAt: string | undefined;
  /** Connections that were asked for, also in vain. */
  tries = 0;
  /** Connections that were torn in a reply. */
  torn = 0;

  static async to(port: number): Promise<Wire> {
    const server = createServer();
    const wire = new Wire(server, port);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return wire;
  }

  private constructor(server: Server, port: number) {
    this.#server = server;
    server.on('connection', (near) => {
      this.tries += 1;
      if (this.#state === 'cut') near.destroy();
      else this.#join(near, port);
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Every connection breaks, and new ones are refused. */
  cut(): void {
    this.#state = 'cut';
    for (const joint of this.#joints) joint.break();
  }

  /** Half open: nothing arrives any more, and nobody is told. What is sent meanwhile is lost for good. */
  goesSilent(): void {
    this.#state = 'silent';
    for (const joint of this.#joints) joint.isDead = true;
  }

  /** What Asterisk replies takes so much longer; events on the websocket do not. */
  repliesTake(time: Duration): void {
    this.#slow = time;
  }

  /** The next request that has this in it is carried out; its connection breaks in the middle of the reply. */
  tearsAtReplyTo(request: string): void {
    this.#tearAt = request;
  }

  /** As at an Asterisk that is starved: the websocket breaks, and those asked for from now on are not heard of. */
  keepsWebsocketsWaiting(): void {
    this.#keepsWebsocketsWaiting = true;
    for (const joint of this.#joints) if (joint.isWebsocket) joint.break();
  }

  /** Asterisk hears of the websockets that were kept waiting, whether or not who asked is still there. */
  lateWebsocketsArrive(): void {
    for (const joint of this.#joints) joint.arrives();
  }

  /** Websockets that wait, and that nobody waits for any more. */
  get givenUp(): number {
    return [...this.#joints].filter((joint) => joint.isGivenUp).length;
  }

  /** What was kept waiting still does. */
  mend(): void {
    this.#state = 'whole';
    this.#slow = 0;
    this.#tearAt = undefined;
    this.#keepsWebsocketsWaiting = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(near: Socket, port: number): void {
    const joint = new Joint(near, connect(port, '127.0.0.1'), {
      asked: (text) => {
        if (this.#tearAt === undefined || !text.includes(this.#tearAt)) return false;
        this.#tearAt = undefined;
        this.torn += 1;
        return true;
      },
      slow: () => this.#slow,
      keepsWaiting: () => this.#keepsWebsocketsWaiting,
      ended: () => this.#joints.delete(joint),
    });
    joint.isDead = this.#state === 'silent';
    this.#joints.add(joint);
  }
}

interface Hands {
  /** Whether the connection is to break at the reply to this. */
  readonly asked: (text: string) => boolean;
  readonly slow: () => Duration;
  /** Whether a websocket is to wait. */
  readonly keepsWaiting: () => boolean;
  readonly ended: () => void;
}

/** One connection, near and far end. */
class Joint {
  readonly #near: Socket;
  readonly #far: Socket;
  isDead = false;
  isWebsocket = false;
  /** What has been said by who is kept waiting. */
  #kept: Buffer | undefined;
  /** Requests sent one behind the other, and their replies; the reply in which it breaks. */
  #asked = 0;
  #answered = 0;
  #tearsIn: number | undefined;
  /** So that what is slow keeps its order. */
  #earlier: Promise<void> = Promise.resolve();

  constructor(near: Socket, far: Socket, hands: Hands) {
    this.#near = near;
    this.#far = far;
    near.on('data', (data: Buffer) => {
      if (this.isDead) return;
      const text = data.toString('latin1');
      if (/^upgrade: *websocket/im.test(text)) {
        this.isWebsocket = true;
        if (hands.keepsWaiting()) {
          this.#kept = data;
          return;
        }
      }
      for (const request of text.split(/(?=(?:GET|POST|PUT|DELETE) \/ari)/)) {
        if (/^[A-Z]+ \//.test(request)) this.#asked += 1;
        if (hands.asked(request)) this.#tearsIn = this.#asked;
      }
      far.write(data);
    });
    far.on('data', (data: Buffer) => {
      if (this.isDead) return;
      const torn = this.#tornAt(data.toString('latin1'));
      if (torn !== undefined) near.write(data.subarray(0, torn), () => near.resetAndDestroy());
      else this.#passOn(data, this.isWebsocket ? 0 : hands.slow());
    });
    for (const socket of [near, far]) {
      socket.on('error', () => this.break());
      socket.on('close', () => {
        if (this.#kept !== undefined && socket === near) return;
        this.break();
        hands.ended();
      });
    }
  }

  get isGivenUp(): boolean {
    return this.#kept !== undefined && this.#near.destroyed;
  }

  arrives(): void {
    if (this.#kept !== undefined) this.#far.write(this.#kept);
    this.#kept = undefined;
  }

  break(): void {
    this.#near.destroy();
    this.#far.destroy();
  }

  /** A few letters into the reply that is to be torn; none: it has not come yet. */
  #tornAt(text: string): number | undefined {
    for (const { index } of text.matchAll(/HTTP\/1\.1 \d{3} /g)) {
      this.#answered += 1;
      if (this.#answered === this.#tearsIn) return index + 9;
    }
    return undefined;
  }

  #passOn(data: Buffer, after: Duration): void {
    const due = new Promise<void>((resolve) => setTimeout(resolve, after));
    this.#earlier = Promise.all([this.#earlier, due]).then(() => {
      if (!this.isDead && !this.#near.destroyed) this.#near.write(data);
    });
  }
}
