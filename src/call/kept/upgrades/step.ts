/** What a step from one version to the next is made of: see `upgrade.ts`. */

/** Plain JSON, of whatever version. */
export type Kept = Readonly<Record<string, unknown>>;
export type KeptKind =
  | 'call'
  | 'agent'
  | 'schedule'
  | 'onCallSwap'
  | 'announcement'
  | 'queueRecord'
  | 'entry';

/** What changes from one version to the next; kinds that are not named stay as they are. */
export type UpgradeStep = Readonly<Partial<Record<KeptKind, (value: Kept) => Kept>>>;
