/** Who asks, in the words of the journal. */
import type { Actor } from '../../ports/actor.ts';

/** `anna`, `api`; a token with what its holder says of themselves: `cli of anna (api)`. */
export function nameOf(actor: Actor): string {
  if (actor.kind === 'person' || actor.label === undefined) return actor.name;
  return `${actor.label} (${actor.name})`;
}
