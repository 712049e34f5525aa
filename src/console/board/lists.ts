/** Which agents and queues the wallboard shows, and in which order. */
import type { AgentStateName, AgentView } from '../../contract/agent.ts';
import type { Floor } from '../live/floor.ts';

export const bands = [
  'ringing',
  'talking',
  'wrapping_up',
  'free',
  'paused',
  'unreachable',
  'logged_out',
] as const;
export type Band = (typeof bands)[number];

const bandOf: Readonly<Record<AgentStateName, Band>> = {
  ringing: 'ringing',
  talking: 'talking',
  calling: 'talking',
  phone_busy: 'talking',
  hanging_up: 'talking',
  wrapping_up: 'wrapping_up',
  free: 'free',
  paused: 'paused',
  logged_out: 'logged_out',
  unreachable: 'unreachable',
};

export const teamsOf = (floor: Floor): string[] =>
  [
    ...new Set(floor.order.value.agents.flatMap((name) => floor.agents.row(name).peek()?.teams ?? [])),
  ].toSorted();

/** @param team empty: all */
export const agentsOf = (floor: Floor, team: string): AgentView[] =>
  floor.order.value.agents
    .flatMap((name) => floor.agents.get(name) ?? [])
    .filter(({ teams }) => team === '' || teams.includes(team));

/** Queues that an agent of the team belongs to. */
export function queuesOf(floor: Floor, team: string): string[] {
  const { queues, agents } = floor.order.value;
  if (team === '') return [...queues];
  const inTeam = new Set(agents.filter((name) => floor.agents.row(name).peek()?.teams.includes(team)));
  return queues.filter((name) => floor.queues.get(name)?.members.some((member) => inTeam.has(member)));
}

export type InBands = Readonly<Record<Band, readonly string[]>>;

/** How many agents are in each band at this moment. */
export function countsOf(floor: Floor, team: string): Readonly<Record<Band, number>> {
  const counts = Object.fromEntries(bands.map((band) => [band, 0])) as Record<Band, number>;
  for (const { state } of agentsOf(floor, team)) counts[bandOf[state]] += 1;
  return counts;
}

/**
 * Agents by what they do; in each band, who has done it longest comes first, so that who comes goes to the end and no
 * one else moves.
 */
export function inBands(floor: Floor, team: string): InBands {
  const found: Record<Band, AgentView[]> = {
    ringing: [],
    talking: [],
    wrapping_up: [],
    free: [],
    paused: [],
    unreachable: [],
    logged_out: [],
  };
  for (const agent of agentsOf(floor, team)) found[bandOf[agent.state]].push(agent);
  return Object.fromEntries(
    bands.map((band) => [band, found[band].toSorted(longestFirst).map(({ name }) => name)]),
  ) as unknown as InBands;
}

/** Up to so many agents, each change of places and of figures is shown at once. */
const fewAgents = 150;
const isCrowd = ({ order }: Floor): boolean => order.peek().agents.length > fewAgents;

/**
 * Milliseconds between two changes of places. In a crowd, cells that jump twenty times a second can be read by no one, and cost
 * more than all else. A cell shows its new state at once, where it is.
 */
export const placesChangeEvery = (floor: Floor): number =>
  isCrowd(floor) ? Math.min(2 * floor.order.peek().agents.length, 3000) : 0;

/** Milliseconds between two values of a figure that goes over all agents. */
export const figuresChangeEvery = (floor: Floor): number => (isCrowd(floor) ? 250 : 0);

/** ISO 8601 in UTC is in order of time as text. */
const longestFirst = (a: AgentView, b: AgentView): number => {
  const [first, second] = [a.since ?? '', b.since ?? ''];
  return first < second ? -1 : first > second ? 1 : 0;
};
