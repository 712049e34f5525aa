/**
 * No step rings an outside number that the plan forbids, or that cannot exist: the step could never work.
 * Emergency numbers are rung only over the trunk that the plan names for them.
 */

import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js';
import { either, phrase, type SaidFinding, type SaidHint } from '../../../shared/findings/said.ts';
import { readNumber } from '../../../shared/number/written.ts';
import { stepPlace } from '../../compile/names.ts';
import type { Plan, TrunkName } from '../../model.ts';
import { isEmergencyNumber } from '../../rules/emergency.ts';
import { numberFault } from '../../rules/number-fault.ts';
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
        const message = phrase('emergency_number_not_carried', { number, trunk });
        const hint = phrase('allow_emergency_trunk', { trunk });
        return [{ severity: 'error', about, message, hint }];
      }
      const why = refusable ? whyNotCalled(number, plan) : undefined;
      if (why !== undefined) {
        const hint = phrase('allow_premium');
        return [
          {
            severity: 'error',
            about,
            message: phrase('number_not_called', {
              number,
              because: phrase(why.code === 'number_costs_extra' ? 'premium_number' : 'not_allowed_by_plan'),
            }),
            hint,
          },
        ];
      }
      const trunks = [trunk, ...others];
      if (trunks.every((name) => carriesNothingOut(plan, name))) {
        const message =
          trunks.length === 1
            ? phrase('number_without_trunk', { number, trunk })
            : phrase('number_without_trunks', { number, trunks: trunks.join(', ') });
        const hint = phrase('name_a_trunk_or_raise_limits');
        return [{ severity: refusable ? 'error' : 'warning', about, message, hint }];
      }
      const read = readNumber(number, plan.country);
      if (read.ok) return [];
      const hint = phrase(read.hint === 'it is too short' ? 'too_few_digits' : 'count_the_digits');
      return [
        {
          severity: 'warning',
          about,
          message: phrase('number_not_reached', { number, because: numberFault(read) }),
          hint,
        },
      ];
    }),
  ];
}

/** What agents may dial: it leads out over a trunk, and does not cost more than somebody has thought of. */
export function dialledByAgents(plan: Plan): readonly Problem[] {
  const { byAgents, countries, numbers, trunks: named, eachAgent, eachTrunk } = plan.outsideCalls;
  if (!byAgents) return [];
  const about = 'outside calls';
  const error = (message: SaidFinding, hint: SaidHint): Problem => ({
    severity: 'error',
    about,
    message,
    hint,
  });
  const problems: Problem[] = [];
  const trunks = named.length > 0 ? named : Object.keys(plan.trunks).slice(0, 1);
  if (trunks.every((name) => carriesNothingOut(plan, name))) {
    const why =
      trunks.length === 0
        ? phrase('there_is_no_trunk')
        : phrase('trunk_carries_nothing_out', { trunks: either(trunks) });
    problems.push(
      error(phrase('agents_cannot_call_outside', { because: why }), phrase('name_a_trunk_for_outside_calls')),
    );
  }
  if (countries.length === 0 && numbers.length === 0)
    problems.push(error(phrase('no_outside_number_allowed'), phrase('add_countries')));
  for (const pattern of byAgents.numbers ?? [])
    if (![...numbers, ...countries.map(prefixOf)].some((allowed) => overlap(pattern, allowed)))
      problems.push(error(phrase('pattern_not_allowed', { pattern }), phrase('add_to_countries_or_numbers')));
  const limits = [eachAgent, eachTrunk];
  if (
    limits.every(({ callsAnHour, minutesAnHour }) => callsAnHour === undefined && minutesAnHour === undefined)
  )
    problems.push({
      severity: 'warning',
      about,
      message: phrase('outside_calls_without_limit'),
      hint: phrase('add_limit_for_each_agent'),
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
    const message = phrase('no_trunk_for_callbacks', { queue: name, trunks: either(trunks) });
    const hint = phrase('name_a_trunk_for_callbacks');
    return [{ severity: 'error', about: `queue ${name}`, message, hint }];
  });
}

/** By its limits; whether it is there, only the engine can say. */
function carriesNothingOut({ trunks, outsideCalls: { eachTrunk } }: Plan, trunk: TrunkName): boolean {
  const { callsAnHour, minutesAnHour } = eachTrunk;
  return trunks[trunk]?.outgoing?.callsAtOnce === 0 || callsAnHour === 0 || minutesAnHour === 0;
}
