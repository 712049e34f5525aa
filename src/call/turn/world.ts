/**
 * The world: all calls in progress, the agents' board, and the plans in use. It is read by turns and changed only by
 * what a finished turn brings, so a turn that fails leaves no half change.
 *
 * What can be found quickly (the call of a leg, the agent on a leg, who waits in a queue) is derived from calls and
 * agents as they change, and never saved.
 */
import type { AgentState, PhoneState } from '../../agents/agent.ts';
import { legsOf, queuesOutOf } from '../../agents/board.ts';
import type { AgentName, Plan, QueueName, RotaName, ScheduleName, TrunkName } from '../../plan/model.ts';
import type { QueueRecord } from '../../routing/handling.ts';
import { LongList } from '../../routing/pool.ts';
import type { TrunkFailureCode } from '../../shared/failures/trunks.ts';
import type { CallId, LegId } from '../../shared/ids.ts';
import { listIn, setIn } from '../../shared/lists.ts';
import type { Duration } from '../../shared/time.ts';
import type { Announcement, AnnouncementKey } from '../kept/announcement.ts';
import { type Call, legsOfCall } from '../kept/call.ts';
import type { OnCallSwap } from '../kept/on-call-swap.ts';
import type { ScheduleOverride } from '../kept/schedule-override.ts';
import { Admitted } from './admitted.ts';
import { type OutsideUse, OutsideUses } from './outside-uses.ts';
import { PlanIndex } from './plan-index.ts';
import { WaitingLists } from './waiting-list.ts';

export interface Changes {
  /** null: ended. */
  readonly calls: ReadonlyMap<CallId, Call | null>;
  /** null: no longer on the board. */
  readonly agents: ReadonlyMap<AgentName, AgentState | null>;
  /** null: as planned. */
  readonly schedules?: ReadonlyMap<ScheduleName, ScheduleOverride | null>;
  /** null: as planned. */
  readonly onCall?: ReadonlyMap<RotaName, OnCallSwap | null>;
  /** null: over. */
  readonly announcements?: ReadonlyMap<AnnouncementKey, Announcement | null>;
  /** What the exchange says of phones. */
  readonly phones?: ReadonlyMap<string, PhoneState>;
  /** null: it can carry calls. */
  readonly trunks?: ReadonlyMap<TrunkName, TrunkFailureCode | null>;
  readonly nextCall: number;
  readonly outside?: readonly OutsideUse[];
  readonly records?: ReadonlyMap<QueueName, QueueRecord>;
  readonly activated?: { readonly plan: Plan; readonly version: number; readonly index: PlanIndex };
}

export class World {
  readonly #calls = new Map<CallId, Call>();
  readonly #agents = new Map<AgentName, AgentState>();
  /** The plan in force does not name them. Kept for a while, because a plan that names them again may come. */
  readonly #agentsWhoLeft = new Map<AgentName, AgentState>();
  readonly #schedules = new Map<ScheduleName, ScheduleOverride>();
  readonly #onCall = new Map<RotaName, OnCallSwap>();
  readonly #announcements = new Map<AnnouncementKey, Announcement>();
  readonly #plans = new Map<number, Plan>();
  readonly #callOfLeg = new Map<LegId, CallId>();
  readonly #agentOnLeg = new Map<LegId, AgentName>();
  readonly #phones = new Map<string, PhoneState>();
  readonly #trunksDown = new Map<TrunkName, TrunkFailureCode>();
  /** Agents who have logged in at a phone that is not their own. */
  readonly #guestAtPhone = new Map<string, AgentName>();
  readonly #outOfQueue = new Map<QueueName, Set<AgentName>>();
  readonly #longLists = new Map<readonly AgentName[], LongList>();
  readonly #listsOfAgent = new Map<AgentName, LongList[]>();
  readonly #waitingLists = new WaitingLists();
  /** Calls let in, for the limits. */
  readonly admitted = new Admitted();
  /** Calls outside, for the limits of an hour. */
  readonly outside = new OutsideUses();
  readonly #records = new Map<QueueName, QueueRecord>();
  /** Calls from a number, and callbacks to it. */
  readonly #withNumber = new Map<string, Set<CallId>>();
  #version: number;
  #plan: PlanIndex;
  #nextCall = 1;
  /** How far clocks on walls are ahead of the time of events; the engine says so before each turn, and no one keeps it. */
  wallAhead: Duration = 0;

  constructor(plan: Plan, version: number) {
    this.#version = version;
    this.#plan = new PlanIndex(plan);
    this.#plans.set(version, plan);
  }

  get calls(): ReadonlyMap<CallId, Call> {
    return this.#calls;
  }
  get agents(): ReadonlyMap<AgentName, AgentState> {
    return this.#agents;
  }
  get agentsWhoLeft(): ReadonlyMap<AgentName, AgentState> {
    return this.#agentsWhoLeft;
  }
  /** Those that somebody has set by hand. */
  get schedules(): ReadonlyMap<ScheduleName, ScheduleOverride> {
    return this.#schedules;
  }
  /** Who is on call instead of whom the plan names; some of it may be over. */
  /** Those whose time is over may be among them. */
  get announcements(): ReadonlyMap<AnnouncementKey, Announcement> {
    return this.#announcements;
  }
  get onCall(): ReadonlyMap<RotaName, OnCallSwap> {
    return this.#onCall;
  }
  get version(): number {
    return this.#version;
  }
  get plan(): Plan {
    return this.planOf(this.#version);
  }
  /** The number that the next call gets. */
  get nextCall(): number {
    return this.#nextCall;
  }

  planOf(version: number): Plan {
    const plan = this.#plans.get(version);
    if (!plan) throw new Error(`plan version ${version} is not in use`);
    return plan;
  }
  /** Whose leg it is, as caller, as one that rings, or as one who talks; undefined: no one's, whatever its name says. */
  callOnLeg(leg: LegId): CallId | undefined {
    return this.#callOfLeg.get(leg);
  }
  agentOnLeg(leg: LegId): AgentName | undefined {
    return this.#agentOnLeg.get(leg);
  }
  /** The agent who is logged in there, otherwise the phone's owner, unless they are logged in at another phone. */
  agentAtPhone(phone: string): AgentName | undefined {
    const guest = this.#guestAtPhone.get(phone);
    if (guest !== undefined) return guest;
    const owner = this.#plan.ownerOfPhone(phone);
    return owner === undefined || this.#agents.get(owner)?.at !== undefined ? undefined : owner;
  }
  ownerOfPhone(phone: string): AgentName | undefined {
    return this.#plan.ownerOfPhone(phone);
  }
  /** As the exchange told it last; never saved, because it says so again after each start. */
  phone(phone: string): PhoneState | undefined {
    return this.#phones.get(phone);
  }
  get phones(): ReadonlyMap<string, PhoneState> {
    return this.#phones;
  }
  /** Trunks that cannot carry calls, as the exchange told it last; never saved, like phones. */
  get trunksDown(): ReadonlyMap<TrunkName, TrunkFailureCode> {
    return this.#trunksDown;
  }
  trunkDown(trunk: TrunkName): TrunkFailureCode | undefined {
    return this.#trunksDown.get(trunk);
  }
  /** The plan in force, and those that calls still walk. */
  get versions(): readonly number[] {
    return [...this.#plans.keys()];
  }
  get planIndex(): PlanIndex {
    return this.#plan;
  }
  /** Agents who are out of the queue for now. */
  outOf(queue: QueueName): ReadonlySet<AgentName> {
    return this.#outOfQueue.get(queue) ?? noAgents;
  }
  /** The index of a long list of the plan in force, made when it is first asked for; undefined: it is none. */
  longList(agents: readonly AgentName[]): LongList | undefined {
    const known = this.#longLists.get(agents);
    if (known || !this.#plan.isLongList(agents)) return known;
    const { agents: profiles } = this.plan;
    const list = new LongList(
      agents,
      (name) => this.#agents.get(name),
      (name) => profiles[name],
    );
    this.#longLists.set(agents, list);
    for (const name of agents) listIn(this.#listsOfAgent, name).push(list);
    return list;
  }
  /** Calls that look for an agent. */
  get waitingLists(): Pick<WaitingLists, 'of' | 'byNeeds' | 'names'> {
    return this.#waitingLists;
  }

  /** What has been learnt of the queue while it worked. */
  record(queue: QueueName): QueueRecord | undefined {
    return this.#records.get(queue);
  }
  get records(): ReadonlyMap<QueueName, QueueRecord> {
    return this.#records;
  }
  /** Calls from that number, and callbacks to it. */
  callsWith(number: string): ReadonlySet<CallId> {
    return this.#withNumber.get(number) ?? nobody;
  }

  /** Makes a plan of an earlier version known, for calls that still walk it. */
  remember(plan: Plan, version: number): void {
    this.#plans.set(version, plan);
  }

  apply(changes: Changes): void {
    for (const [id, call] of changes.calls) this.#replaceCall(id, call);
    for (const [name, agent] of changes.agents) this.#replaceAgent(name, agent);
    for (const [phone, state] of changes.phones ?? []) this.#phones.set(phone, state);
    for (const [trunk, down] of changes.trunks ?? []) {
      if (down) this.#trunksDown.set(trunk, down);
      else this.#trunksDown.delete(trunk);
    }
    for (const [name, set] of changes.schedules ?? []) {
      if (set) this.#schedules.set(name, set);
      else this.#schedules.delete(name);
    }
    for (const [key, set] of changes.announcements ?? []) {
      if (set) this.#announcements.set(key, set);
      else this.#announcements.delete(key);
    }
    for (const [rota, swap] of changes.onCall ?? []) {
      if (swap) this.#onCall.set(rota, swap);
      else this.#onCall.delete(rota);
    }
    for (const [queue, record] of changes.records ?? []) this.#records.set(queue, record);
    this.#nextCall = changes.nextCall;
    for (const use of changes.outside ?? []) this.outside.add(use);
    const { activated } = changes;
    if (activated) this.#activate(activated.plan, activated.version, activated.index);
  }

  #replaceCall(id: CallId, call: Call | null): void {
    const before = this.#calls.get(id);
    this.admitted.changed(before, call ?? undefined);
    const keepsNumbers = before && call && before.caller === call.caller && before.callback === call.callback;
    if (before) {
      // It may be in another call by now.
      for (const leg of legsOfCall(before)) if (this.#callOfLeg.get(leg) === id) this.#callOfLeg.delete(leg);
      if (!keepsNumbers) for (const number of numbersOf(before)) this.#forgetNumber(number, id);
      this.#waitingLists.remove(before);
    }
    if (!call) {
      this.#calls.delete(id);
      return;
    }
    this.#calls.set(id, call);
    for (const leg of legsOfCall(call)) this.#callOfLeg.set(leg, id);
    if (!keepsNumbers) for (const number of numbersOf(call)) this.#noteNumber(number, id);
    this.#waitingLists.add(call, this.plan);
  }

  #noteNumber(number: string, id: CallId): void {
    const calls = this.#withNumber.get(number);
    if (calls) calls.add(id);
    else this.#withNumber.set(number, new Set([id]));
  }
  #forgetNumber(number: string, id: CallId): void {
    const calls = this.#withNumber.get(number);
    calls?.delete(id);
    if (calls?.size === 0) this.#withNumber.delete(number);
  }

  #replaceAgent(name: AgentName, agent: AgentState | null): void {
    const before = this.#agents.get(name);
    for (const leg of before ? legsOf(before) : []) this.#agentOnLeg.delete(leg);
    if (before?.at !== undefined && this.#guestAtPhone.get(before.at) === name)
      this.#guestAtPhone.delete(before.at);
    for (const queue of before ? queuesOutOf(before) : []) this.#outOfQueue.get(queue)?.delete(name);
    const isThere = agent?.leftPlanAt === undefined;
    for (const list of this.#listsOfAgent.get(name) ?? [])
      list.replace(name, (isThere ? agent : undefined) ?? undefined);
    this.#agentsWhoLeft.delete(name);
    if (!agent || !isThere) {
      this.#agents.delete(name);
      if (agent) this.#agentsWhoLeft.set(name, agent);
      return;
    }
    this.#agents.set(name, agent);
    for (const leg of legsOf(agent)) this.#agentOnLeg.set(leg, name);
    for (const queue of queuesOutOf(agent)) setIn(this.#outOfQueue, queue).add(name);
    if (agent.at !== undefined) this.#guestAtPhone.set(agent.at, name);
  }

  #activate(plan: Plan, version: number, index: PlanIndex): void {
    this.#version = version;
    this.#plan = index;
    this.#plans.set(version, plan);
    const inUse = new Set([version, ...[...this.#calls.values()].map((call) => call.planVersion)]);
    for (const old of this.#plans.keys()) if (!inUse.has(old)) this.#plans.delete(old);
    this.#longLists.clear();
    this.#listsOfAgent.clear();
    this.#waitingLists.sort(plan);
  }
}

const nobody: ReadonlySet<CallId> = new Set();
const noAgents: ReadonlySet<AgentName> = new Set();

const numbersOf = ({ caller, callback }: Call): readonly string[] =>
  [caller.number, callback?.number].filter((number) => number !== undefined);
