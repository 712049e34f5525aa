/** The number that an agent is to show can be shown over some trunk. */
import { phrase } from '../../../shared/findings/said.ts';
import type { Plan } from '../../model.ts';
import { fits } from '../../rules/outside-number.ts';
import type { Problem } from './problem.ts';

export function callerNumbers({ agents, trunks }: Plan): readonly Problem[] {
  const allowed = Object.values(trunks).flatMap((trunk) => trunk.callerNumbers ?? []);
  return Object.values(agents).flatMap(({ name, callerNumber }): Problem[] => {
    if (callerNumber === undefined || allowed.some((pattern) => fits(callerNumber, pattern))) return [];
    return [
      {
        severity: 'warning',
        about: `agent ${name}`,
        message: phrase('caller_number_never_shown', { number: callerNumber, agent: name }),
        hint: phrase('add_caller_numbers', { number: callerNumber }),
      },
    ];
  });
}
