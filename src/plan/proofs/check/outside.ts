/**
 * No step rings an outside number that the plan forbids, or that cannot exist: the step could never work.
 * Emergency numbers are rung only over the trunk that the plan names for them.
 */
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
