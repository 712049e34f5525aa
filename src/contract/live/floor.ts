/**
 * The floor as the live stream shows it: rows that change one by one. Nothing in a row changes with time alone: where
 * `/v1/status` says how long something has lasted, a row says since when. `status.ts` makes the one of the other.
 */
import { z } from 'zod';
import { agent } from '../agent.ts';
import { callSummary } from '../call.ts';
import { moment } from '../common.ts';
import { queue } from '../queue.ts';
import { status } from '../status.ts';

export const liveCall = callSummary
  .omit({ state: true, waitedMs: true, talkedMs: true })
  .extend({ waitingSince: moment.optional().describe('Since when the caller looks for a person.') });

export const liveQueue = queue
  .omit({ members: true, waiting: true, longestWaitMs: true, agents: true })
  .extend({ members: z.array(z.string()).describe('Agents of the queue, in the order of the plan.') });

export const house = status
  .omit({ now: true, calls: true, queues: true, agents: true })
  .describe('Everything that is neither a call nor an agent nor a queue.');

export const order = z
  .object({ agents: z.array(z.string()), queues: z.array(z.string()) })
  .describe('The order of agents and queues in the plan.');

export const liveFloor = z.object({
  house,
  order,
  agents: z.record(z.string(), agent).describe('By name.'),
  queues: z.record(z.string(), liveQueue).describe('By name.'),
  calls: z.record(z.string(), liveCall).describe('Calls in progress, by number.'),
});

/** Rows that have changed, whole; null: the row is gone. What is not named is as it was. */
export const floorChanges = z.object({
  house: house.optional(),
  order: order.optional(),
  agents: z.record(z.string(), agent.nullable()).optional(),
  queues: z.record(z.string(), liveQueue.nullable()).optional(),
  calls: z.record(z.string(), liveCall.nullable()).optional(),
});

export type LiveCall = z.infer<typeof liveCall>;
export type LiveQueue = z.infer<typeof liveQueue>;
export type House = z.infer<typeof house>;
export type LiveFloor = z.infer<typeof liveFloor>;
export type FloorChanges = z.infer<typeof floorChanges>;

const tables = ['agents', 'queues', 'calls'] as const;

export function changed(floor: LiveFloor, changes: FloorChanges): LiveFloor {
  const next: LiveFloor = {
    ...floor,
    ...(changes.house && { house: changes.house }),
    ...(changes.order && { order: changes.order }),
  };
  for (const table of tables) {
    const rows = changes[table];
    if (!rows) continue;
    const all: Record<string, unknown> = { ...floor[table] };
    for (const [key, row] of Object.entries(rows)) {
      if (row === null) delete all[key];
      else all[key] = row;
    }
    Object.assign(next, { [table]: all });
  }
  return next;
}
