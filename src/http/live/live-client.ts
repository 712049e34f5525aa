/**
 * One websocket of the live stream, and what it is told. No more waits in our memory for it than `mostUnread` and one message: a
 * client that does not read gets no changes, and a snapshot once it has read. One that goes on not reading is dropped with
 * code 1013 ("try again later"), and gets a fresh snapshot when it connects again.
 */
import type { WebSocket } from 'ws';
import type { StoredEntry } from '../../call/kept/journal.ts';
import { failureOf } from '../../shared/failures/table.ts';
import { keepAlive } from '../events/keep-alive.ts';
import { entryView } from '../journal/view.ts';

/** Bytes that may wait in our memory for one client before it is told no more for now. */
export const mostUnread = 1024 * 1024;
export const heartbeatEvery = 5000;
/** Heartbeats in a row at which that many bytes were waiting: five to ten seconds. */
const mostMissed = 2;
export const TRY_AGAIN_LATER = 1013;

export interface Stamp {
  readonly seq: number;
  readonly at: string;
}

export type FloorMessage = (type: 'snapshot' | 'changes', content: string) => Buffer;

export class LiveClient {
  readonly #socket: WebSocket;
  readonly #stamp: () => Stamp;
  readonly #floorMessage: FloorMessage;
  #missed = 0;

  constructor(socket: WebSocket, stamp: () => Stamp, floorMessage: FloorMessage) {
    this.#socket = socket;
    this.#stamp = stamp;
    this.#floorMessage = floorMessage;
    const pings = keepAlive(socket);
    const heartbeats = setInterval(() => this.#beat(), heartbeatEvery).unref();
    socket.once('close', () => {
      clearInterval(pings);
      clearInterval(heartbeats);
    });
  }

  ended(then: () => void): void {
    this.#socket.once('close', then);
  }

  get isGone(): boolean {
    return this.#socket.readyState !== this.#socket.OPEN;
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  isReady(): boolean {
    return !this.isGone && this.#socket.bufferedAmount < mostUnread;
  }

  snapshot(floor: string): void {
    this.#sendFloor('snapshot', floor);
  }

  changes(changes: string): void {
    this.#sendFloor('changes', changes);
  }

  meSnapshot(me: string): void {
    this.#sendMe('snapshot', `"me":${me}`);
  }

  meChanges(changes: string): void {
    this.#sendMe('changes', `"mine":${changes}`);
  }

  callSnapshot(topic: string, entries: readonly StoredEntry[]): void {
    this.#send({ type: 'snapshot', topic, ...this.#stamp(), entries: entries.map(entryView) });
  }

  /** Skipping an entry would leave a gap: a client that does not read must connect again. */
  callChanges(topic: string, entries: readonly StoredEntry[]): void {
    if (this.isReady())
      this.#send({ type: 'changes', topic, ...this.#stamp(), entries: entries.map(entryView) });
    else this.#drop();
  }

  refuse(topic: string, code: Parameters<typeof failureOf>[0], message: string): void {
    this.#send({ type: 'refused', topic, error: { code, message, hint: failureOf(code).remedy } });
  }

  /** Nothing is added to what it does not read; and what it has not read for long is thrown away with the connection. */
  #beat(): void {
    this.#missed = this.isReady() ? 0 : this.#missed + 1;
    if (this.#missed >= mostMissed) this.#drop();
    else if (this.#missed === 0) this.#send({ type: 'heartbeat', ...this.#stamp() });
  }

  /** If it reads again in time it finds the code; if not, the connection is cut off like one whose end never answers. */
  #drop(): void {
    if (!this.isGone)
      this.close(TRY_AGAIN_LATER, 'the client reads too slowly: connect again for a snapshot');
  }

  #sendFloor(type: 'snapshot' | 'changes', content: string): void {
    this.#socket.send(this.#floorMessage(type, content), { binary: false });
  }

  #sendMe(type: 'snapshot' | 'changes', content: string): void {
    const { seq, at } = this.#stamp();
    if (!this.isGone)
      this.#socket.send(`{"type":"${type}","topic":"me","seq":${seq},"at":"${at}",${content}}`);
  }

  #send(message: object): void {
    if (!this.isGone) this.#socket.send(JSON.stringify(message));
  }
}
