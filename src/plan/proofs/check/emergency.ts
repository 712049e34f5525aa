/** Emergency numbers lead to the emergency services. */
import type { Plan } from '../../model.ts';
import type { Problem } from './problem.ts';

export function emergencyCalls(plan: Plan): readonly Problem[] {
  const { emergency, trunks, numbers } = plan;
  if (emergency === undefined || Object.keys(plan.agents).length === 0) return [];
  const carried = Object.keys(trunks).length === 0 || emergency.trunks.length > 0;
  const warning = (message: string, hint: string): Problem => ({
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
            `no trunk carries emergency calls: calls from agents to ${Object.keys(emergency.flows).join(', ')} are refused`,
            'add emergency calls: { trunks: [NAME] }',
          ),
        ]),
    ...emergency.trunks
      .filter((name) => trunks[name]?.callerNumber === undefined)
      .map((name) =>
        warning(
          `emergency calls over trunk ${name} show no caller ID: the emergency services can neither call back nor locate you`,
          `add caller number: to trunk ${name}`,
        ),
      ),
    ...Object.keys(emergency.flows)
      .filter((number) => numbers[number] !== undefined)
      .map((number) =>
        warning(
          `${number} is an emergency number, but the plan uses it for something else`,
          'use another number, or make sure that everyone knows how to make emergency calls',
        ),
      ),
  ];
}
