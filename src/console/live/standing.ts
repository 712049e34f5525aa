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

export function standingOf(floor: Floor, members: readonly string[]): Record<Group, number> {
  const counts = { free: 0, busy: 0, paused: 0, away: 0 };
  for (const name of members) {
    const agent = floor.agents.get(name);
    if (agent) counts[groupOf[agent.state]] += 1;
  }
  return counts;
}
