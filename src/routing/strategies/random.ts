import { drawn } from '../chance.ts';
import type { Candidate, Circumstances, Strategy } from '../strategy.ts';

/** By lot; each call and each try has a lot of its own. */
export const random: Strategy = {
  rings: 'one',
  compare: (a, b, circumstances) => lot(a, circumstances) - lot(b, circumstances),
  because: (candidate, circumstances) => `drew ${lot(candidate, circumstances).toFixed(4)}`,
};

const lot = ({ profile }: Candidate, { seed }: Circumstances): number => drawn(seed, profile.name);
