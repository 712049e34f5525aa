/** Every path ends: the last step of each flow is one behind which nothing is needed, and nothing stands. */
import type { Problem } from './problem.ts';
import { stepPlace } from '../../compile/names.ts';
import { isLast } from '../../model.ts';
import type { Plan } from '../../model.ts';
import { stepInWords } from '../../words/in-words.ts';

export function pathsThatRunOut(plan: Plan): readonly Problem[] {
  return Object.values(plan.flows).flatMap(({ id, title, steps }): Problem[] => {
    const last = steps.at(-1);
    if (!last) return [{ severity: 'error', about: `flow ${id}`, message: `${title} has no steps` }];
    if (!isLast(last)) {
      return [
        {
          severity: 'error',
          about: stepPlace(id, steps.length - 1),
          message: `${title} ends with nobody: nothing follows '${stepInWords(last)}'`,
          hint: 'add a last step: a voicemail, a goodbye, a menu, a chain, or a queue without for:',
        },
      ];
    }
    const end = steps.findIndex(isLast);
    if (end === steps.length - 1) return [];
    const ending = steps[end] ?? last;
    const waits = ending.do === 'queue' ? 'give that one a for:, or ' : '';
    return [
      {
        severity: 'error',
        about: stepPlace(id, end + 1),
        message: `${title} never comes here: '${stepInWords(ending)}' before it is the last step`,
        hint: `${waits}put this step before it, or leave it out`,
      },
    ];
  });
}
