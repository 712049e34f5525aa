import { skillsIn } from '../../plan/expression.ts';
import type { Candidate, Circumstances, Strategy } from '../strategy.ts';
import { longestIdle } from './longest-idle.ts';

/** The highest sum of levels in the skills that the call names; among equals the longest idle. */
export const mostSkilled: Strategy = {
  rings: 'one',
  compare: (a, b, circumstances) =>
    levels(b, circumstances) - levels(a, circumstances) || longestIdle.compare(a, b, circumstances),
  because: (candidate, circumstances) => `skill levels ${levels(candidate, circumstances)}`,
};

function levels({ profile }: Candidate, { needs }: Circumstances): number {
  return skillsIn(needs).reduce((sum, skill) => sum + (profile.skills[skill] ?? 0), 0);
}
