/**
 * Clients of the floor who see the same part of it, and what they have been shown of it. Most see everything: their rows go
 * out as they are. For others rows are chosen by what their right reaches; a call comes and goes with the queue and the agents
 * that it is about.
 */
import { aboutCall } from '../../people/calls.ts';
import { type Reach, reachesAgent, reachesAny, reachesQueue } from '../../people/reach.ts';
import type { CallId } from '../../shared/ids.ts';
import { houseFor, type RowNeeds } from './rows.ts';

export interface FloorClient {
  /** It has read most of what it was sent. One that has not gets a snapshot once it has. */
  isReady(): boolean;
  /** Both are JSON. */
  snapshot(floor: string): void;
  changes(changes: string): void;
}

/** What a client may see, as the plan is now. Clients with the same `key` see the same. */
export interface FloorView {
  readonly key: string;
  reach(): Reach;
}

export const everything: FloorView = { key: 'everything', reach: () => 'all' };

export type Table = 'agents' | 'queues' | 'calls';
export type Rows = Readonly<Record<Table, ReadonlyMap<string, string>>>;

/** What has changed since the last time: rows by name, whole; undefined: the row is gone. */
export interface FloorChange {
  /** The plan, or what belongs to no row, is another. */
  readonly house?: string;
  readonly order?: string;
  readonly rows: Readonly<Record<Table, ReadonlyMap<string, string | undefined>>>;
  /** Calls of which anything has changed, be it nothing that a row shows. */
  readonly touched: Iterable<CallId>;
}

/** All rows as they are now. */
export interface Shown {
  readonly rows: Rows;
  readonly house: string;
  readonly order: string;
}

const tables = ['agents', 'queues', 'calls'] as const;

interface FloorMessage {
  readonly nth: number;
  /** Undefined: for those who have had no snapshot. */
  readonly changes: string | undefined;
}

/** Messages for one client that may wait while the engine has no time to send them. */
const mostWaiting = 20;

export class FloorGroup {
  readonly clients = new Set<FloorClient>();
  readonly #view: FloorView;
  readonly #needs: RowNeeds;
  /** Those who have had a snapshot, and every change since; and with which of them they are up to date. */
  readonly #current = new Map<FloorClient, number>();
  /** Messages that wait to be sent to a client. */
  readonly #waiting = new Map<FloorClient, number>();
  /** Changes that this group was shown, counted. */
  #nth = 0;
  /** One for all who join before the next change. */
  #snapshot: string | undefined;
  readonly #sending: (send: () => void) => void;
  readonly #shown: () => Shown;
  #reach: Reach;
  #shownCalls = new Set<string>();
  #house = '';
  #order = '';

  /** @param sending one place for all groups: what is sent to a thousand clients is not sent in one go */
  constructor(view: FloorView, needs: RowNeeds, sending: (send: () => void) => void, shown: () => Shown) {
    this.#shown = shown;
    this.#view = view;
    this.#sending = sending;
    this.#needs = needs;
    this.#reach = view.reach();
  }

  leave(client: FloorClient): void {
    this.clients.delete(client);
    this.#current.delete(client);
    this.#waiting.delete(client);
  }

  tell(change: FloorChange): void {
    if (change.house !== undefined || change.order !== undefined) this.#lookAgain();
    const changes = this.#changesOf(change, this.#shown().rows);
    if (changes !== undefined) {
      this.#nth += 1;
      this.#snapshot = undefined;
    }
    const nth = this.#nth;
    for (const client of this.clients)
      if (changes !== undefined || !this.#current.has(client)) this.#put(client, { nth, changes });
  }

  /** Shows them the floor as this group was shown it last; what has changed since comes as a change. */
  welcome(client: FloorClient): void {
    this.#put(client, { nth: this.#nth, changes: undefined });
  }

  /** A client for which too much waits gets a snapshot instead: with the first message of those that wait. */
  #put(client: FloorClient, message: FloorMessage): void {
    const waiting = this.#waiting.get(client) ?? 0;
    if (waiting >= mostWaiting) {
      this.#current.delete(client);
      return;
    }
    this.#waiting.set(client, waiting + 1);
    this.#sending(() => {
      const left = (this.#waiting.get(client) ?? 1) - 1;
      if (left > 0) this.#waiting.set(client, left);
      else this.#waiting.delete(client);
      this.#send(client, message);
    });
  }

  #send(client: FloorClient, { nth, changes }: FloorMessage): void {
    if (!this.clients.has(client)) return;
    const seen = this.#current.get(client);
    if (!client.isReady()) this.#current.delete(client);
    else if (seen === undefined) {
      this.#snapshot ??= this.#floor(this.#shown());
      this.#current.set(client, this.#nth);
      client.snapshot(this.#snapshot);
    } else if (changes !== undefined && seen < nth) {
      this.#current.set(client, nth);
      client.changes(changes);
    }
  }

  /** Another plan has other queues: what they may see begins anew. */
  #lookAgain(): void {
    if (this.#reach === 'all') return;
    const before = textOf(this.#reach);
    this.#reach = this.#view.reach();
    if (textOf(this.#reach) !== before) this.#current.clear();
  }

  #changesOf(change: FloorChange, rows: Rows): string | undefined {
    const parts: string[] = [];
    const house = change.house === undefined ? undefined : this.#houseOf(change.house);
    if (house !== undefined && house !== this.#house) {
      this.#house = house;
      parts.push(`"house":${house}`);
    }
    const order = change.order === undefined ? undefined : this.#orderOf(change.order);
    if (order !== undefined && order !== this.#order) {
      this.#order = order;
      parts.push(`"order":${order}`);
    }
    for (const table of tables) {
      const changed =
        table === 'calls' ? this.#callsOf(change, rows.calls) : this.#seen(table, change.rows[table]);
      const texts = [...changed].map(([key, row]) => `${JSON.stringify(key)}:${row ?? 'null'}`);
      if (texts.length > 0) parts.push(`"${table}":{${texts.join(',')}}`);
    }
    return parts.length === 0 ? undefined : `{${parts.join(',')}}`;
  }

  #floor({ rows, house, order }: Shown): string {
    this.#house = this.#houseOf(house);
    this.#order = this.#orderOf(order);
    // Which calls come and go is a change, and all get it.
    const isShown = (id: string) => (this.#current.size > 0 ? this.#shownCalls.has(id) : this.#seesCall(id));
    const calls = this.#reach === 'all' ? [...rows.calls] : [...rows.calls].filter(([id]) => isShown(id));
    if (this.#reach !== 'all') this.#shownCalls = new Set(calls.map(([id]) => id));
    const [agents, queues] = [this.#seen('agents', rows.agents), this.#seen('queues', rows.queues)];
    const all = `"agents":${objectOf(agents)},"queues":${objectOf(queues)},"calls":${objectOf(calls)}`;
    return `{"house":${this.#house},"order":${this.#order},${all}}`;
  }

  #seen<Row>(
    table: 'agents' | 'queues',
    rows: Iterable<readonly [string, Row]>,
  ): Iterable<readonly [string, Row]> {
    const reach = this.#reach;
    if (reach === 'all') return rows;
    const reaches = table === 'agents' ? reachesAgent : reachesQueue;
    return [...rows].filter(([name]) => reaches(reach, name));
  }

  #callsOf(
    change: FloorChange,
    rows: ReadonlyMap<string, string>,
  ): Iterable<readonly [string, string | undefined]> {
    if (this.#reach === 'all') return change.rows.calls;
    const changed: [string, string | undefined][] = [];
    for (const id of change.touched) {
      const row = this.#seesCall(id) ? rows.get(id) : undefined;
      const wasShown = this.#shownCalls.has(id);
      if (row === undefined) {
        this.#shownCalls.delete(id);
        if (wasShown) changed.push([id, undefined]);
      } else if (!wasShown || change.rows.calls.has(id)) {
        this.#shownCalls.add(id);
        changed.push([id, row]);
      }
    }
    return changed;
  }

  #seesCall(id: string): boolean {
    if (this.#reach === 'all') return true;
    const call = this.#needs.operations.call(id as CallId);
    return call !== undefined && reachesAny(this.#reach, aboutCall(call));
  }

  #houseOf(house: string): string {
    return this.#reach === 'all' ? house : houseFor(house);
  }

  #orderOf(order: string): string {
    const reach = this.#reach;
    if (reach === 'all') return order;
    const { agents, queues } = JSON.parse(order) as Record<'agents' | 'queues', string[]>;
    return JSON.stringify({
      agents: agents.filter((name) => reachesAgent(reach, name)),
      queues: queues.filter((name) => reachesQueue(reach, name)),
    });
  }
}

const textOf = (reach: Reach): string =>
  reach === 'all' ? 'all' : JSON.stringify([[...reach.agents], [...reach.queues]]);

const objectOf = (rows: Iterable<readonly [string, string]>): string =>
  `{${[...rows].map(([key, row]) => `${JSON.stringify(key)}:${row}`).join(',')}}`;
