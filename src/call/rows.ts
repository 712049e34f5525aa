import type { Call, PhaseName } from './kept/call.ts';
import { phases, type Rows } from './phases.ts';

/** What may happen to a call in the phase that it is in. */
export function rowsOf(call: Call): Rows<PhaseName> {
  return phases[call.phase.name] as Rows<PhaseName>;
}
