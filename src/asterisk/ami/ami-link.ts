/**
 * The link to AMI, which is used for the one thing that ARI lacks: the states of phones. Supervised here.
 *
 * `asterisk-manager` is used behind these rules:
 * - CR or LF in a value would smuggle in an action of its own: control characters are refused in every key and value;
 * - actions given before the log-in are kept by it, and sent after the next one: nothing is given to it before;
 * - its callbacks are lost when the connection is: every action ends within its deadline, or with the connection;
 * - its own reconnecting waits for minutes, and prints: each connection is a new object, and reconnecting is ours;
 * - it prints when a write fails, and has no ping: a Ping every few seconds notices a half-open connection;
 * - its switch for events does nothing: what comes is limited by `read` in manager.conf.
 */
import Manager, { type Manager as Connection } from 'asterisk-manager';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { backOff } from '../../shared/back-off.ts';
import type { Duration } from '../../shared/time.ts';

export interface AmiAccess {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** An event or a response; keys in lower case. */
export type AmiMessage = Readonly<Record<string, unknown>>;

export type AmiReply =
  | { readonly kind: 'success'; readonly message: AmiMessage }
  | { readonly kind: 'error'; readonly message: AmiMessage }
  /** A key or value held a control character; nothing was sent. */
  | { readonly kind: 'refused' }
  /** Not connected, no reply in time, or the connection was lost meanwhile. */
  | { readonly kind: 'none'; readonly reason: string };

export interface AmiLinkListener {
  up(): void;
  down(reason: string): void;
  event(message: AmiMessage): void;
}

/** In milliseconds. */
export const amiTimes = { action: 5000, connect: 5000, ping: 4000 } as const satisfies Record<
  string,
  Duration
>;

type Settle = (reply: AmiReply) => void;

export class AmiLink {
  readonly #access: AmiAccess;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #listener: AmiLinkListener;
  readonly #pending = new Set<Settle>();
  #manager: Connection | undefined;
  #state: 'stopped' | 'connecting' | 'up' = 'stopped';
  #failures = 0;
  #actions = 0;
  #callOff: () => void = () => undefined;

  constructor(access: AmiAccess, clock: Clock, log: Log, listener: AmiLinkListener) {
    this.#access = access;
    this.#clock = clock;
    this.#log = log;
    this.#listener = listener;
  }

  start(): void {
    if (this.#state !== 'stopped') return;
    this.#state = 'connecting';
    this.#connect();
  }

  stop(): void {
    this.#state = 'stopped';
    this.#end('stopped');
  }

  async action(fields: Readonly<Record<string, string>>): Promise<AmiReply> {
    if (!isSafe(fields)) return { kind: 'refused' };
    const manager = this.#manager;
    if (manager === undefined || this.#state !== 'up')
      return { kind: 'none', reason: 'not connected to AMI' };
    return new Promise((resolve) => {
      const received = (error: AmiMessage | undefined, message: AmiMessage): void => {
        settle(error === undefined ? { kind: 'success', message } : { kind: 'error', message: error });
      };
      const settle = (reply: AmiReply): void => {
        callOff();
        this.#pending.delete(settle);
        manager.removeListener(id, received);
        resolve(reply);
      };
      const callOff = this.#clock.after(amiTimes.action, () =>
        settle({ kind: 'none', reason: 'no reply within its deadline' }),
      );
      this.#pending.add(settle);
      this.#actions += 1;
      const id = `cordboard-${this.#actions}`;
      manager.action({ ...fields, actionid: id }, received);
    });
  }

  #connect(): void {
    const { host, port, user, password } = this.#access;
    const manager = new Manager(undefined, host, user, password, true);
    this.#manager = manager;
    manager.on('connect', () => this.#logIn(manager));
    manager.on('close', () => this.#lost(manager, 'closed'));
    manager.on('managerevent', (message) => {
      if (this.#manager === manager) this.#listener.event(message);
    });
    this.#callOff = this.#clock.after(amiTimes.connect, () =>
      this.#lost(manager, 'no log-in within its deadline'),
    );
    manager.connect(port, host);
  }

  #logIn(manager: Connection): void {
    if (this.#manager !== manager) return;
    manager.login((error) => {
      if (this.#manager !== manager) return;
      if (error !== undefined && error !== null) {
        this.#lost(manager, 'log-in refused');
        return;
      }
      this.#callOff();
      this.#state = 'up';
      this.#failures = 0;
      this.#log.info({}, 'AMI link is up');
      this.#listener.up();
      this.#callOff = this.#clock.after(amiTimes.ping, () => void this.#ping(manager));
    });
  }

  async #ping(manager: Connection): Promise<void> {
    const reply = await this.action({ action: 'Ping' });
    if (this.#manager !== manager || this.#state !== 'up') return;
    if (reply.kind === 'none') this.#lost(manager, 'no heartbeat from Asterisk');
    else this.#callOff = this.#clock.after(amiTimes.ping, () => void this.#ping(manager));
  }

  #lost(manager: Connection, reason: string): void {
    if (this.#manager !== manager || this.#state === 'stopped') return;
    const wasUp = this.#state === 'up';
    this.#state = 'connecting';
    this.#end(reason);
    this.#failures += 1;
    this.#log.warn({ reason }, 'AMI link is down');
    if (wasUp) this.#listener.down(reason);
    this.#callOff = this.#clock.after(backOff(this.#failures, Math.random()), () => this.#connect());
  }

  #end(reason: string): void {
    this.#callOff();
    const manager = this.#manager;
    this.#manager = undefined;
    for (const settle of this.#pending) settle({ kind: 'none', reason });
    manager?.disconnect();
  }
}

function isSafe(fields: Readonly<Record<string, string>>): boolean {
  const control = /[\p{C}\p{Zl}\p{Zp}]/u;
  return Object.entries(fields).every(
    ([key, value]) => !control.test(key) && !control.test(value) && !key.includes(':'),
  );
}
