/** The strategies: who of several agents is rung first. */
import type { StrategyName } from '../model.ts';

export const strategies = [
  'longest idle',
  'ordered',
  'least calls',
  'least talk time',
  'most skilled',
  'round robin',
  'random',
  'weighted',
  'ring all',
  'progressive',
] as const satisfies readonly StrategyName[];
