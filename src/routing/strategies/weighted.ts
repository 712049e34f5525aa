import { randomFrom } from '../seeded-random.ts';
import type { Candidate, Drawn } from './strategy.ts';

/**
 * By lot, in which an agent of weight 3 comes first three times as often as one of weight 1 (Efraimidis and Spirakis,
 * "Weighted random sampling with a reservoir", 2006: the highest u^(1/weight)).
 */
export const weighted: Drawn = {
  rings: 'one',
  lot: (candidate, seed) => -drew(candidate, seed),
  because: (candidate, { seed }) => `weight ${weightOf(candidate)}, drew ${drew(candidate, seed).toFixed(4)}`,
};

const weightOf = ({ profile }: Candidate): number => profile.weight ?? 1;
const drew = (candidate: Candidate, seed: string): number =>
  randomFrom(seed, candidate.profile.name) ** (1 / weightOf(candidate));
