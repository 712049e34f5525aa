/**
 * Writes down at Asterisk, once a second, that the engine is awake. The dialplan reads it when a call comes: an engine that is
 * frozen (SIGSTOP, a paused virtual machine) still holds its websocket, so Stasis() takes the caller, who would hear nothing
 * until it wakes. Then the dialplan lets them hear ringing itself.
 */
import type { Clock } from '../ports/clock.ts';
import type { Duration, Instant } from '../shared/time.ts';

/** `extensions.conf` takes an engine for frozen after two missed ones. */
const every: Duration = 1000;

interface Requests {
  request(
    resource: string,
    operation: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<unknown>;
}

export class SignOfLife {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #link: Requests;
  readonly #wall: () => Instant;
  #callOff: () => void = () => undefined;

  /** @param wall what Asterisk's clock shows */
  constructor(clock: Pick<Clock, 'after'>, link: Requests, wall: () => Instant) {
    this.#wall = wall;
    this.#clock = clock;
    this.#link = link;
  }

  /** As long as the link is up. */
  start(): void {
    this.stop();
    const value = String(Math.floor(this.#wall() / 1000));
    void this.#link.request('asterisk', 'setGlobalVar', { variable: 'CORDBOARD_AWAKE', value });
    this.#callOff = this.#clock.after(every, () => this.start());
  }

  stop(): void {
    this.#callOff();
  }
}
