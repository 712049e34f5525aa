/** Emergency numbers lead to the emergency services. */
import { phrase, type SaidFinding, type SaidHint } from '../../../shared/findings/said.ts';
import type { Plan } from '../../model.ts';
import type { Problem } from './problem.ts';

export function emergencyCalls(plan: Plan): readonly Problem[] {
  const { emergency, trunks, numbers } = plan;
  if (emergency === undefined || Object.keys(plan.agents).length === 0) return [];
  const carried = Object.keys(trunks).length === 0 || emergency.trunks.length > 0;
  const warning = (message: SaidFinding, hint: SaidHint): Problem => ({
    severity: 'warning',
    about: 'emergency calls',
    message,
    hint,
  });
  return [
    ...(carried
      ? []
      : [
          warning(
            phrase('no_trunk_for_emergencies', { numbers: Object.keys(emergency.flows).join(', ') }),
            phrase('add_emergency_trunks'),
          ),
        ]),
    ...emergency.trunks
      .filter((name) => trunks[name]?.callerNumber === undefined)
      .map((name) =>
        warning(
          phrase('emergency_without_caller_id', { trunk: name }),
          phrase('add_caller_number', { trunk: name }),
        ),
      ),
    ...Object.keys(emergency.flows)
      .filter((number) => numbers[number] !== undefined)
      .map((number) => warning(phrase('emergency_number_used', { number }), phrase('use_another_number'))),
  ];
}
