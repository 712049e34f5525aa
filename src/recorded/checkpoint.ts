/**
 * A checkpoint: the world between two turns, as far as it is not derived. A replay begins with one.
 *
 * Values of the world are never changed, only replaced; so a checkpoint is taken at once, as a list of them, and can be
 * written out later, piece by piece, while calls go on.
 */
import type { AgentState, PhoneState } from '../agents/agent.ts';
import type { Announcement } from '../call/kept/announcement.ts';
import type { Call } from '../call/kept/call.ts';
import type { OnCallSwap } from '../call/kept/on-call-swap.ts';
import type { ScheduleOverride } from '../call/kept/schedule-override.ts';
import type { AdmittedLately } from '../call/turn/admitted.ts';
import type { OutsideUse } from '../call/turn/outside-uses.ts';
import { World } from '../call/turn/world.ts';
import type { Plan, TrunkName } from '../plan/model.ts';
import type { QueueRecord } from '../routing/handling.ts';
import type { TrunkFailureCode } from '../shared/failures/trunks.ts';
import { withoutSecretKeys } from './secrets.ts';

export interface Checkpoint {
  /** The plan in force, and those that calls still walk. */
  readonly plan: number;
  readonly plans: readonly number[];
  readonly nextCall: number;
  readonly calls: readonly Call[];
  readonly agents: readonly AgentState[];
  readonly phones: readonly (readonly [string, PhoneState])[];
  /** Those that are down; absent in checkpoints of earlier versions. */
  readonly trunks?: readonly (readonly [TrunkName, TrunkFailureCode])[];
  readonly schedules: readonly (readonly [string, ScheduleOverride])[];
  /** Absent: in checkpoints of earlier versions. */
  readonly onCall?: readonly (readonly [string, OnCallSwap])[];
  /** Absent: in checkpoints of earlier versions. */
  readonly announcements?: readonly (readonly [string, Announcement])[];
  readonly records: readonly QueueRecord[];
  readonly outside: readonly OutsideUse[];
  readonly lately: readonly AdmittedLately[];
}

export function checkpointOf(world: World): Checkpoint {
  return {
    plan: world.version,
    plans: world.versions,
    nextCall: world.nextCall,
    calls: [...world.calls.values()].map(withoutSecretKeys),
    agents: [...world.agents.values(), ...world.agentsWhoLeft.values()],
    phones: [...world.phones],
    trunks: [...world.trunksDown],
    schedules: [...world.schedules],
    onCall: [...world.onCall],
    announcements: [...world.announcements],
    records: [...world.records.values()],
    outside: world.outside.all,
    lately: world.admitted.lastSecond,
  };
}

export function worldOf(checkpoint: Checkpoint, planOf: (version: number) => Plan): World {
  const { plan, plans, nextCall, calls, agents, phones, schedules, records, outside, lately } = checkpoint;
  const { onCall = [] } = checkpoint;
  const world = new World(planOf(plan), plan);
  for (const version of plans) if (version !== plan) world.remember(planOf(version), version);
  world.apply({
    calls: new Map(calls.map((call) => [call.id, call])),
    agents: new Map(agents.map((agent) => [agent.name, agent])),
    phones: new Map(phones),
    trunks: new Map(checkpoint.trunks),
    schedules: new Map(schedules),
    onCall: new Map(onCall),
    announcements: new Map(checkpoint.announcements),
    records: new Map(records.map((record) => [record.queue, record])),
    nextCall,
    outside,
  });
  world.admitted.recall(lately);
  return world;
}

/** As many values as are written at once: a few milliseconds' work. */
const slice = 200;
const lists = [
  'calls',
  'agents',
  'phones',
  'trunks',
  'schedules',
  'onCall',
  'announcements',
  'records',
  'outside',
  'lately',
] as const;

export type CheckpointList = (typeof lists)[number];

/** The checkpoint as JSON, piece by piece. @param textOf JSON of a few values of one of its lists */
export function* checkpointText(
  checkpoint: Checkpoint,
  textOf: (values: readonly unknown[], list: CheckpointList) => string = (values) => JSON.stringify(values),
): Generator<string> {
  const { plan, plans, nextCall } = checkpoint;
  yield `{"plan":${plan},"plans":${JSON.stringify(plans)},"nextCall":${nextCall}`;
  for (const list of lists) {
    const values = checkpoint[list] ?? [];
    yield `,"${list}":[`;
    for (let from = 0; from < values.length; from += slice) {
      const text = textOf(values.slice(from, from + slice), list);
      yield (from === 0 ? '' : ',') + text.slice(1, -1);
    }
    yield ']';
  }
  yield '}';
}

export const readCheckpoint = (text: string): Checkpoint => JSON.parse(text) as Checkpoint;
