/**
 * STUN and TURN servers for the calls of a page. Log-ins at TURN servers end, and a page may stay open for days: new ones are asked for
 * when half of their time is over.
 */
export interface GivenServers {
  readonly iceServers: readonly RTCIceServer[];
  /** If omitted: they may be used for ever. */
  readonly expiresAt?: string | undefined;
}

/** By the clock on the wall, because a laptop that sleeps keeps all timers waiting. */
const looksEvery = 60_000;

export class IceServers {
  readonly #ask: () => Promise<GivenServers | undefined>;
  readonly #timer: ReturnType<typeof setInterval>;
  #given: GivenServers;
  #renewAt = Number.POSITIVE_INFINITY;
  #isAsking = false;

  /** @param ask undefined: there are none just now */
  constructor(given: GivenServers, ask: () => Promise<GivenServers | undefined>) {
    this.#ask = ask;
    this.#given = given;
    this.#take(given);
    this.#timer = setInterval(() => void this.#look(), looksEvery);
  }

  current(): readonly RTCIceServer[] {
    return this.#given.iceServers;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #take(given: GivenServers): void {
    this.#given = given;
    const { expiresAt } = given;
    this.#renewAt =
      expiresAt === undefined
        ? Number.POSITIVE_INFINITY
        : Date.now() + (Date.parse(expiresAt) - Date.now()) / 2;
  }

  async #look(): Promise<void> {
    if (this.#isAsking || Date.now() < this.#renewAt) return;
    this.#isAsking = true;
    try {
      const given = await this.#ask();
      if (given) this.#take(given);
    } finally {
      this.#isAsking = false;
    }
  }
}
