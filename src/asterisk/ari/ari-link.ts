/**
 * The link to ARI: one websocket that brings events, and HTTP requests. It is supervised here, not by the library.
 *
 *     stopped --start--> connecting --name claimed, socket open, filter set--> up
 *                          |   ^                                                |  closed, or two heartbeats unanswered,
 *                          |   +-------------- back-off, for ever --------------+  or ApplicationReplaced
 *                          +--> replaced: another engine has taken our name, which is an order to stop
 *
 * Heartbeat: a user event that Asterisk sends back to us tests the whole loop, HTTP, Asterisk and websocket. A
 * half-open connection is noticed by nothing else.
 *
 * Invariants: every request settles within its deadline; `up` and `down` alternate; after `replaced` nothing follows.
 */
import type { Client } from 'ari-client';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { backOff } from '../../shared/back-off.ts';
import { Deadlines, within } from '../../shared/deadline.ts';
import type { Duration } from '../../shared/time.ts';
import { type Reply, succeeded } from '../outcomes.ts';
import { handOverIsOver } from '../stand-in/hand-over-mark.ts';
import { type AriEvent, heardOf, parseEvent } from './ari-event.ts';
import { Connections } from './connections.ts';
import { type AriAccess, loadClient, openEvents, requestFor } from './library.ts';
import { NameClaim } from './name-claim.ts';
import { usualEvent } from './usual-event.ts';

export interface AriLinkListener {
  /** The socket is open, and events are filtered; `event` has been called for none of them yet. */
  up(): void;
  down(reason: string): void;
  replaced(): void;
  event(event: AriEvent): void;
}

/** In milliseconds. */
export const ariTimes = {
  request: 5000,
  connect: 8000,
  /** Noticed dead after two beats, which is six to nine seconds. */
  heartbeat: 3000,
} as const satisfies Record<string, Duration>;

const heartbeatName = 'cordboard-heartbeat';

export class AriLink {
  readonly #access: AriAccess;
  readonly #app: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #listener: AriLinkListener;
  readonly #connections: Connections;
  readonly #deadlines: Deadlines;
  readonly #claim: NameClaim;
  #client: Client | undefined;
  #state: 'stopped' | 'connecting' | 'up' | 'replaced' = 'stopped';
  #failures = 0;
  /** Counts sockets, so that what an old one still had to say is not taken for the new one's. */
  #socket = 0;
  #endSocket: () => void = () => undefined;
  #callOff: () => void = () => undefined;
  #unansweredBeats = 0;
  /** A websocket has taken our name, and we do not know whose it is. */
  #wasReplaced = false;

  constructor(access: AriAccess, app: string, clock: Clock, log: Log, listener: AriLinkListener) {
    this.#access = access;
    this.#app = app;
    this.#clock = clock;
    this.#log = log;
    this.#listener = listener;
    this.#connections = new Connections(access.url);
    this.#deadlines = new Deadlines(clock, ariTimes.request);
    this.#claim = new NameClaim(this, app);
  }

  start(): void {
    if (this.#state !== 'stopped') return;
    this.#state = 'connecting';
    void this.#connect();
  }

  stop(): void {
    this.#leave('stopped');
    this.#connections.close();
  }

  /**
   * `resource` and `operation` as in Asterisk's API documents: `channels`, `originate`. Requests of one lane are carried
   * out in the order in which they are made, without waiting for each other's replies.
   */
  async request(
    resource: string,
    operation: string,
    parameters: Readonly<Record<string, unknown>>,
    body?: unknown,
    lane?: string,
  ): Promise<Reply> {
    const client = this.#client;
    if (client === undefined) return { kind: 'none', reason: 'not connected to ARI yet' };
    const request = requestFor(client, resource, operation, parameters, body);
    if (typeof request === 'string') return { kind: 'none', reason: request };
    const late: Reply = { kind: 'none', reason: `no reply to ${resource}.${operation} within its deadline` };
    return this.#deadlines.within(this.#connections.send(request, lane), late);
  }

  async #connect(): Promise<void> {
    const client = await this.#load();
    const may = client !== undefined && (await this.#mayHaveName());
    if (this.#state !== 'connecting') return;
    if (!may) {
      this.#tryLater();
      return;
    }
    this.#socket += 1;
    const socket = this.#socket;
    this.#callOff = this.#clock.after(ariTimes.connect, () =>
      this.#lost('no connection within its deadline'),
    );
    this.#endSocket = openEvents(client, this.#app, {
      opened: () => void this.#opened(socket),
      message: (text) => this.#message(text),
      closed: (reason) => this.#lost(reason),
    });
  }

  async #load(): Promise<Client | undefined> {
    if (this.#client !== undefined) return this.#client;
    const abort = new AbortController();
    const loading = loadClient(this.#access, abort.signal).catch((error: unknown) => {
      this.#log.warn({ err: error }, 'ARI cannot be reached');
      return undefined;
    });
    this.#client = await within(this.#clock, ariTimes.connect, loading, undefined);
    if (this.#client === undefined) abort.abort();
    return this.#client;
  }

  /** Claims the name, unless another engine has taken it. */
  async #mayHaveName(): Promise<boolean> {
    if (this.#wasReplaced) {
      const holder = await this.#claim.holder();
      if (this.#state !== 'connecting') return false;
      if (holder === 'unknown') {
        this.#log.warn(
          { app: this.#app },
          'cannot read from Asterisk which engine has taken over the application',
        );
        return false;
      }
      if (holder === 'another engine') {
        this.#replaced();
        return false;
      }
    }
    const isMade = await this.#claim.make();
    if (!isMade) {
      this.#log.warn({ app: this.#app }, 'cannot note in Asterisk which engine owns the application');
      return false;
    }
    this.#wasReplaced = false;
    await handOverIsOver(this, this.#clock);
    return true;
  }

  async #opened(socket: number): Promise<void> {
    const filter = { allowed: heardOf.map((type) => ({ type })) };
    const reply = await this.request('applications', 'filter', { applicationName: this.#app }, filter);
    if (this.#state !== 'connecting' || this.#socket !== socket) return;
    // Unfiltered events cost time, not truth.
    if (!succeeded(reply)) this.#log.warn({ reply }, 'cannot set the ARI event filter');
    this.#callOff();
    this.#state = 'up';
    this.#failures = 0;
    this.#unansweredBeats = 0;
    this.#log.info({ app: this.#app }, 'ARI link is up');
    this.#listener.up();
    this.#beat();
  }

  #message(text: string): void {
    this.#unansweredBeats = 0;
    const event = usualEvent(text) ?? parseEvent(text);
    if (event === 'unused') return;
    if (event === undefined) {
      this.#log.debug({ text: text.slice(0, 80) }, 'skipped an unknown ARI event');
    } else if (event.type === 'ApplicationReplaced') {
      if (event.application !== this.#app) return;
      this.#wasReplaced = true;
      this.#lost('another ARI connection has taken over the application');
    } else if (event.type !== 'ChannelUserevent') {
      this.#listener.event(event);
    }
  }

  #beat(): void {
    if (this.#state !== 'up') return;
    if (this.#unansweredBeats >= 2) {
      this.#lost('no heartbeat from Asterisk');
      return;
    }
    this.#unansweredBeats += 1;
    void this.request('events', 'userEvent', { eventName: heartbeatName, application: this.#app });
    this.#callOff = this.#clock.after(ariTimes.heartbeat, () => this.#beat());
  }

  #lost(reason: string): void {
    if (this.#state !== 'connecting' && this.#state !== 'up') return;
    const wasUp = this.#state === 'up';
    this.#leave('connecting');
    // Half open as well, it may be: what waits there would wait for ever, and so would what comes behind it.
    this.#connections.close();
    this.#log.warn({ reason }, 'ARI link is down');
    if (wasUp) this.#listener.down(reason);
    this.#tryLater();
  }

  #tryLater(): void {
    this.#failures += 1;
    this.#callOff = this.#clock.after(backOff(this.#failures, Math.random()), () => void this.#connect());
  }

  #replaced(): void {
    this.#log.error({ app: this.#app }, 'another engine has taken over the application');
    this.#leave('replaced');
    this.#listener.replaced();
  }

  #leave(state: 'stopped' | 'connecting' | 'replaced'): void {
    this.#callOff();
    this.#endSocket();
    this.#endSocket = () => undefined;
    this.#state = state;
  }
}
