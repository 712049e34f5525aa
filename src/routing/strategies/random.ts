import { randomFrom } from '../seeded-random.ts';
import type { Candidate, Drawn } from './strategy.ts';

/** By lot; each call and each try has a lot of its own. */
export const random: Drawn = {
  rings: 'one',
  lot,
  because: (candidate, { seed }) => `drew ${lot(candidate, seed).toFixed(4)}`,
};

function lot({ profile }: Candidate, seed: string): number {
  return randomFrom(seed, profile.name);
}
