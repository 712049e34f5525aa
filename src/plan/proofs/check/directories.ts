/** Callers who cannot spell a name, or find no match, still reach a person or a voicemail. */
import { phrase } from '../../../shared/findings/said.ts';
import { stepPlace } from '../../compile/names.ts';
import type { FlowId, Plan } from '../../model.ts';
import type { Problem } from './problem.ts';
import { waysFrom } from './ways.ts';

export function onlyForSpellers(plan: Plan): readonly Problem[] {
  return Object.values(plan.flows).flatMap(({ id, title, steps }) =>
    steps.flatMap((step, i): Problem[] => {
      const next = steps[i + 1];
      // That nothing follows at all is told otherwise.
      if (step.do !== 'directory' || next?.do !== 'go' || leadsToSomebody(plan, next.to)) return [];
      return [
        {
          severity: 'error',
          about: stepPlace(id, i),
          message: phrase('directory_reaches_no_one', { flow: title }),
          hint: phrase('add_a_person_next'),
        },
      ];
    }),
  );
}

/** Without spelling anything. */
function leadsToSomebody(plan: Plan, from: FlowId): boolean {
  const reached = new Set([from]);
  for (const flow of reached) {
    const steps = plan.flows[flow]?.steps ?? [];
    if (steps.some(({ do: does }) => does === 'queue' || does === 'ring' || does === 'voicemail'))
      return true;
    for (const { to, bySpelling } of waysFrom(plan, flow)) if (!bySpelling) reached.add(to);
  }
  return false;
}
