/**
 * One turn: one event, handled whole. A turn reads the world through its own changes, and gathers what it changes,
 * journals and commands; nothing of it counts until the turn has ended well.
 *
 * What a turn leads to within the same moment stands on its agenda: a call that goes on to its next step, a call that
 * looks for somebody, an agent who has become free. So phases need not know each other, and no order of theirs can
 * leave an idle agent beside a waiting caller.
 */
import type { AgentState, PhoneState } from '../../agents/agent.ts';
import { isMissedSince, isOnCall } from '../../agents/board.ts';
import type { AgentName, Plan, Queue, QueueName, ScheduleName } from '../../plan/model.ts';
import { nothingHandled, type QueueRecord } from '../../routing/handling.ts';
import type { LongList } from '../../routing/pool.ts';
import type { OfferCode } from '../../shared/failures/table.ts';
import { type CallId, type OfferId, timerId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { ScheduleOverride } from '../kept/schedule-override.ts';
import type { Call, CallTimer } from '../kept/call.ts';
import type { Command } from '../kept/commands.ts';
import { Draft } from './draft.ts';
import type { JournalEntry } from '../kept/journal.ts';
import { anHour, type OutsideUse } from './outside-uses.ts';
import { goesBefore, insertInLine, queueWaitedFor } from './waiting-list.ts';
import { PlanIndex } from './plan-index.ts';
import type { Changes, World } from './world.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

export type AgendaItem =
  /** Take the step that the call is at. */
  | { readonly walk: CallId }
  /** Find somebody for a waiting call. */
  | { readonly seek: CallId }
  /** The offer is not carried out: it fails at once. */
  | { readonly refuse: OfferId; readonly call: CallId; readonly code: OfferCode }
  /** See whether callers still wait for somebody, now that an agent is not there any more. */
  | { readonly miss: AgentName }
  /** Find a waiting call for an agent. */
  | { readonly serve: AgentName }
  /** Look again for those who wait in a queue: a team may take calls of it once more. */
  | { readonly look: QueueName };

export interface TurnResult {
  readonly changes: Changes;
  readonly journal: readonly JournalEntry[];
  readonly commands: readonly Command[];
}

export class Turn {
  readonly world: World;
  readonly now: Instant;
  readonly #calls = new Draft<CallId, Call | null>();
  readonly #records = new Draft<QueueName, QueueRecord>();
  readonly #agents = new Draft<AgentName, AgentState | null>();
  readonly #phones = new Draft<string, PhoneState>();
  readonly #schedules = new Draft<ScheduleName, ScheduleOverride | null>();
  readonly #journal: JournalEntry[] = [];
  readonly #commands: Command[] = [];
  /** What comes before all else; the last first. */
  readonly #walks: AgendaItem[] = [];
  readonly #agenda: AgendaItem[] = [];
  readonly #steps = new Map<CallId, number>();
  #nextCall: number;
  readonly #outside: OutsideUse[] = [];
  #activated: { plan: Plan; version: number; index: PlanIndex } | undefined;

  constructor(world: World, now: Instant) {
    this.world = world;
    this.now = now;
    this.#nextCall = world.nextCall;
  }

  /** What clocks on walls say, which schedules go by. */
  get wall(): Instant {
    return this.now + this.world.wallAhead;
  }

  call(id: CallId): Call | undefined {
    const changed = this.#calls.get(id);
    return changed === undefined ? this.world.calls.get(id) : (changed ?? undefined);
  }
  put(call: Call): void {
    this.#calls.set(call.id, call);
  }
  /** The call is over; `callEnded` has been journalled. */
  forget(call: Call): void {
    this.#calls.set(call.id, null);
  }
  takeCallNumber(): number {
    return this.#nextCall++;
  }

  agent(name: AgentName): AgentState | undefined {
    const changed = this.#agents.get(name);
    return changed === undefined ? this.world.agents.get(name) : (changed ?? undefined);
  }
  /** An agent who may have become free is served. */
  putAgent(agent: AgentState): void {
    const before = this.agent(agent.name);
    this.#agents.set(agent.name, agent);
    if (before && isMissedSince(before, agent)) this.#agenda.push({ miss: agent.name });
    if (agent.activity.kind === 'free') this.#agenda.push({ serve: agent.name });
    if (before && isOnCall(before) && !isOnCall(agent)) {
      for (const { name } of this.#index.limitedQueues) this.#agenda.push({ look: name });
    }
  }
  removeAgent(name: AgentName): void {
    this.#agents.set(name, null);
  }

  /** As somebody has set it by hand; none: its hours count. */
  schedule(name: ScheduleName): ScheduleOverride | undefined {
    const changed = this.#schedules.get(name);
    return changed === undefined ? this.world.schedules.get(name) : (changed ?? undefined);
  }
  putSchedule(name: ScheduleName, set: ScheduleOverride | null): void {
    this.#schedules.set(name, set);
  }

  phone(phone: string): PhoneState | undefined {
    return this.#phones.get(phone) ?? this.world.phone(phone);
  }
  putPhone(phone: string, state: PhoneState): void {
    this.#phones.set(phone, state);
  }

  /** The plan in force for queues, agents and settings. */
  get plan(): Plan {
    return this.#activated?.plan ?? this.world.plan;
  }
  get version(): number {
    return this.#activated?.version ?? this.world.version;
  }
  activate(plan: Plan, version: number): void {
    this.#activated = { plan, version, index: new PlanIndex(plan) };
  }
  /** The plan whose flows the call walks. */
  planOf(call: Call): Plan {
    return call.planVersion === this.#activated?.version
      ? this.#activated.plan
      : this.world.planOf(call.planVersion);
  }
  /** The queue as it is set now; as the call knew it if it has been taken out of the plan since. */
  queue(name: QueueName, call: Call): Queue | undefined {
    return this.plan.queues[name] ?? this.planOf(call).queues[name];
  }
  /** Queues with callers whose calls the agent may take, at once or after some time. */
  queuesOf(agent: AgentName): QueueName[] {
    const { queues } = this.plan;
    // Callers wait on in a queue that has been taken out of the plan, for those whom their own plan names.
    const gone = this.world.lines.names().filter((name) => queues[name] === undefined);
    return [...this.#index.queuesOf(agent), ...gone].filter((name) => this.#mayHaveWaiting(name));
  }
  /** The index of a long list; undefined: there is none, or not yet of a plan that has just changed. */
  longList(agents: readonly AgentName[]): LongList | undefined {
    return this.#activated ? undefined : this.world.longList(agents);
  }
  isListed(agent: AgentName, agents: readonly AgentName[]): boolean {
    const list = this.longList(agents);
    return list ? list.placeOf(agent) !== undefined : agents.includes(agent);
  }
  /** Agents whom this turn has changed. */
  changedAgents(): Iterable<AgentName> {
    return this.#agents.keys();
  }

  journal(entry: WithoutTime<JournalEntry>): void {
    this.#journal.push({ at: this.now, ...entry });
  }
  /** Of what was before, and is heard of only now. */
  journalLate(at: Instant, entry: WithoutTime<JournalEntry>): void {
    this.#journal.push({ at: Math.min(at, this.now), ...entry });
  }
  /** Something was called outside, or talked with outside: it counts for the limits of an hour. */
  useOutside(use: OutsideUse): void {
    this.#outside.push(use);
  }
  /** What has been used outside within the last hour, with this turn. */
  outsideUses(): readonly OutsideUse[] {
    return [...this.world.outside.since(this.now - anHour), ...this.#outside];
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
    // Before anything else: until it has left the step, the call still looks like one that waits.
    this.#walks.push({ walk: call.id });
  }
  /** How many steps the call has taken in this turn, with this one. */
  countStep(call: Call): number {
    const steps = (this.#steps.get(call.id) ?? 0) + 1;
    this.#steps.set(call.id, steps);
    return steps;
  }
  seek(call: Call): void {
    this.#agenda.push({ seek: call.id });
  }
  refuse(call: Call, offer: OfferId, code: OfferCode): void {
    this.#agenda.push({ refuse: offer, call: call.id, code });
  }
  takeFromAgenda(): AgendaItem | undefined {
    return this.#walks.pop() ?? this.#agenda.shift();
  }

  timer(call: Call, timer: Omit<CallTimer, 'id'>): Call {
    const idsUsed = call.idsUsed + 1;
    return { ...call, idsUsed, timers: [...call.timers, { id: timerId(call.id, idsUsed), ...timer }] };
  }

  record(queue: QueueName): QueueRecord {
    return this.#records.get(queue) ?? this.world.record(queue) ?? { queue, handling: nothingHandled };
  }
  putRecord(record: QueueRecord): void {
    this.#records.set(record.queue, record);
  }

  /** Calls from that number, and callbacks to it, as this turn has left them. */
  *callsWith(number: string): Iterable<Call> {
    const settled = this.world.callsWith(number);
    for (const id of settled) {
      const call = this.call(id);
      if (call && isWith(call, number)) yield call;
    }
    for (const [id, call] of this.#calls) if (call && !settled.has(id) && isWith(call, number)) yield call;
  }

  /** Calls that look for an agent of the queue, the first in line first, as this turn has left them. */
  waitingFor(queue: QueueName, which: (call: Call) => boolean = all): readonly Call[] {
    const settled = this.world.lines.of(queue);
    if (which === all && this.#calls.size === 0 && !this.#activated) return settled;
    const waiting = settled.filter((call) => which(call) && !this.#calls.has(call.id));
    if (this.#activated) waiting.sort((a, b) => (goesBefore(a, b, this.plan) ? -1 : 1));
    for (const call of this.#changedIn(queue)) if (which(call)) insertInLine(waiting, call, this.plan);
    return waiting;
  }

  /** The same by what they ask for (`Lines.byNeeds`), apart from those whom this turn has changed. */
  linesOf(queue: QueueName): {
    readonly settled: Iterable<readonly Call[]>;
    readonly changed: readonly Call[];
    readonly isChanged: (id: CallId) => boolean;
  } {
    if (this.#activated) return { settled: [], changed: this.waitingFor(queue), isChanged: () => false };
    const ids = new Set(this.#calls.keys());
    return {
      settled: this.world.lines.byNeeds(queue),
      changed: this.#changedIn(queue),
      isChanged: (id) => ids.has(id),
    };
  }
  #changedIn(queue: QueueName): Call[] {
    const changed: Call[] = [];
    for (const call of this.#calls.values()) {
      if (call && queueWaitedFor(call) === queue) insertInLine(changed, call, this.plan);
    }
    return changed;
  }

  #mayHaveWaiting(queue: QueueName): boolean {
    return this.#calls.size > 0 || this.world.lines.of(queue).length > 0;
  }
  get #index(): PlanIndex {
    return this.#activated?.index ?? this.world.planIndex;
  }

  /** Does the work whole or not at all; tells whether it was done. */
  attempt(work: () => void): { done: true } | { done: false; error: unknown } {
    const drafts = [this.#calls, this.#records, this.#agents, this.#schedules, this.#phones];
    const moments = drafts.map(({ moment }) => moment);
    // Work only adds to these.
    const lists = [this.#journal, this.#commands, this.#walks, this.#agenda, this.#outside];
    const lengths = lists.map(({ length }) => length);
    const [nextCall, activated] = [this.#nextCall, this.#activated];
    try {
      work();
      return { done: true };
    } catch (error) {
      for (const [nth, moment] of moments.entries()) drafts[nth]?.backTo(moment);
      for (const [nth, length] of lengths.entries()) (lists[nth] as unknown[]).length = length;
      this.#nextCall = nextCall;
      this.#activated = activated;
      return { done: false, error };
    }
  }

  result(): TurnResult {
    return {
      changes: {
        calls: this.#calls.result,
        agents: this.#agents.result,
        ...(this.#phones.size > 0 ? { phones: this.#phones.result } : {}),
        ...(this.#schedules.size > 0 ? { schedules: this.#schedules.result } : {}),
        nextCall: this.#nextCall,
        ...(this.#outside.length > 0 ? { outside: this.#outside } : {}),
        ...(this.#records.size > 0 ? { records: this.#records.result } : {}),
        ...(this.#activated ? { activated: this.#activated } : {}),
      },
      journal: this.#journal,
      commands: this.#commands,
    };
  }
}

const all = (): boolean => true;

const isWith = ({ caller, callback }: Call, number: string): boolean =>
  caller.number === number || callback?.number === number;
