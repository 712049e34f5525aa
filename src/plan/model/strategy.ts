/** The strategies: who of several agents is rung first. */

export type StrategyName =
  | 'longest idle'
  | 'ordered'
  | 'least calls'
  | 'least talk time'
  | 'most skilled'
  | 'round robin'
  | 'random'
  | 'weighted'
  | 'ring all'
  | 'progressive';
