/**
 * The topic `floor`: one set of rows for all clients, kept as the text that they get; who sees which of them is a matter of
 * their group (`floor-group.ts`). What turns change is gathered for a moment, so that ten changes of one agent are one row; for
 * longer the more clients there are, because a message costs the engine as much for each of them: for one second at most, with
 * a thousand; what changes without a turn (health, trunks, figures, the plan) is looked at every second. Nothing is done while
 * no client is connected.
 */
import { othersIn } from '../../call/kept/parties.ts';
import type { AgentName, QueueName } from '../../plan/model.ts';
import type { CallId } from '../../shared/ids.ts';
import {
  everything,
  type FloorChange,
  type FloorClient,
  FloorGroup,
  type FloorView,
  type Table,
} from './floor-group.ts';
import { agentRow, callRow, houseRow, queueRow, type RowNeeds } from './rows.ts';

const lookEvery = 1000;
/** Milliseconds. So no more than a thousand messages a second are sent, to however many. */
const gatherFor = (clients: number): number => Math.min(Math.max(50, clients), lookEvery);

export class FloorFeed {
  readonly #needs: RowNeeds;
  readonly #groups = new Map<string, FloorGroup>();
  #clients = 0;
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
  join(client: FloorClient, view: FloorView = everything): () => void {
    const group = this.#groups.get(view.key) ?? new FloorGroup(view, this.#needs);
    this.#groups.set(view.key, group);
    group.clients.add(client);
    this.#clients += 1;
    const leave = (): void => {
      if (!group.clients.has(client)) return;
      group.leave(client);
      if (group.clients.size === 0) this.#groups.delete(view.key);
      this.#clients -= 1;
      if (this.#clients === 0) this.#end();
    };
    try {
      if (this.#clients === 1) this.#begin();
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
      this.#gathering ??= setTimeout(() => this.#tell({}), gatherFor(this.#clients)).unref();
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
    const parts: { house?: string; order?: string } = {};
    const house = JSON.stringify(houseRow(this.#needs));
    if (house !== this.#house) {
      this.#house = house;
      parts.house = house;
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
      parts.order = order;
    }
    const queues = new Set<QueueName>([...Object.keys(plan.queues), ...this.#rows.queues.keys()]);
    this.#tell(
      parts,
      this.#changesIn('queues', queues, (name) => queueRow(this.#needs, name)),
    );
  }

  /** Sends what has changed since the last time. */
  #tell(
    parts: Pick<FloorChange, 'house' | 'order'>,
    queues: ReadonlyMap<string, string | undefined> = new Map(),
  ): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    const touched = [...this.#callsTouched];
    const rows = {
      agents: this.#changesIn('agents', this.#agentsTouched, (name) => agentRow(this.#needs, name)),
      queues,
      calls: this.#changesIn('calls', touched, (id) => callRow(this.#needs, id)),
    };
    this.#agentsTouched.clear();
    this.#callsTouched.clear();
    const change = { ...parts, rows, touched };
    for (const group of this.#groups.values()) group.tell(change, this.#rows, this.#house, this.#order);
  }

  #changesIn<Key extends string>(
    table: Table,
    touched: Iterable<Key>,
    rowOf: (key: Key) => object | undefined,
  ): Map<string, string | undefined> {
    const rows = this.#rows[table];
    const changed = new Map<string, string | undefined>();
    for (const key of touched) {
      const row = rowOf(key);
      const text = row && JSON.stringify(row);
      if (text === rows.get(key)) continue;
      if (text === undefined) rows.delete(key);
      else rows.set(key, text);
      changed.set(key, text);
    }
    return changed;
  }
}
