/** How long a log-in lasts. */
import type { PersonRole } from '../shared/rights.ts';
import { type Duration, type Instant, minutes } from '../shared/time.ts';

export interface Session {
  /** SHA-256 of what the cookie holds: whoever reads the store cannot log in with it. */
  readonly id: string;
  readonly person: string;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
  /** From which they logged in. */
  readonly address: string;
}

export const longest: Duration = minutes(12 * 60);
/** An admin's browser that was left alone is worth more to others than anyone else's. */
const adminIdle: Duration = minutes(30);

export function isOver(session: Session, roles: readonly PersonRole[], now: Instant): boolean {
  if (now - session.createdAt >= longest) return true;
  return roles.includes('admin') && now - session.seenAt >= adminIdle;
}
