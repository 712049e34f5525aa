import { drawn } from '../chance.ts';
import type { Candidate, Circumstances, Strategy } from '../strategy.ts';

/**
 * By lot, in which an agent of weight 3 comes first three times as often as one of weight 1 (Efraimidis and Spirakis,
 * "Weighted random sampling with a reservoir", 2006: the highest u^(1/weight)).
 */
export const weighted: Strategy = {
  rings: 'one',
  compare: (a, b, circumstances) => lot(b, circumstances) - lot(a, circumstances),
  because: (candidate, circumstances) =>
    `weight ${weightOf(candidate)}, drew ${lot(candidate, circumstances).toFixed(4)}`,
};

const weightOf = ({ profile }: Candidate): number => profile.weight ?? 1;
const lot = (candidate: Candidate, { seed }: Circumstances): number =>
  drawn(seed, candidate.profile.name) ** (1 / weightOf(candidate));
