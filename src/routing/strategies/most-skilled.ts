import type { Expression } from '../../plan/model.ts';
import { skillsIn } from '../../plan/rules/expression.ts';
import { longestIdle } from './longest-idle.ts';
import type { Candidate, Standing } from './strategy.ts';

/** The highest sum of levels in the skills that the call names; among equals the longest idle. */
export const mostSkilled: Standing = {
  rings: 'one',
  compare: (a, b, needs) => levels(b, needs) - levels(a, needs) || longestIdle.compare(a, b, needs),
  lacked: (second, first, needs) => {
    const more = levels(first, needs) - levels(second, needs);
    return more === 0 ? longestIdle.lacked?.(second, first, needs) : `had skill levels ${more} higher in sum`;
  },
  because: (candidate, { needs }) => `skill levels ${levels(candidate, needs)}`,
};

function levels({ profile }: Candidate, needs: Expression): number {
  return skillsIn(needs).reduce((sum, skill) => sum + (profile.skills[skill] ?? 0), 0);
}
