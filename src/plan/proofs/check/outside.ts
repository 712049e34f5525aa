/**
 * No step rings an outside number that the plan forbids, or that cannot exist: the step could never work.
 * Emergency numbers are rung only over the trunk that the plan names for them.
 */
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js';
import { readNumber } from '../../../shared/number/written.ts';
import { stepPlace } from '../../compile/names.ts';
import type { Plan, TrunkName } from '../../model.ts';
import { isEmergencyNumber } from '../../rules/emergency.ts';
import { whyNotCalled } from '../../rules/outside-number.ts';
import type { Problem } from './problem.ts';

export function refusedNumbers(plan: Plan): readonly Problem[] {
  const rung = Object.values(plan.flows).flatMap(({ id, steps }) =>
    steps.flatMap((step, i) =>
      step.do === 'ring' && step.who.kind === 'outside'
        ? [{ ...step.who, about: stepPlace(id, i), refusable: true }]
        : [],
    ),
  );
  // Whether one of an agent may be called is seen when they are offered a call: limits may come and go.
  const personal = Object.values(plan.agents).flatMap(({ name, outside }) =>
    outside ? [{ ...outside, about: `agent ${name}`, refusable: false }] : [],
  );
  return [
    ...callbacks(plan),
    ...[...rung, ...personal].flatMap(({ number, trunk, others = [], about, refusable }): Problem[] => {
      if (isEmergencyNumber(number, plan.country)) {
        if (plan.emergency?.trunks.includes(trunk)) return [];
        const message = `${number} is an emergency number, but the plan does not allow trunk ${trunk} to carry it`;
        const hint = `if you want this, write emergency calls: { trunks: [${trunk}] }; see docs/real-number.md`;
        return [{ severity: 'error', about, message, hint }];
      }
      const why = refusable ? whyNotCalled(number, plan) : undefined;
      if (why !== undefined) {
        const hint = 'if you want this, write outside calls: { premium: true }';
        return [{ severity: 'error', about, message: `${number} will not be called: ${why.because}`, hint }];
      }
      const trunks = [trunk, ...others];
      if (trunks.every((name) => carriesNothingOut(plan, name))) {
        const named = trunks.length === 1 ? `trunk ${trunk} carries` : `trunks ${trunks.join(', ')} carry`;
        const message = `${number} cannot be called: ${named} no outgoing calls`;
        const hint =
          'name a trunk that does, or raise its limits (outgoing:, or each trunk: under outside calls:)';
        return [{ severity: refusable ? 'error' : 'warning', about, message, hint }];
      }
      const read = readNumber(number, plan.country);
      if (read.ok) return [];
      const hint = read.hint ?? 'count its digits';
      return [{ severity: 'warning', about, message: `${number} cannot be reached: ${read.because}`, hint }];
    }),
  ];
}

/** What agents may dial: it leads out over a trunk, and does not cost more than somebody has thought of. */
export function dialledByAgents(plan: Plan): readonly Problem[] {
  const { byAgents, countries, numbers, trunks: named, eachAgent, eachTrunk } = plan.outsideCalls;
  if (!byAgents) return [];
  const about = 'outside calls';
  const error = (message: string, hint: string): Problem => ({ severity: 'error', about, message, hint });
  const problems: Problem[] = [];
  const trunks = named.length > 0 ? named : Object.keys(plan.trunks).slice(0, 1);
  if (trunks.every((name) => carriesNothingOut(plan, name))) {
    const why =
      trunks.length === 0 ? 'there is no trunk' : `trunk ${trunks.join(' or ')} carries no outgoing calls`;
    problems.push(
      error(
        `agents cannot call outside numbers: ${why}`,
        'name a trunk that does under outside calls: trunks:',
      ),
    );
  }
  if (countries.length === 0 && numbers.length === 0)
    problems.push(
      error('agents may call outside, but no number is allowed', 'add outside calls: { countries: [...] }'),
    );
  for (const pattern of byAgents.numbers ?? [])
    if (![...numbers, ...countries.map(prefixOf)].some((allowed) => overlap(pattern, allowed)))
      problems.push(
        error(
          `agents may call ${pattern}, but outside calls allow none of these numbers`,
          'add them to countries: or numbers:',
        ),
      );
  const limits = [eachAgent, eachTrunk];
  if (
    limits.every(({ callsAnHour, minutesAnHour }) => callsAnHour === undefined && minutesAnHour === undefined)
  )
    problems.push({
      severity: 'warning',
      about,
      message: 'agents call outside numbers without a limit: a stolen phone password can cost a lot',
      hint: 'add each agent: { calls an hour: 30 } under outside calls:',
    });
  return problems;
}

const prefixOf = (country: string): string =>
  isSupportedCountry(country) ? `+${getCountryCallingCode(country)}*` : '';

/** Whether some number fits both; patterns without a country code are taken for possible. */
function overlap(a: string, b: string): boolean {
  if (!a.startsWith('+') || !b.startsWith('+')) return true;
  const [one, other] = [a, b].map((each) => each.replace(/\*$/, ''));
  const [isOpen, isOtherOpen] = [a.endsWith('*'), b.endsWith('*')];
  if (one === other) return true;
  return (isOpen && other?.startsWith(one ?? '')) || (isOtherOpen && one?.startsWith(other ?? '')) || false;
}

function callbacks(plan: Plan): readonly Problem[] {
  return Object.values(plan.queues).flatMap(({ name, callback }): Problem[] => {
    const trunks = callback?.trunk === undefined ? [] : [callback.trunk, ...(callback.others ?? [])];
    if (trunks.length === 0 || trunks.some((trunk) => !carriesNothingOut(plan, trunk))) return [];
    const message = `no one who waits in queue ${name} can be called back: no outgoing calls go over trunk ${trunks.join(' or ')}`;
    const hint = 'name a trunk that does under callback:';
    return [{ severity: 'error', about: `queue ${name}`, message, hint }];
  });
}

/** By its limits; whether it is there, only the engine can say. */
function carriesNothingOut({ trunks, outsideCalls: { eachTrunk } }: Plan, trunk: TrunkName): boolean {
  const { callsAnHour, minutesAnHour } = eachTrunk;
  return trunks[trunk]?.outgoing?.callsAtOnce === 0 || callsAnHour === 0 || minutesAnHour === 0;
}
