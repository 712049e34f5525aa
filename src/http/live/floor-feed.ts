/**
 * The topic `floor`: one set of rows for all clients, kept as the text that they get. What turns change is gathered for
 * a moment, so that ten changes of one agent are one row; for longer the more clients there are, because a message costs the
 * engine as much for each of them: for one second at most, with a thousand; what changes without a turn (health, trunks, figures, the plan)
 * is looked at every second. Nothing is done while no client is connected.
 */
import { othersIn } from '../../call/kept/parties.ts';
import type { AgentName, QueueName } from '../../plan/model.ts';
import type { CallId } from '../../shared/ids.ts';
import { agentRow, callRow, houseRow, queueRow, type RowNeeds } from './rows.ts';

const lookEvery = 1000;
/** Milliseconds. So no more than a thousand messages a second are sent, to however many. */
const gatherFor = (clients: number): number => Math.min(Math.max(50, clients), lookEvery);

export interface FloorClient {
  /** It has read most of what it was sent. One that has not gets a snapshot once it has. */
  isReady(): boolean;
  /** Both are JSON. */
  snapshot(floor: string): void;
  changes(changes: string): void;
}

type Table = 'agents' | 'queues' | 'calls';

export class FloorFeed {
  readonly #needs: RowNeeds;
  /** Those who have had a snapshot, and every change since. */
  readonly #current = new Set<FloorClient>();
  readonly #clients = new Set<FloorClient>();
  #house = '';
  #order = '';
  readonly #rows: Readonly<Record<Table, Map<string, string>>> = {
    agents: new Map(),
    queues: new Map(),
    calls: new Map(),
  };
  readonly #agentsTouched = new Set<AgentName>();
  readonly #callsTouched = new Set<CallId>();
  #end: () => void = () => undefined;
  #gathering: NodeJS.Timeout | undefined;

  constructor(needs: RowNeeds) {
    this.#needs = needs;
  }

  /** @returns how to leave */
  join(client: FloorClient): () => void {
    const leave = (): void => {
      this.#clients.delete(client);
      this.#current.delete(client);
      if (this.#clients.size === 0) this.#end();
    };
    this.#clients.add(client);
    try {
      if (this.#clients.size === 1) this.#begin();
      this.#look();
    } catch (error) {
      // Before the engine is ready there is nothing to see; who came then must not be counted for ever.
      leave();
      throw error;
    }
    return leave;
  }

  #begin(): void {
    // Changes while no client was connected are unknown.
    this.#touchAll();
    const unwatch = this.#needs.operations.watch(({ agents, calls }) => {
      for (const name of agents) this.#agentsTouched.add(name);
      for (const id of calls) this.#touchCall(id);
      this.#gathering ??= setTimeout(() => this.#tell([]), gatherFor(this.#clients.size)).unref();
    });
    const looks = setInterval(() => this.#look(), lookEvery).unref();
    this.#end = () => {
      unwatch();
      clearInterval(looks);
      clearTimeout(this.#gathering);
      this.#gathering = undefined;
    };
  }

  /** Since when an agent talks or rings is a matter of their call. */
  #touchCall(id: CallId): void {
    this.#callsTouched.add(id);
    const call = this.#needs.operations.call(id);
    const talking = call?.phase.name === 'talking' ? othersIn(call.phase.conversation) : [];
    for (const who of [...(call?.offers ?? []).map(({ to }) => to), ...talking.map((party) => party.who)])
      if (who.kind === 'agent') this.#agentsTouched.add(who.agent);
  }

  #touchAll(): void {
    const { operations } = this.#needs;
    for (const { name } of operations.agents()) this.#agentsTouched.add(name);
    for (const name of this.#rows.agents.keys()) this.#agentsTouched.add(name);
    for (const { id } of operations.calls()) this.#callsTouched.add(id);
    for (const id of this.#rows.calls.keys()) this.#callsTouched.add(id as CallId);
  }

  #look(): void {
    const { operations } = this.#needs;
    const parts: string[] = [];
    const house = JSON.stringify(houseRow(this.#needs));
    if (house !== this.#house) {
      this.#house = house;
      parts.push(`"house":${house}`);
      // Another plan has other names and titles; and a log-in that was refused is shown with its agent.
      this.#touchAll();
    }
    const { plan } = operations.plan();
    const order = JSON.stringify({
      agents: operations.agents().map(({ name }) => name),
      queues: Object.keys(plan.queues),
    });
    if (order !== this.#order) {
      this.#order = order;
      parts.push(`"order":${order}`);
    }
    const queues = new Set<QueueName>([...Object.keys(plan.queues), ...this.#rows.queues.keys()]);
    this.#tell([...parts, ...this.#changesIn('queues', queues, (name) => queueRow(this.#needs, name))]);
  }

  /** Sends what has changed since the last time. */
  #tell(parts: readonly string[]): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    const all = [
      ...parts,
      ...this.#changesIn('agents', this.#agentsTouched, (name) => agentRow(this.#needs, name)),
      ...this.#changesIn('calls', this.#callsTouched, (id) => callRow(this.#needs, id)),
    ];
    this.#agentsTouched.clear();
    this.#callsTouched.clear();
    const changes = all.length === 0 ? undefined : `{${all.join(',')}}`;
    let floor: string | undefined;
    for (const client of this.#clients) {
      if (!client.isReady()) this.#current.delete(client);
      else if (!this.#current.has(client)) {
        floor ??= this.#floor();
        this.#current.add(client);
        client.snapshot(floor);
      } else if (changes !== undefined) client.changes(changes);
    }
  }

  #floor(): string {
    const { agents, queues, calls } = this.#rows;
    const tables = `"agents":${objectOf(agents)},"queues":${objectOf(queues)},"calls":${objectOf(calls)}`;
    return `{"house":${this.#house},"order":${this.#order},${tables}}`;
  }

  #changesIn<Key extends string>(
    table: Table,
    touched: Iterable<Key>,
    rowOf: (key: Key) => object | undefined,
  ): string[] {
    const rows = this.#rows[table];
    const changed: string[] = [];
    for (const key of touched) {
      const row = rowOf(key);
      const text = row && JSON.stringify(row);
      if (text === rows.get(key)) continue;
      if (text === undefined) rows.delete(key);
      else rows.set(key, text);
      changed.push(`${JSON.stringify(key)}:${text ?? 'null'}`);
    }
    return changed.length === 0 ? [] : [`"${table}":{${changed.join(',')}}`];
  }
}

const objectOf = (rows: ReadonlyMap<string, string>): string =>
  `{${[...rows].map(([key, row]) => `${JSON.stringify(key)}:${row}`).join(',')}}`;
