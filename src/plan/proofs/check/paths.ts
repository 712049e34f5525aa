/** Every path ends: the last step of each flow needs no next step, and no step follows a last step. */

import { stepPlace } from '../../compile/names.ts';
import { isLast, type Plan } from '../../model.ts';
import { stepInWords } from '../../words/in-words.ts';
import type { Problem } from './problem.ts';

export function pathsThatRunOut(plan: Plan): readonly Problem[] {
  return Object.values(plan.flows).flatMap(({ id, title, steps }): Problem[] => {
    const last = steps.at(-1);
    if (!last)
      return [
        {
          severity: 'error',
          about: `flow ${id}`,
          message: `${title} has no steps`,
          hint: 'add a step, such as { queue: sales }',
        },
      ];
    if (!isLast(last)) {
      return [
        {
          severity: 'error',
          about: stepPlace(id, steps.length - 1),
          message: `${title} can end without a person: no step follows '${stepInWords(last)}'`,
          hint: 'add a last step: a voicemail, a goodbye, a menu, a chain, or a queue without for:',
        },
      ];
    }
    const end = steps.findIndex(isLast);
    if (end === steps.length - 1) return [];
    const ending = steps[end] ?? last;
    const waits = ending.do === 'queue' ? 'add for: to that queue, or ' : '';
    return [
      {
        severity: 'error',
        about: stepPlace(id, end + 1),
        message: `${title} never reaches this step: the call never continues after '${stepInWords(ending)}'`,
        hint: `${waits}move this step before it, or remove it`,
      },
    ];
  });
}
