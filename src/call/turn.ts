/**
 * One turn: one event, handled whole. A turn reads the world through its own changes, and gathers what it changes,
 * journals and commands; nothing of it counts until the turn has ended well.
 *
 * What a turn leads to within the same moment stands on its agenda: a call that goes on to its next step, a call that
 * looks for somebody, an agent who has become free. So phases need not know each other, and no order of theirs can
 * leave an idle agent beside a waiting caller.
 */
import type { AgentState, PhoneState } from '../agents/agent.ts';
import { isMissedSince, isOnCall } from '../agents/board.ts';
import type { AgentName, Plan, Queue, QueueName, ScheduleName } from '../plan/model.ts';
import { nothingHandled, type QueueRecord } from '../routing/handling.ts';
import { type CallId, type OfferId, timerId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';
import type { ScheduleOverride } from './acts/schedules.ts';
import type { Call, CallTimer } from './call.ts';
import type { Command } from './commands.ts';
import type { JournalEntry } from './journal.ts';
import { notAvailable } from '../routing/eligibility.ts';
import { membersEver } from '../routing/widening.ts';
import { anHour, type OutsideUse } from './outside-uses.ts';
import { type Changes, goesBefore, insertInLine, type Pool, queueWaitedFor, type World } from './world.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

export type AgendaItem =
  /** Take the step that the call is at. */
  | { readonly walk: CallId }
  /** Find somebody for a waiting call. */
  | { readonly seek: CallId }
  /** The offer is not carried out: it fails at once. */
  | { readonly refuse: OfferId; readonly call: CallId; readonly because: string }
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
  #calls = new Map<CallId, Call | null>();
  #records = new Map<QueueName, QueueRecord>();
  #agents = new Map<AgentName, AgentState | null>();
  #phones = new Map<string, PhoneState>();
  #schedules = new Map<ScheduleName, ScheduleOverride | null>();
  #journal: JournalEntry[] = [];
  #commands: Command[] = [];
  #agenda: AgendaItem[] = [];
  readonly #steps = new Map<CallId, number>();
  #nextCall: number;
  readonly #outside: OutsideUse[] = [];
  #activated: { plan: Plan; version: number } | undefined;

  constructor(world: World, now: Instant) {
    this.world = world;
    this.now = now;
    this.#nextCall = world.nextCall;
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
      for (const { name } of this.#limitedQueues()) this.#agenda.push({ look: name });
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
    this.#activated = { plan, version };
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
    const names = this.#activated
      ? Object.values(this.plan.queues)
          .filter((queue) => membersEver(queue).includes(agent))
          .map(({ name }) => name)
      : this.world.queuesOf(agent);
    return names.filter((name) => this.#mayHaveWaiting(name));
  }
  /** Those of a long list who are free, with their places in it; undefined: ask each of them. */
  readyOf(agents: readonly AgentName[]): Iterable<readonly [AgentName, number]> | undefined {
    const pool = this.#activated ? undefined : this.world.poolOf(agents);
    return pool && this.#readyIn(pool);
  }

  journal(entry: WithoutTime<JournalEntry>): void {
    this.#journal.push({ at: this.now, ...entry });
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
    this.#agenda.unshift({ walk: call.id });
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
  refuse(call: Call, offer: OfferId, because: string): void {
    this.#agenda.push({ refuse: offer, call: call.id, because });
  }
  takeFromAgenda(): AgendaItem | undefined {
    return this.#agenda.shift();
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
  callsWith(number: string): Call[] {
    const ids = new Set([...this.world.callsWith(number), ...this.#calls.keys()]);
    return [...ids].flatMap((id) => {
      const call = this.call(id);
      return call && (call.caller.number === number || call.callback?.number === number) ? [call] : [];
    });
  }

  /** Calls that look for an agent of the queue, the first in line first, as this turn has left them. */
  waitingFor(queue: QueueName): readonly Call[] {
    const settled = this.world.waitingFor(queue);
    if (this.#calls.size === 0 && !this.#activated) return settled;
    const waiting = settled.filter((call) => !this.#calls.has(call.id));
    if (this.#activated) waiting.sort((a, b) => (goesBefore(a, b, this.plan) ? -1 : 1));
    for (const call of this.#calls.values()) {
      if (call && queueWaitedFor(call) === queue) insertInLine(waiting, call, this.plan);
    }
    return waiting;
  }

  #mayHaveWaiting(queue: QueueName): boolean {
    return this.#calls.size > 0 || this.world.waitingFor(queue).length > 0;
  }
  #limitedQueues(): readonly Queue[] {
    return this.#activated
      ? Object.values(this.plan.queues).filter(({ atMost }) => atMost)
      : this.world.limitedQueues;
  }
  *#readyIn({ places, ready }: Pool): Iterable<readonly [AgentName, number]> {
    for (const entry of ready) if (!this.#agents.has(entry[0])) yield entry;
    for (const [name, agent] of this.#agents) {
      const place = places.get(name);
      if (agent && place !== undefined && notAvailable(agent) === undefined) yield [name, place];
    }
  }

  /** Does the work whole or not at all; tells whether it was done. */
  attempt(work: () => void): { done: true } | { done: false; error: unknown } {
    const before = {
      calls: new Map(this.#calls),
      records: new Map(this.#records),
      agents: new Map(this.#agents),
      schedules: new Map(this.#schedules),
      phones: new Map(this.#phones),
      journal: this.#journal.length,
      commands: this.#commands.length,
      agenda: [...this.#agenda],
      outside: this.#outside.length,
      nextCall: this.#nextCall,
      activated: this.#activated,
    };
    try {
      work();
      return { done: true };
    } catch (error) {
      this.#calls = before.calls;
      this.#records = before.records;
      this.#agents = before.agents;
      this.#schedules = before.schedules;
      this.#phones = before.phones;
      this.#journal.length = before.journal;
      this.#commands.length = before.commands;
      this.#agenda = before.agenda;
      this.#outside.length = before.outside;
      this.#nextCall = before.nextCall;
      this.#activated = before.activated;
      return { done: false, error };
    }
  }

  result(): TurnResult {
    return {
      changes: {
        calls: this.#calls,
        agents: this.#agents,
        ...(this.#phones.size > 0 ? { phones: this.#phones } : {}),
        ...(this.#schedules.size > 0 ? { schedules: this.#schedules } : {}),
        nextCall: this.#nextCall,
        ...(this.#outside.length > 0 ? { outside: this.#outside } : {}),
        ...(this.#records.size > 0 ? { records: this.#records } : {}),
        ...(this.#activated ? { activated: this.#activated } : {}),
      },
      journal: this.#journal,
      commands: this.#commands,
    };
  }
}
