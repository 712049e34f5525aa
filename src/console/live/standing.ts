/** How a queue stands: the same groups of states as in the engine's `/v1/status` (a test holds them equal). */
import type { AgentStateName } from '../../contract/agent.ts';
import type { Floor } from './floor.ts';

export const groups = ['free', 'busy', 'paused', 'away'] as const;
export type Group = (typeof groups)[number];

export const groupOf: Readonly<Record<AgentStateName, Group>> = {
  free: 'free',
  ringing: 'busy',
  talking: 'busy',
  calling: 'busy',
  hanging_up: 'busy',
  wrapping_up: 'busy',
  phone_busy: 'busy',
  paused: 'paused',
  logged_out: 'away',
  unreachable: 'away',
};

/** `out`: taken out of the queue for now, whatever they do. */
export function standingOf(floor: Floor, queue: string): Record<Group | 'out', number> {
  const counts = { free: 0, busy: 0, paused: 0, away: 0, out: 0 };
  for (const name of floor.queues.get(queue)?.members ?? []) {
    const agent = floor.agents.get(name);
    if (agent?.outOf?.some((out) => out.queue === queue)) counts.out += 1;
    else if (agent) counts[groupOf[agent.state]] += 1;
  }
  return counts;
}
