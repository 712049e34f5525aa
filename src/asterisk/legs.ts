/**
 * The legs that are in our hands now, with what is going on at each. Keyed by Asterisk's channel id.
 *
 * A leg of an offer is written here before Asterisk is asked to ring it, because its events may come before the reply.
 * A leg that ends is taken out; that is how its end is told exactly once.
 */
import { defined } from '../shared/defined.ts';
import type { CallId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';
import type { EndCauses } from './causes.ts';

export interface LiveLeg {
  readonly channel: string;
  readonly madeByUs: boolean;
  /** Of the plan; if omitted: an outside party. */
  readonly phone?: string;
  /** The far end rings, or we let the caller hear ringing. */
  ringing: boolean;
  answered: boolean;
  /** We have heard it being answered, and missed nothing since: whatever it has done, we know. */
  answeredHere?: boolean;
  /**
   * The party there has asked for a transfer, which Asterisk is carrying out: what is to be told of their leg waits until it
   * has said to whom.
   */
  transfer?: { readonly later: (() => void)[] };
  /** Another phone has picked up in its place, by an INVITE with Replaces. */
  replaced?: true;
  /** The party there has put the other side on hold. */
  held?: boolean;
  /** In our application: from now on Asterisk does with it what it is asked to. */
  entered: boolean;
  /** Somebody, or we, have asked for its end; nothing that we start on it will play any more. */
  ending?: EndCauses;
  /** The call for which we were asked to end it, which may be over before the leg is. */
  endedFor?: CallId;
  /** Asterisk stops, and ends it. */
  cutOff?: boolean;
  /** By their names at Asterisk. */
  readonly playbacks: Set<string>;
  /** With the moment at which recording began; undefined: it has not yet. */
  readonly recordings: Map<string, Instant | undefined>;
  /** Calls off what waits for the leg. */
  callOff: () => void;
}

export class Legs {
  readonly #legs = new Map<string, LiveLeg>();
  /** Who waits for a leg to enter, by its channel. */
  readonly #awaited = new Map<string, (isThere: boolean) => void>();
  readonly #phoneChanged: (phone: string) => void;

  /** @param phoneChanged a leg came to this phone, or left it */
  constructor(phoneChanged: (phone: string) => void) {
    this.#phoneChanged = phoneChanged;
  }

  get(channel: string): LiveLeg | undefined {
    return this.#legs.get(channel);
  }

  all(): readonly LiveLeg[] {
    return [...this.#legs.values()];
  }

  add(channel: string, madeByUs: boolean, phone: string | undefined, answered: boolean): LiveLeg {
    const leg: LiveLeg = {
      channel,
      madeByUs,
      ...defined({ phone }),
      ringing: false,
      answered,
      entered: false,
      playbacks: new Set(),
      recordings: new Map(),
      callOff: () => undefined,
    };
    this.#legs.set(channel, leg);
    if (phone !== undefined) this.#phoneChanged(phone);
    return leg;
  }

  remove(channel: string): void {
    const leg = this.#legs.get(channel);
    this.#legs.delete(channel);
    leg?.callOff();
    this.#settle(channel, false);
    if (leg?.phone !== undefined) this.#phoneChanged(leg.phone);
  }

  /** Asterisk has brought it into our application. */
  enter(leg: LiveLeg): void {
    leg.entered = true;
    this.#settle(leg.channel, true);
  }

  /** Resolves when the leg is in our application; false: it has ended before. */
  async entered(leg: LiveLeg): Promise<boolean> {
    if (leg.entered || this.#legs.get(leg.channel) !== leg) return leg.entered;
    return new Promise((resolve) => this.#awaited.set(leg.channel, resolve));
  }

  /** Waits for none of them any more. */
  stop(): void {
    for (const leg of this.#legs.values()) leg.callOff();
    for (const channel of this.#awaited.keys()) this.#settle(channel, false);
  }

  on(phone: string): boolean {
    return this.all().some((leg) => leg.phone === phone);
  }

  playing(playback: string): LiveLeg | undefined {
    return this.all().find((leg) => leg.playbacks.has(playback));
  }

  recording(name: string): LiveLeg | undefined {
    return this.all().find((leg) => leg.recordings.has(name));
  }

  #settle(channel: string, isThere: boolean): void {
    this.#awaited.get(channel)?.(isThere);
    this.#awaited.delete(channel);
  }
}
