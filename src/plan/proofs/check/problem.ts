import type { Finding } from '../../source/finding.ts';

/** What a proof has found; `about` names a thing of the plan, as `Compiled.places` does. */
export type Problem = Pick<Finding, 'severity' | 'message' | 'hint' | 'example'> & { readonly about: string };
