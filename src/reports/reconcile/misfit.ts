/** What does not fit, and what it is about. */
import type { AgentName } from '../../plan/model.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Duration } from '../../shared/time.ts';

export const misfitKinds = ['journal', 'call', 'agent', 'interval', 'figures'] as const;
/**
 * journal: the order or the numbering of entries. call, agent: one that contradicts itself or others. interval: calls
 * offered are not the sum of outcomes. figures: what is stored for reports is not what the journal says.
 */
export type MisfitKind = (typeof misfitKinds)[number];

export interface Misfit {
  readonly kind: MisfitKind;
  readonly call?: CallId;
  readonly agent?: AgentName;
  readonly what: string;
}

/** Lengths of time and moments come from the same clock; only rounding is left. */
export const tolerance: Duration = 5;

export const differs = (one: Duration, other: Duration): boolean => Math.abs(one - other) > tolerance;
