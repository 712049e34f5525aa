/**
 * The topic `floor`: one set of rows for all clients, kept as the text that they get; who sees which of them is a matter of
 * their group (`floor-group.ts`). What comes after a quiet moment is sent at once. What comes soon after is gathered, so that ten
 * changes of one agent are one row: for longer the more rows change, because no screen shows more than some twenty pictures of a busy floor
 * a second, and the more clients there are, because a message costs the engine as much for each of them: for one second at most, with a thousand; what changes without a turn (health, trunks, figures, the plan) is looked at every second. Thousands of rows are
 * made a few at a time, and a thousand clients are sent them a few at a time. Nothing is done while no client is connected.
 */
import { othersIn } from '../../call/kept/parties.ts';
import type { AgentName, QueueName } from '../../plan/model.ts';
import type { CallId } from '../../shared/ids.ts';
import { InTurn, stepByStep } from '../../shared/slices.ts';
import { everything, type FloorClient, FloorGroup, type FloorView, type Table } from './floor-group.ts';
import { agentRow, callRow, houseRow, queueRow, type RowNeeds } from './rows.ts';

const lookEvery = 1000;
/** Milliseconds in which the turns that follow from one event are over. */
const turnsLast = 4;
/** Milliseconds after a message with so many rows: up to a hundred changes a second nothing waits, and of a flood twenty messages are made. */
const gatherFor = (rows: number): number => Math.min(10 * rows, 50);
/** Milliseconds. So no more than a thousand messages a second are sent, to however many. */
const gatherForClients = (clients: number): number => Math.min(clients, lookEvery);

/** How the rows are made one by one (undefined: all of them are), and sent to one client after the other. */
export interface Pace {
  readonly make: (rows: Iterator<unknown>) => Promise<void> | undefined;
  readonly send: (send: () => void) => void;
}

function inSlices(): Pace {
  const sending = new InTurn();
  return { make: stepByStep, send: (send) => sending.put(send) };
}

export class FloorFeed {
  readonly #needs: RowNeeds;
  readonly #groups = new Map<string, FloorGroup>();
  readonly #pace: Pace;
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
  #lastTold = 0;
  /** Rows in the last message. */
  #lastSize = 0;
  /** What changes without a turn is to be looked at with the next rows that are made. */
  #isLookDue = false;
  #isTelling = false;
  /** All rows are there: who joins now need not wait for the next that are made. */
  #isComplete = false;

  constructor(needs: RowNeeds, pace: Pace = inSlices()) {
    this.#needs = needs;
    this.#pace = pace;
  }

  /** @returns how to leave */
  join(client: FloorClient, view: FloorView = everything): () => void {
    const group =
      this.#groups.get(view.key) ??
      new FloorGroup(view, this.#needs, this.#pace.send, () => ({
        rows: this.#rows,
        house: this.#house,
        order: this.#order,
      }));
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
      else this.#look();
      if (this.#isTelling && this.#isComplete) group.welcome(client);
    } catch (error) {
      // Before the engine is ready there is nothing to see; who came then must not be counted for ever.
      leave();
      throw error;
    }
    return leave;
  }

  #begin(): void {
    // Throws before the engine is ready.
    houseRow(this.#needs);
    // Changes while no client was connected are unknown.
    this.#touchAll();
    const unwatch = this.#needs.operations.watch(({ agents, calls }) => {
      for (const name of agents) this.#agentsTouched.add(name);
      for (const id of calls) this.#touchCall(id);
      this.#gather();
    });
    const looks = setInterval(() => this.#look(), lookEvery).unref();
    this.#end = () => {
      unwatch();
      clearInterval(looks);
      clearTimeout(this.#gathering);
      this.#gathering = undefined;
      this.#isComplete = false;
    };
    this.#look();
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
    this.#isLookDue = true;
    this.#tell();
  }

  /** Sends what has changed since the last time. What changes meanwhile is sent the next time. */
  #tell(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    if (this.#isTelling) return;
    this.#isTelling = true;
    this.#lastTold = performance.now();
    const rest = this.#pace.make(this.#makeAndSend());
    if (rest) void rest.then(() => this.#told());
    else this.#told();
  }

  #told(): void {
    this.#isTelling = false;
    const isMore = this.#isLookDue || this.#agentsTouched.size + this.#callsTouched.size > 0;
    if (isMore && this.#clients > 0) this.#gather();
  }

  #gather(): void {
    if (this.#gathering) return;
    const gathers = Math.max(gatherFor(this.#lastSize), gatherForClients(this.#clients));
    const rest = this.#lastTold + gathers - performance.now();
    this.#gathering = setTimeout(() => this.#tell(), Math.max(turnsLast, rest)).unref();
  }

  /** Row by row. */
  *#makeAndSend(): Generator<void> {
    const { operations } = this.#needs;
    const { plan } = operations.plan();
    let { house, order } = { house: this.#house, order: this.#order };
    const queues = new Set<QueueName>();
    if (this.#isLookDue) {
      this.#isLookDue = false;
      house = JSON.stringify(houseRow(this.#needs));
      // Another plan has other names and titles; and a log-in that was refused is shown with its agent.
      if (house !== this.#house) this.#touchAll();
      order = JSON.stringify({
        agents: operations.agents().map(({ name }) => name),
        queues: Object.keys(plan.queues),
      });
      for (const name of [...Object.keys(plan.queues), ...this.#rows.queues.keys()]) queues.add(name);
    }
    const agents = [...this.#agentsTouched];
    const touched = [...this.#callsTouched];
    this.#agentsTouched.clear();
    this.#callsTouched.clear();
    const changed = { agents: new Map(), queues: new Map(), calls: new Map() };
    const make = <Key extends string>(table: Table, key: Key, row: object | undefined) => {
      const text = row && JSON.stringify(row);
      if (text === this.#rows[table].get(key)) return;
      if (text === undefined) this.#rows[table].delete(key);
      else this.#rows[table].set(key, text);
      changed[table].set(key, text);
    };
    for (const name of agents) {
      make('agents', name, agentRow(this.#needs, name));
      yield;
    }
    for (const name of queues) {
      make('queues', name, queueRow(this.#needs, name));
      yield;
    }
    for (const id of touched) {
      make('calls', id, callRow(this.#needs, id));
      yield;
    }
    const change = {
      ...(house !== this.#house && { house }),
      ...(order !== this.#order && { order }),
      rows: changed,
      touched,
    };
    [this.#house, this.#order] = [house, order];
    this.#lastSize = changed.agents.size + changed.queues.size + changed.calls.size;
    this.#isComplete = this.#clients > 0;
    for (const group of this.#groups.values()) group.tell(change);
  }
}
