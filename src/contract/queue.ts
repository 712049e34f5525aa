/** Queues as they are now. */
import { z } from 'zod';
import type { AgentView } from './agent.ts';
import { caller } from './call.ts';
import { lengthMs, moment } from './common.ts';
import { agentState, phaseName, strategyName } from './values.ts';

export const queue = z.object({
  name: z.string().describe('Name in the plan.'),
  title: z.string().describe('Name for people.'),
  strategy: strategyName,
  goal: z
    .object({
      withinMs: lengthMs.describe('A call should be answered within this wait. Milliseconds.'),
      percent: z.number().describe('So many of the calls should be.'),
    })
    .optional()
    .describe('`answer within` and `answer goal` of the plan.'),
  members: z.array(
    z.object({
      agent: z.string(),
      state: agentState,
      out: z.literal(true).optional().describe('Taken out of the queue for now. If omitted: they serve it.'),
    }),
  ),
  waiting: z
    .array(
      z.object({
        position: z.number().describe('From 1.'),
        call: z.string().describe('Number of the call.'),
        caller,
        phase: phaseName.describe('waiting, or ringing while a phone rings for them.'),
        since: moment,
        waitedMs: lengthMs,
      }),
    )
    .describe('Callers who wait, longest first.'),
  longestWaitMs: lengthMs.describe('How long the first of them has waited. Milliseconds.'),
  agents: z
    .object({
      free: z.number(),
      busy: z.number().describe('ringing, talking, calling, hanging_up, wrapping_up, phone_busy'),
      paused: z.number(),
      away: z.number().describe('logged_out, unreachable'),
      out: z.number().describe('Taken out of the queue for now, whatever they do.'),
    })
    .describe('How many members are in which state.'),
  waitsTold: z
    .object({
      told: z.number().describe('How many waits were announced.'),
      within: z.number().describe('The caller was answered within the announced wait.'),
      sooner: z.number().describe('The caller was answered sooner.'),
      later: z.number().describe('The caller was answered later, or still waits.'),
      left: z.number().describe('The caller hung up before the announced wait was over.'),
      share: z
        .number()
        .optional()
        .describe(
          'Share of `within` among callers who did not hang up, 0 to 1. If omitted: there are none yet.',
        ),
    })
    .optional()
    .describe('How accurate the announced waits were since the engine started.'),
});
export const queueList = z.object({ queues: z.array(queue) });

export type QueueView = z.infer<typeof queue>;

/** Somebody has taken the agent out of the queue for now. */
export const isOutOf = ({ outOf }: Pick<AgentView, 'outOf'>, queue: string): boolean =>
  outOf?.some((out) => out.queue === queue) === true;

/** How a queue stands, by its agents as they are now and by those who wait; for the API and the live stream alike. */
export function queueStanding(
  queue: string,
  members: readonly AgentView[],
  waiting: QueueView['waiting'],
): Pick<QueueView, 'members' | 'waiting' | 'longestWaitMs' | 'agents'> {
  const serving = members.filter((agent) => !isOutOf(agent, queue));
  const count = (...states: AgentView['state'][]): number =>
    serving.filter(({ state }) => states.includes(state)).length;
  return {
    members: members.map((agent) => ({
      agent: agent.name,
      state: agent.state,
      ...(isOutOf(agent, queue) && { out: true as const }),
    })),
    waiting,
    longestWaitMs: Math.max(0, ...waiting.map(({ waitedMs }) => waitedMs)),
    agents: {
      free: count('free'),
      busy: count('ringing', 'talking', 'calling', 'hanging_up', 'wrapping_up', 'phone_busy'),
      paused: count('paused'),
      away: count('logged_out', 'unreachable'),
      out: members.length - serving.length,
    },
  };
}
