/**
 * The floor as it is now, kept up by the live stream: each look costs nothing. A connection that is lost, or that has
 * said nothing for longer than two heartbeats, is made again at the next look.
 */
import { changed, type LiveFloor } from '../../contract/live/floor.ts';
import type { LiveMessage } from '../../contract/live/messages.ts';
import { statusAt } from '../../contract/live/status.ts';
import type { Status } from '../../contract/status.ts';

/** The engine sends a heartbeat every five seconds. */
const silentFor = 12_000;

interface Source {
  live(topics: readonly string[]): AsyncGenerator<LiveMessage>;
}

export class FloorFollower {
  readonly #engine: Source;
  #floor: LiveFloor | undefined;
  /** The engine's clock when the last message came, and ours. */
  #heard = { at: 0, here: 0 };
  #stream: AsyncGenerator<LiveMessage> | undefined;

  constructor(engine: Source) {
    this.#engine = engine;
  }

  /** @throws {Failure} no engine answers */
  async status(): Promise<Status> {
    if (this.#stream && performance.now() - this.#heard.here > silentFor) this.close();
    if (!this.#stream) await this.#connect();
    if (!this.#floor) throw new Error('the live stream has not begun with a snapshot');
    return statusAt(this.#floor, this.#heard.at + (performance.now() - this.#heard.here));
  }

  close(): void {
    const stream = this.#stream;
    this.#stream = undefined;
    // It may wait for a message that never comes.
    void stream?.return(undefined).catch(() => undefined);
  }

  /** Resolves with the first snapshot; what follows is taken in as it comes. */
  async #connect(): Promise<void> {
    const stream = this.#engine.live(['floor']);
    this.#stream = stream;
    try {
      let begun = false;
      while (!begun) {
        const { done, value } = await stream.next();
        if (done) return;
        begun = this.#take(value);
      }
    } catch (error) {
      this.#stream = undefined;
      throw error;
    }
    void this.#keepUp(stream);
  }

  async #keepUp(stream: AsyncGenerator<LiveMessage>): Promise<void> {
    try {
      for await (const message of stream) this.#take(message);
    } catch {
      // The next look connects again, and says so if it cannot.
    }
    if (this.#stream === stream) this.#stream = undefined;
  }

  /** Whether it was a snapshot. */
  #take(message: LiveMessage): boolean {
    if (message.type === 'refused') return false;
    this.#heard = { at: Date.parse(message.at), here: performance.now() };
    if ('floor' in message) {
      this.#floor = message.floor;
      return true;
    }
    if ('changes' in message && this.#floor) this.#floor = changed(this.#floor, message.changes);
    return false;
  }
}
