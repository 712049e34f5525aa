/** Somebody is on call instead of the person whom the plan names. */
import type { AgentName } from '../../plan/model.ts';
import type { Instant } from '../../shared/time.ts';

/** It holds until then, on the wall, also over a restart. */
export interface OnCallSwap {
  readonly agent: AgentName;
  readonly until: Instant;
  readonly since: Instant;
  readonly by: string;
}
