/** Which agents and queues the wallboard shows, and in which order. */
import { computed, type ReadonlySignal } from '@preact/signals';
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

/**
 * Agents by what they do; in each band, who has done it longest comes first, so that who comes goes to the end and no
 * one else moves. The same value as before while nobody has changed places.
 */
export function inBands(floor: Floor, team: ReadonlySignal<string>): ReadonlySignal<InBands> {
  let before: InBands | undefined;
  return computed(() => {
    const found: Record<Band, AgentView[]> = {
      ringing: [],
      talking: [],
      wrapping_up: [],
      free: [],
      paused: [],
      unreachable: [],
      logged_out: [],
    };
    for (const agent of agentsOf(floor, team.value)) found[bandOf[agent.state]].push(agent);
    const next = Object.fromEntries(
      bands.map((band) => [band, found[band].toSorted(longestFirst).map(({ name }) => name)]),
    ) as unknown as InBands;
    const isSame = before && bands.every((band) => sameNames(before?.[band] ?? [], next[band]));
    if (!isSame) before = next;
    return before ?? next;
  });
}

/** ISO 8601 in UTC is in order of time as text. */
const longestFirst = (a: AgentView, b: AgentView): number => {
  const [first, second] = [a.since ?? '', b.since ?? ''];
  return first < second ? -1 : first > second ? 1 : 0;
};

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, i) => name === b[i]);
