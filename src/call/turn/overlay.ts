/**
 * What a turn changes: the world, as it reads with the turn's own changes laid over it. Setting something here leads to
 * nothing by itself; what a change leads to stands on the agenda (`agenda.ts`).
 */
import type { AgentState, PhoneState } from '../../agents/agent.ts';
import type { AgentName, Plan, QueueName, RotaName, ScheduleName, TrunkName } from '../../plan/model.ts';
import { nothingHandled, type QueueRecord } from '../../routing/handling.ts';
import type { TrunkFailureCode } from '../../shared/failures/trunks.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { Announcement, AnnouncementKey } from '../kept/announcement.ts';
import type { Call } from '../kept/call.ts';
import type { OnCallSwap } from '../kept/on-call-swap.ts';
import type { ScheduleOverride } from '../kept/schedule-override.ts';
import { anHour, type OutsideUse } from './outside-uses.ts';
import { PlanIndex } from './plan-index.ts';
import { UndoableMap } from './undoable-map.ts';
import type { Changes, World } from './world.ts';

type Activated = { readonly plan: Plan; readonly version: number; readonly index: PlanIndex };

export interface OverlaySavepoint {
  readonly calls: number;
  readonly records: number;
  readonly agents: number;
  readonly schedules: number;
  readonly onCall: number;
  readonly announcements: number;
  readonly phones: number;
  readonly outside: number;
  readonly nextCall: number;
  readonly activated: Activated | undefined;
  readonly trunks: ReadonlyMap<TrunkName, TrunkFailureCode | null>;
}

const noTrunks: ReadonlyMap<TrunkName, TrunkFailureCode | null> = new Map();

export class Overlay {
  readonly #world: World;
  readonly #calls = new UndoableMap<CallId, Call | null>();
  readonly #records = new UndoableMap<QueueName, QueueRecord>();
  readonly #agents = new UndoableMap<AgentName, AgentState | null>();
  readonly #phones = new UndoableMap<string, PhoneState>();
  readonly #schedules = new UndoableMap<ScheduleName, ScheduleOverride | null>();
  readonly #onCall = new UndoableMap<RotaName, OnCallSwap | null>();
  readonly #announcements = new UndoableMap<AnnouncementKey, Announcement | null>();
  readonly #outside: OutsideUse[] = [];
  /** Replaced whole: trunks seldom change. */
  #trunks: ReadonlyMap<TrunkName, TrunkFailureCode | null> = noTrunks;
  #nextCall: number;
  #activated: Activated | undefined;

  constructor(world: World) {
    this.#world = world;
    this.#nextCall = world.nextCall;
  }

  call(id: CallId): Call | undefined {
    const changed = this.#calls.get(id);
    return changed === undefined ? this.#world.calls.get(id) : (changed ?? undefined);
  }
  setCall(id: CallId, call: Call | null): void {
    this.#calls.set(id, call);
  }
  /** Calls that the turn has changed; null: ended. */
  get calls(): Pick<UndoableMap<CallId, Call | null>, 'size' | 'has' | 'keys' | 'values'> {
    return this.#calls;
  }
  takeCallNumber(): number {
    return this.#nextCall++;
  }

  agent(name: AgentName): AgentState | undefined {
    const changed = this.#agents.get(name);
    if (changed === undefined) return this.#world.agents.get(name);
    return changed === null || changed.leftPlanAt !== undefined ? undefined : changed;
  }
  /** As they were when the plan stopped naming them. */
  agentWhoLeft(name: AgentName): AgentState | undefined {
    const changed = this.#agents.get(name);
    if (changed === undefined) return this.#world.agentsWhoLeft.get(name);
    return changed?.leftPlanAt === undefined ? undefined : changed;
  }
  setAgent(name: AgentName, agent: AgentState | null): void {
    this.#agents.set(name, agent);
  }
  changedAgents(): Iterable<AgentName> {
    return this.#agents.keys();
  }

  schedule(name: ScheduleName): ScheduleOverride | undefined {
    const changed = this.#schedules.get(name);
    return changed === undefined ? this.#world.schedules.get(name) : (changed ?? undefined);
  }
  setSchedule(name: ScheduleName, set: ScheduleOverride | null): void {
    this.#schedules.set(name, set);
  }

  onCallSwap(rota: RotaName): OnCallSwap | undefined {
    const changed = this.#onCall.get(rota);
    return changed === undefined ? this.#world.onCall.get(rota) : (changed ?? undefined);
  }
  setOnCallSwap(rota: RotaName, swap: OnCallSwap | null): void {
    this.#onCall.set(rota, swap);
  }

  announcement(key: AnnouncementKey): Announcement | undefined {
    const changed = this.#announcements.get(key);
    return changed === undefined ? this.#world.announcements.get(key) : (changed ?? undefined);
  }
  setAnnouncement(key: AnnouncementKey, set: Announcement | null): void {
    this.#announcements.set(key, set);
  }

  phone(phone: string): PhoneState | undefined {
    return this.#phones.get(phone) ?? this.#world.phone(phone);
  }
  setPhone(phone: string, state: PhoneState): void {
    this.#phones.set(phone, state);
  }

  trunkDown(trunk: TrunkName): TrunkFailureCode | undefined {
    const changed = this.#trunks.get(trunk);
    return changed === undefined ? this.#world.trunkDown(trunk) : (changed ?? undefined);
  }
  setTrunk(trunk: TrunkName, down: TrunkFailureCode | null): void {
    this.#trunks = new Map([...this.#trunks, [trunk, down]]);
  }

  record(queue: QueueName): QueueRecord {
    return this.#records.get(queue) ?? this.#world.record(queue) ?? { queue, handling: nothingHandled };
  }
  setRecord(record: QueueRecord): void {
    this.#records.set(record.queue, record);
  }

  useOutside(use: OutsideUse): void {
    this.#outside.push(use);
  }
  outsideUses(now: Instant): readonly OutsideUse[] {
    return [...this.#world.outside.since(now - anHour), ...this.#outside];
  }

  /** Undefined: the plan in force is that of the world. */
  get activated(): Activated | undefined {
    return this.#activated;
  }
  activate(plan: Plan, version: number): void {
    this.#activated = { plan, version, index: new PlanIndex(plan) };
  }

  /** How it is now: what `rollBackTo` takes everything back to. One small object: an agent who is free may try hundreds. */
  savepoint(): OverlaySavepoint {
    return {
      calls: this.#calls.savepoint,
      records: this.#records.savepoint,
      agents: this.#agents.savepoint,
      schedules: this.#schedules.savepoint,
      onCall: this.#onCall.savepoint,
      announcements: this.#announcements.savepoint,
      phones: this.#phones.savepoint,
      outside: this.#outside.length,
      nextCall: this.#nextCall,
      activated: this.#activated,
      trunks: this.#trunks,
    };
  }
  rollBackTo(then: OverlaySavepoint): void {
    this.#calls.rollBackTo(then.calls);
    this.#records.rollBackTo(then.records);
    this.#agents.rollBackTo(then.agents);
    this.#schedules.rollBackTo(then.schedules);
    this.#onCall.rollBackTo(then.onCall);
    this.#announcements.rollBackTo(then.announcements);
    this.#phones.rollBackTo(then.phones);
    this.#outside.length = then.outside;
    this.#nextCall = then.nextCall;
    this.#activated = then.activated;
    this.#trunks = then.trunks;
  }

  changes(): Changes {
    return {
      calls: this.#calls.result,
      agents: this.#agents.result,
      ...(this.#phones.size > 0 ? { phones: this.#phones.result } : {}),
      ...(this.#trunks.size > 0 ? { trunks: this.#trunks } : {}),
      ...(this.#announcements.size > 0 ? { announcements: this.#announcements.result } : {}),
      ...(this.#onCall.size > 0 ? { onCall: this.#onCall.result } : {}),
      ...(this.#schedules.size > 0 ? { schedules: this.#schedules.result } : {}),
      nextCall: this.#nextCall,
      ...(this.#outside.length > 0 ? { outside: this.#outside } : {}),
      ...(this.#records.size > 0 ? { records: this.#records.result } : {}),
      ...(this.#activated ? { activated: this.#activated } : {}),
    };
  }
}
