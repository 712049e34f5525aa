import type { SaidFinding, SaidHint } from '../../../shared/findings/said.ts';
import type { Finding } from '../../source/finding.ts';

/** What a proof has found; `about` names a thing of the plan, as `Compiled.places` does. */
export interface Problem extends Pick<Finding, 'severity' | 'example'> {
  readonly message: SaidFinding;
  readonly hint?: SaidHint;
  readonly about: string;
}
