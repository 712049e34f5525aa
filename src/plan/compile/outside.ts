/** The trunks over which an outside number is rung: those that are named, those of all outside calls, or the only one. */
import { either, phrase } from '../../shared/findings/said.ts';
import type { Placed } from '../form/form.ts';
import type { OutsideByAgentsSource, PlanSource } from '../language.ts';
import type { OutsideCalls, Plan, TrunkName, WayOut } from '../model.ts';
import type { Place } from '../source/position.ts';
import { type Report, resolve } from '../source/report.ts';
import { agentsNamed } from './agents-named.ts';
import type { Names } from './names.ts';

export function wayOut(
  number: string,
  at: Place,
  written: readonly Placed<string>[] | undefined,
  names: Pick<Names, 'trunks' | 'trunksOutside'>,
  to: Report,
): WayOut | undefined {
  if (written) return writtenWay(written, names, to);
  const [trunk, another] = names.trunksOutside.length > 0 ? names.trunksOutside : names.trunks;
  if (trunk === undefined) return to.error(at, phrase('no_trunk_to_outside'), phrase('add_a_trunk'));
  if (names.trunksOutside.length > 0) return inOrder(names.trunksOutside);
  if (another === undefined) return { trunk };
  const all = [...names.trunks];
  return to.error(
    at,
    phrase('several_trunks_possible', { number }),
    phrase('add_trunk_or_order', { trunk: either(all), trunks: all.join(', ') }),
  );
}

/** In the order in which they are written. */
export function writtenWay(
  written: readonly Placed<string>[],
  { trunks }: Pick<Names, 'trunks'>,
  to: Report,
): WayOut | undefined {
  return inOrder(written.flatMap((name) => resolve(name, 'trunk', trunks, to) ?? []));
}

/** Those for calls that name none, as written. */
export function trunksOutside(
  { 'outside calls': outside }: Pick<PlanSource, 'outside calls'>,
  names: Pick<Names, 'trunks'>,
  to: Report,
): readonly TrunkName[] {
  const written = outside?.trunks && writtenWay(outside.trunks, names, to);
  return written ? [written.trunk, ...(written.others ?? [])] : [];
}

export function inOrder(trunks: Iterable<TrunkName>): WayOut | undefined {
  const [trunk, ...others] = new Set(trunks);
  return trunk === undefined ? undefined : { trunk, ...(others.length > 0 ? { others } : {}) };
}

/** Who may dial outside numbers, and which. */
export function compileByAgents(
  source: OutsideByAgentsSource | undefined,
  teams: Plan['teams'],
  names: Pick<Names, 'agents' | 'teams' | 'schedules'>,
  to: Report,
): Pick<OutsideCalls, 'byAgents'> {
  if (!source) return {};
  const { who, numbers, forbidden = [], schedule } = source;
  const hours = schedule && resolve(schedule, 'schedule', names.schedules, to);
  return {
    byAgents: {
      who: agentsNamed(who, names, teams, to),
      ...(numbers ? { numbers: numbers.map(({ value }) => value) } : {}),
      forbidden: forbidden.map(({ value }) => value),
      ...(hours === undefined ? {} : { schedule: hours }),
    },
  };
}
