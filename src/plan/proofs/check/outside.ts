/** Nobody is rung outside whom we would refuse to call: the step could never do what it says. */
import { stepPlace } from '../../compile/names.ts';
import type { Plan } from '../../model.ts';
import { whyNotCalled } from '../../rules/outside-number.ts';
import { isEmergency } from '../../rules/emergency.ts';
import type { Problem } from './problem.ts';

export function refusedNumbers(plan: Plan): readonly Problem[] {
  return Object.values(plan.flows).flatMap(({ id, steps }) =>
    steps.flatMap((step, i): Problem[] => {
      if (step.do !== 'ring' || step.who.kind !== 'outside') return [];
      const { number } = step.who;
      const why = isEmergency(plan, number) ? undefined : whyNotCalled(number, plan);
      if (why === undefined) return [];
      const hint = 'if it is meant, write outside calls: { premium: true }';
      return [
        { severity: 'error', about: stepPlace(id, i), message: `${number} is not called: ${why}`, hint },
      ];
    }),
  );
}
