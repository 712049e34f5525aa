/**
 * Journal entries as they are stored, one JSON text per websocket message, in order and without gaps: a client that
 * was cut off connects again with `?after=` the last `seq` that it has seen.
 *
 * What a client does not read in time is not kept for it: beyond a bound it gets no more, and is cut off with code 1013 ("try
 * again"). It has half a minute to read up to that code.
 */
import type { WebSocket } from 'ws';
import type { StoredEntry } from '../../call/kept/journal.ts';
import { eventsQuery } from '../../contract/journal-page.ts';
import type { Log } from '../../ports/log.ts';
import type { JournalReader } from '../../ports/store.ts';
import { breather } from '../../shared/slices.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { entryView } from '../journal/view.ts';
import { keepAlive } from './keep-alive.ts';

/** Bytes that may wait in our memory for one client. */
const MOST_UNREAD = 1024 * 1024;
/** Entries that may come in while a client is still told of the past. */
const MOST_PENDING = 10_000;
/** Entries of the past that are sent at once. */
const PAGE = 25;
/** Connections at the same time, of programs that follow the journal; consoles and browser phones do not count. */
const MOST_CLIENTS = 200;
const TRY_AGAIN_LATER = 1013;

export function eventRoutes(app: Api, { operations, store, log }: ApiNeeds): void {
  let clients = 0;
  app.get(
    '/v1/events',
    {
      config: { right: 'read_journal' },
      websocket: true,
      schema: { summary: 'Journal entries as they are written (websocket)', querystring: eventsQuery },
    },
    (socket, { query }) => {
      if (clients >= MOST_CLIENTS) {
        socket.close(TRY_AGAIN_LATER, 'too many connections');
        return;
      }
      clients += 1;
      const feed = new Feed(socket, query.after, store.journal, log, () => unfollow());
      const unfollow = operations.follow((entry) => feed.happened(entry));
      const pings = keepAlive(socket);
      socket.once('close', () => {
        clients -= 1;
        unfollow();
        clearInterval(pings);
      });
      socket.on('error', (error) => log.debug({ err: error }, 'an events connection failed'));
      void feed.begin();
    },
  );
}

class Feed {
  readonly #socket: WebSocket;
  readonly #journal: JournalReader;
  readonly #log: Log;
  readonly #isCutOff: () => void;
  #sent: number | undefined;
  /** Entries that have to wait until the past is told; undefined: it is. */
  #pending: StoredEntry[] | undefined = [];

  constructor(
    socket: WebSocket,
    after: number | undefined,
    journal: JournalReader,
    log: Log,
    isCutOff: () => void,
  ) {
    this.#socket = socket;
    this.#sent = after;
    this.#journal = journal;
    this.#log = log;
    this.#isCutOff = isCutOff;
  }

  happened(entry: StoredEntry): void {
    if (this.#pending) {
      this.#pending.push(entry);
      if (this.#pending.length > MOST_PENDING) this.#cutOff('more entries are written than can be sent');
    } else if (this.#socket.bufferedAmount > MOST_UNREAD) {
      this.#cutOff('the client reads too slowly');
    } else {
      this.#send(entry);
    }
  }

  async begin(): Promise<void> {
    try {
      await this.#tellThePast();
    } catch (error) {
      this.#log.error({ err: error }, 'cannot read the journal for an events connection');
      this.#socket.close(1011, 'cannot read the journal');
    }
    this.#pending = undefined;
  }

  /** At the pace of the client: the next page when this one has left. */
  async #tellThePast(): Promise<void> {
    let more = this.#sent !== undefined;
    const breathe = breather();
    while (more && this.#sent !== undefined && this.#open) {
      const page = await this.#journal.after(this.#sent, PAGE);
      await this.#sendAll(page);
      more = page.length === PAGE;
      // A client that reads fast must not have all of our time.
      if (more) await breathe();
    }
    while (this.#pending && this.#pending.length > 0 && this.#open) {
      await this.#sendAll(this.#pending.splice(0, PAGE));
    }
  }

  async #sendAll(entries: readonly StoredEntry[]): Promise<void> {
    for (const entry of entries) this.#send(entry);
    // A ping queues behind them; it is called back too when the connection is gone.
    await new Promise<void>((resolve) => this.#socket.ping(undefined, undefined, () => resolve()));
  }

  get #open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  #send(entry: StoredEntry): void {
    if (!this.#open || (this.#sent !== undefined && entry.seq <= this.#sent)) return;
    this.#sent = entry.seq;
    this.#socket.send(JSON.stringify(entryView(entry)));
  }

  #cutOff(reason: string): void {
    this.#isCutOff();
    // One that reads again within half a minute finds the code behind what it has not read; then `ws` ends the connection.
    this.#socket.close(TRY_AGAIN_LATER, reason);
  }
}
