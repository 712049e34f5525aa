/**
 * One connection to `/v1/live`, kept up: a snapshot, then changes; when it breaks, again with growing pauses. The engine
 * sends a heartbeat every five seconds, so silence means that what is on the screen may no longer be true, and says so.
 *
 * It has no clock or socket of its own, so that a test can play both.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { LiveMessage } from '../../contract/live/messages.ts';

export interface StreamNeeds {
  /** Opens a websocket. After `close`, `closed` may still be called. */
  readonly open: (url: string, hear: (text: string) => void, closed: () => void) => Socket;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly now: () => number;
  /** @returns how to cancel it */
  readonly after: (ms: number, then: () => void) => () => void;
  /** 0 to 1. */
  readonly random: () => number;
  /** A connection was refused or lost: is there still a session? False ends the stream for good. */
  readonly stillWelcome: () => Promise<boolean>;
}

export interface Socket {
  close(): void;
}

/** Two seconds more than the engine's heartbeat. */
const overdueAfter = 7000;
/** A connection that is back within this time leaves no trace on the screen. */
const blinkFor = 2000;
const shortestPause = 250;
const longestPause = 5000;

export class LiveStream {
  readonly #url: string;
  readonly #handle: (message: LiveMessage) => void;
  readonly #needs: StreamNeeds;
  readonly #staleSince = signal<number | undefined>(undefined);
  readonly #offset = signal(0);
  #socket: Socket | undefined;
  #cancelWatch: () => void = () => undefined;
  #cancelRetry: () => void = () => undefined;
  #attempts = 0;
  #hasSnapshot = false;
  #ended = false;
  #lastAt: number | undefined;
  /** The last journal entry that the screen is a part of. */
  seq = 0;

  constructor(url: string, handle: (message: LiveMessage) => void, needs: StreamNeeds) {
    this.#url = url;
    this.#handle = handle;
    this.#needs = needs;
    this.#connect();
  }

  /** By the engine's clock, the moment up to which the screen is true; undefined while it is live. */
  get staleSince(): ReadonlySignal<number | undefined> {
    return this.#staleSince;
  }

  /** What has to be added to this machine's clock to get the engine's. Milliseconds. */
  get offset(): ReadonlySignal<number> {
    return this.#offset;
  }

  end(): void {
    this.#ended = true;
    this.#cancelWatch();
    this.#cancelRetry();
    this.#drop();
  }

  #connect(): void {
    this.#hasSnapshot = false;
    const socket = this.#needs.open(
      this.#url,
      (text) => {
        if (socket === this.#socket) this.#hear(text);
      },
      () => {
        if (socket === this.#socket) this.#lost();
      },
    );
    this.#socket = socket;
    // A connection that neither opens nor fails would otherwise be waited for for ever.
    this.#watch(overdueAfter, true);
  }

  #hear(text: string): void {
    const message = JSON.parse(text) as LiveMessage;
    // Changes mean nothing before the snapshot that they belong to.
    if (message.type === 'changes' && !this.#hasSnapshot) return;
    if (message.type === 'snapshot') this.#hasSnapshot = true;
    if (message.type !== 'refused') {
      this.seq = message.seq;
      this.#lastAt = Date.parse(message.at);
      this.#setOffset(this.#lastAt - this.#needs.now());
    }
    if (this.#hasSnapshot || message.type === 'refused') {
      this.#attempts = 0;
      this.#staleSince.value = undefined;
    }
    this.#watch(overdueAfter, true);
    this.#handle(message);
  }

  /** Messages are under way for some milliseconds, more or less: a clock that jumps by them would make seconds flicker. */
  #setOffset(measured: number): void {
    if (Math.abs(measured - this.#offset.peek()) > 250) this.#offset.value = measured;
  }

  #lost(): void {
    this.#socket = undefined;
    if (this.#ended) return;
    if (this.#staleSince.peek() === undefined) this.#watch(blinkFor, false);
    const pause = Math.min(longestPause, shortestPause * 2 ** this.#attempts);
    this.#attempts += 1;
    // All consoles lose their engine at the same moment; they must not all come back at the same one.
    this.#cancelRetry = this.#needs.after(pause * (0.5 + this.#needs.random() / 2), () => void this.#retry());
  }

  async #retry(): Promise<void> {
    const isWelcome = await this.#needs.stillWelcome();
    if (this.#ended) return;
    if (isWelcome) this.#connect();
    else this.end();
  }

  #watch(ms: number, reconnect: boolean): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#needs.after(ms, () => {
      this.#staleSince.value ??= this.#lastAt ?? this.#needs.now();
      if (!reconnect) return;
      this.#drop();
      this.#lost();
    });
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }
}
