/** Who did what, as lines of the log. */
import type { Audit } from '../ports/gate.ts';
import type { Log } from '../ports/log.ts';

export const auditLog = (log: Log): Audit => ({
  record: ({ actor, ...entry }) => log.info({ ...entry, by: actor.name, label: actor.label }, 'audit'),
});
