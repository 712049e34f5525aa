import type { FlowId, TrunkName } from './names.ts';

/** Calls to the emergency services from agents' phones. */
export interface Emergency {
  /** Tried in this order; undefined: such calls are refused, in words. */
  readonly trunks: readonly TrunkName[];
  /** Number -> flow. What `numbers` of the plan says of one wins. */
  readonly flows: Readonly<Record<string, FlowId>>;
}
