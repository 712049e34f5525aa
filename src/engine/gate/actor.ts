/** Who asks, in the words of the journal. */
import type { Actor } from '../../ports/audit.ts';

/** `api`; with what they say of themselves: `cli of anna (api)`. */
export const nameOf = ({ name, label }: Actor): string => (label === undefined ? name : `${label} (${name})`);
