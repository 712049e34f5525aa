/**
 * One turn: one event, handled whole. A turn reads the world through its own changes (`overlay.ts`), and gathers what it
 * journals and commands; what it leads to within the same moment stands on its agenda (`agenda.ts`). Nothing of it counts
 * until the turn has ended well.
 */
import type { AgentState, PhoneState } from '../../agents/agent.ts';
import type {
  AgentName,
  Plan,
  Queue,
  QueueName,
  RotaName,
  ScheduleName,
  TrunkName,
} from '../../plan/model.ts';
import type { QueueRecord } from '../../routing/handling.ts';
import type { LongList } from '../../routing/pool.ts';
import type { OfferCode } from '../../shared/failures/table.ts';
import type { TrunkFailureCode } from '../../shared/failures/trunks.ts';
import { type CallId, type LegId, type OfferId, timerId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { Announcement, AnnouncementKey } from '../kept/announcement.ts';
import { type Call, type CallTimer, legsOfCall } from '../kept/call.ts';
import type { Command, CommandOf } from '../kept/commands.ts';
import type { ExchangeTimes } from '../kept/events.ts';
import type { JournalEntry, NewEntry } from '../kept/journal.ts';
import type { OnCallSwap } from '../kept/on-call-swap.ts';
import { legsInRoom } from '../kept/parties.ts';
import type { ScheduleOverride } from '../kept/schedule-override.ts';
import { Agenda, type AgendaItem } from './agenda.ts';
import type { Judgement } from './judgement.ts';
import type { OutsideUse } from './outside-uses.ts';
import { Overlay } from './overlay.ts';
import type { PlanIndex } from './plan-index.ts';
import { goesBefore, insertInOrder, queueWaitedFor } from './waiting-list.ts';
import type { Changes, World } from './world.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

export interface TurnResult {
  readonly changes: Changes;
  readonly journal: readonly JournalEntry[];
  readonly commands: readonly Command[];
  /** About numbers, in the order in which they were made; if omitted: no number was judged. */
  readonly judged?: readonly Judgement[];
}

export class Turn {
  readonly world: World;
  readonly now: Instant;
  /** What the exchange has told of the talks that end in this turn. */
  times: ExchangeTimes | undefined;
  readonly #overlay: Overlay;
  readonly #agenda = new Agenda();
  readonly #journal: JournalEntry[] = [];
  readonly #commands: Command[] = [];
  readonly #steps = new Map<CallId, number>();
  readonly #judged: Judgement[] = [];
  readonly #judgedThen: readonly Judgement[];

  /** `judgedThen`: in a replay, what this turn decided about numbers when it was recorded. */
  constructor(world: World, now: Instant, judgedThen: readonly Judgement[] = []) {
    this.world = world;
    this.#judgedThen = judgedThen;
    this.now = now;
    this.#overlay = new Overlay(world);
  }

  /** What clocks on walls say, which schedules go by. */
  get wall(): Instant {
    return this.now + this.world.wallAhead;
  }

  call(id: CallId): Call | undefined {
    return this.#overlay.call(id);
  }
  put(call: Call): void {
    this.#overlay.setCall(call.id, call);
  }
  /** The call is over; `callEnded` has been journalled. */
  forget(call: Call): void {
    this.#overlay.setCall(call.id, null);
  }
  /** Calls that this turn has changed or ended. */
  changedCalls(): Iterable<CallId> {
    return this.#overlay.calls.keys();
  }
  takeCallNumber(): number {
    return this.#overlay.takeCallNumber();
  }

  agent(name: AgentName): AgentState | undefined {
    return this.#overlay.agent(name);
  }
  setAgent(agent: AgentState): void {
    this.#overlay.setAgent(agent.name, agent);
  }
  /** As they were when the plan stopped naming them; it may name them again, after a rollback for instance. */
  agentWhoLeft(name: AgentName): AgentState | undefined {
    return this.#overlay.agentWhoLeft(name);
  }
  /** Off the board, and kept (`left`): nothing follows from it. */
  setAside(agent: AgentState): void {
    this.#overlay.setAgent(agent.name, agent);
  }
  /** For good: what was known of them is forgotten. */
  removeAgent(name: AgentName): void {
    this.#overlay.setAgent(name, null);
  }

  /** As somebody has set it by hand; undefined: its hours count. */
  schedule(name: ScheduleName): ScheduleOverride | undefined {
    return this.#overlay.schedule(name);
  }
  putSchedule(name: ScheduleName, set: ScheduleOverride | null): void {
    this.#overlay.setSchedule(name, set);
  }

  /** As people have swapped; it may be over. None: as planned. */
  onCallSwap(rota: RotaName): OnCallSwap | undefined {
    return this.#overlay.onCallSwap(rota);
  }
  putOnCallSwap(rota: RotaName, swap: OnCallSwap | null): void {
    this.#overlay.setOnCallSwap(rota, swap);
  }

  /** Most of the time there is none, and each step of each call would ask. */
  get mayAnnounce(): boolean {
    return this.world.announcements.size > 0;
  }
  /** Its time may be over. */
  announcement(key: AnnouncementKey): Announcement | undefined {
    return this.#overlay.announcement(key);
  }
  putAnnouncement(key: AnnouncementKey, set: Announcement | null): void {
    this.#overlay.setAnnouncement(key, set);
  }

  phone(phone: string): PhoneState | undefined {
    return this.#overlay.phone(phone);
  }
  putPhone(phone: string, state: PhoneState): void {
    this.#overlay.setPhone(phone, state);
  }

  /** Why the trunk cannot carry calls; undefined: it can, as far as anyone knows. */
  trunkDown(trunk: TrunkName): TrunkFailureCode | undefined {
    return this.#overlay.trunkDown(trunk);
  }
  putTrunk(trunk: TrunkName, down: TrunkFailureCode | null): void {
    this.#overlay.setTrunk(trunk, down);
  }

  /** The plan in force for queues, agents and settings. */
  get plan(): Plan {
    return this.#overlay.activated?.plan ?? this.world.plan;
  }
  get version(): number {
    return this.#overlay.activated?.version ?? this.world.version;
  }
  activate(plan: Plan, version: number): void {
    this.#overlay.activate(plan, version);
  }
  /** The plan whose flows the call walks. */
  planOf(call: Call): Plan {
    const { activated } = this.#overlay;
    return call.planVersion === activated?.version ? activated.plan : this.world.planOf(call.planVersion);
  }
  /** The queue as it is set now; as the call knew it if it has been taken out of the plan since. */
  queue(name: QueueName, call: Call): Queue | undefined {
    return this.plan.queues[name] ?? this.planOf(call).queues[name];
  }
  /** Queues with callers whose calls the agent may take, at once or after some time. */
  queuesOf(agent: AgentName): QueueName[] {
    const { queues } = this.plan;
    // Callers wait on in a queue that has been taken out of the plan, for those that their own plan names.
    const gone = this.world.waitingLists.names().filter((name) => queues[name] === undefined);
    return [...this.#index.queuesOf(agent), ...gone].filter((name) => this.#mayHaveWaiting(name));
  }
  /** Agents who are out of the queue for now; but for those whom this turn has changed. */
  outOf(queue: QueueName): ReadonlySet<AgentName> {
    return this.world.outOf(queue);
  }
  /** The index of a long list; undefined: there is none, or not yet of a plan that has just changed. */
  longList(agents: readonly AgentName[]): LongList | undefined {
    return this.#overlay.activated ? undefined : this.world.longList(agents);
  }
  isListed(agent: AgentName, agents: readonly AgentName[]): boolean {
    const list = this.longList(agents);
    return list ? list.placeOf(agent) !== undefined : agents.includes(agent);
  }
  /** Agents whom this turn has changed. */
  changedAgents(): Iterable<AgentName> {
    return this.#overlay.changedAgents();
  }

  journal(entry: WithoutTime<NewEntry>): void {
    this.#journal.push({ at: this.now, ...entry });
  }
  /** Of what was before, and is heard of only now. */
  journalLate(at: Instant, entry: WithoutTime<NewEntry>): void {
    this.#journal.push({ at: Math.min(at, this.now), ...entry });
  }
  /** Something was called outside, or talked with outside: it counts for the limits of an hour. */
  useOutside(use: OutsideUse): void {
    this.#overlay.useOutside(use);
  }
  /** What has been used outside within the last hour, with this turn. */
  outsideUses(): readonly OutsideUse[] {
    return this.#overlay.outsideUses(this.now);
  }

  command(command: Command): void {
    this.#commands.push(command);
  }

  /** The call goes to the step that follows the one it is at. */
  next(call: Call): void {
    this.goTo(call, { flow: call.at.flow, step: call.at.step + 1 });
  }
  goTo(call: Call, at: Call['at']): void {
    this.put({ ...call, at });
    this.#agenda.walk(call.id);
  }
  /** How many steps the call has taken in this turn, with this one. */
  countStep(call: Call): number {
    const steps = (this.#steps.get(call.id) ?? 0) + 1;
    this.#steps.set(call.id, steps);
    return steps;
  }
  seek(call: Call): void {
    this.#agenda.add({ seek: call.id });
  }
  join(call: Call): void {
    this.#agenda.add({ join: call.id });
  }
  endAside(call: CallId): void {
    this.#agenda.add({ endAside: call });
  }
  refuse(call: Call, offer: OfferId, code: OfferCode): void {
    this.#agenda.add({ refuse: offer, call: call.id, code });
  }
  /** What follows from the change of an agent. */
  scheduleAfter(before: AgentState | undefined, now: AgentState): void {
    this.#agenda.agentChanged(before, now, () => this.#index.limitedQueues.map(({ name }) => name));
  }
  takeFromAgenda(): AgendaItem | undefined {
    return this.#agenda.take();
  }

  timer(call: Call, timer: Omit<CallTimer, 'id'>): Call {
    const idsUsed = call.idsUsed + 1;
    return { ...call, idsUsed, timers: [...call.timers, { id: timerId(call.id, idsUsed), ...timer }] };
  }

  record(queue: QueueName): QueueRecord {
    return this.#overlay.record(queue);
  }
  putRecord(record: QueueRecord): void {
    this.#overlay.setRecord(record);
  }

  /** Calls from that number, and callbacks to it, as this turn has left them. */
  *callsWith(number: string): Iterable<Call> {
    const settled = this.world.callsWith(number);
    for (const id of settled) {
      const call = this.call(id);
      if (call && isWith(call, number)) yield call;
    }
    for (const call of this.#overlay.calls.values())
      if (call && !settled.has(call.id) && isWith(call, number)) yield call;
  }

  /** Calls that look for an agent of the queue, the first in line first, as this turn has left them. */
  waitingFor(queue: QueueName, which: (call: Call) => boolean = all): readonly Call[] {
    const settled = this.world.waitingLists.of(queue);
    if (which === all && this.#overlay.calls.size === 0 && !this.#overlay.activated) return settled;
    const waiting = settled.filter((call) => which(call) && !this.#overlay.calls.has(call.id));
    if (this.#overlay.activated) waiting.sort((a, b) => (goesBefore(a, b, this.plan) ? -1 : 1));
    for (const call of this.#changedIn(queue)) if (which(call)) insertInOrder(waiting, call, this.plan);
    return waiting;
  }

  /** The same by what they ask for (`WaitingLists.byNeeds`), apart from those that this turn has changed. */
  waitingByNeeds(queue: QueueName): {
    readonly settled: Iterable<readonly Call[]>;
    readonly changed: readonly Call[];
    readonly isChanged: (id: CallId) => boolean;
  } {
    if (this.#overlay.activated)
      return { settled: [], changed: this.waitingFor(queue), isChanged: () => false };
    const ids = new Set(this.#overlay.calls.keys());
    return {
      settled: this.world.waitingLists.byNeeds(queue),
      changed: this.#changedIn(queue),
      isChanged: (id) => ids.has(id),
    };
  }
  #changedIn(queue: QueueName): Call[] {
    const changed: Call[] = [];
    for (const call of this.#overlay.calls.values()) {
      if (call && queueWaitedFor(call) === queue) insertInOrder(changed, call, this.plan);
    }
    return changed;
  }

  #mayHaveWaiting(queue: QueueName): boolean {
    return this.#overlay.calls.size > 0 || this.world.waitingLists.of(queue).length > 0;
  }
  get #index(): PlanIndex {
    return this.#overlay.activated?.index ?? this.world.planIndex;
  }

  /** Everything that is decided about somebody's number goes through here. */
  judge(judge: () => Judgement): Judgement {
    const judgement = this.#judgedThen[this.#judged.length] ?? judge();
    this.#judged.push(judgement);
    return judgement;
  }

  /** Does the work whole or not at all; tells whether it was done. */
  attempt(work: () => void): { done: true } | { done: false; error: unknown } {
    const then = this.#overlay.savepoint();
    const { walks, items } = this.#agenda;
    // Work only adds to these.
    const [entries, commands] = [this.#journal.length, this.#commands.length];
    try {
      work();
      return done;
    } catch (error) {
      this.#overlay.rollBackTo(then);
      this.#agenda.rollBackTo(walks, items);
      this.#journal.length = entries;
      this.#commands.length = commands;
      return { done: false, error };
    }
  }

  result(): TurnResult {
    return {
      changes: this.#overlay.changes(),
      journal: this.#journal,
      commands: this.#commands.map((each) => (each.do === 'removeBridge' ? this.#emptied(each) : each)),
      ...(this.#judged.length > 0 && { judged: this.#judged }),
    };
  }

  /**
   * Whoever was in the room, or came into it in this turn, and has a call after it, be it another one, leaves it first. So do
   * those to whom something is said before they are hung up on.
   */
  #emptied(command: CommandOf<'removeBridge'>): CommandOf<'removeBridge'> {
    const { call, bridge } = command;
    const before = this.world.calls.get(call)?.phase;
    const were =
      before?.name === 'talking' && before.conversation.room === bridge
        ? legsInRoom(before.conversation)
        : [];
    const came = this.#commands.flatMap((each) =>
      each.do === 'connect' && each.bridge === bridge ? each.legs : [],
    );
    const leaving = [...new Set([...were, ...came])].filter(
      (leg) => this.#hasCall(leg) || this.#commands.some((each) => each.do === 'play' && each.leg === leg),
    );
    return leaving.length === 0 ? command : { ...command, leaving };
  }
  #hasCall(leg: LegId): boolean {
    for (const call of this.#overlay.calls.values()) if (call && legsOfCall(call).includes(leg)) return true;
    const settled = this.world.callOnLeg(leg);
    return settled !== undefined && !this.#overlay.calls.has(settled);
  }
}

const all = (): boolean => true;

const done = { done: true } as const;

const isWith = ({ caller, callback }: Call, number: string): boolean =>
  caller.number === number || callback?.number === number;
