/**
 * People who log in to the console. A **person** has **roles**, a **scope** (queues and teams of the plan; if neither is
 * named: everything), and may be an **agent** of the plan: that agent's phone, calls and history are their own. One agent
 * belongs to at most one person.
 */
import type { AgentName, QueueName, TeamName } from '../plan/model.ts';
import { type Extent, grantsOf, type PersonRole, type Right } from '../shared/rights.ts';
import type { Instant } from '../shared/time.ts';

export interface Scope {
  readonly queues?: readonly QueueName[];
  readonly teams?: readonly TeamName[];
}

export interface Person extends Scope {
  /** What they type to log in; lower case. */
  readonly name: string;
  readonly displayName: string;
  readonly roles: readonly PersonRole[];
  readonly agent?: AgentName;
  /** Cannot log in, and has no session. */
  readonly disabled: boolean;
  /** Of the console, such as `de`. If omitted: the browser's. */
  readonly language?: string;
  readonly createdAt: Instant;
}

export type PersonFields = Omit<Person, 'createdAt'>;
/** null: no longer. */
export interface PersonChange {
  readonly displayName?: string;
  readonly roles?: Person['roles'];
  readonly queues?: Person['queues'] | null;
  readonly teams?: Person['teams'] | null;
  readonly agent?: string | null;
  readonly disabled?: boolean;
  readonly language?: string | null;
}

/** As typed: people mix capitals, and a space comes along when a name is pasted. */
export const personName = (typed: string): string => typed.trim().toLowerCase();

/** The widest that one of the roles gives; none: they do not have the right. */
export function extentOf(roles: readonly PersonRole[], right: Right): Extent | undefined {
  const given = roles.map((role) => grantsOf(role)[right]);
  return (['all', 'scope', 'own'] as const).find((extent) => given.includes(extent));
}

export const scopeOf = ({ queues, teams }: Scope): Scope => ({
  ...(queues && { queues }),
  ...(teams && { teams }),
});

/** The first wrong thing about a new password; none: it will do. Length is what counts (NIST SP 800-63B, 3.1.1.2). */
export function passwordProblem(password: string, name: string): string | undefined {
  if (password.length < 10) return 'a password needs at least 10 characters';
  if (password.length > 200) return 'a password may have at most 200 characters';
  const plain = password.toLowerCase();
  if (plain.includes(name) && name.length > 3) return 'the password must not contain the name';
  if (new Set(plain).size < 5) return 'the password repeats too few different characters';
  return undefined;
}
