/** What is kept of the people who log in: who they are, their password's hash, their sessions, links to a new password. */
import type { Person } from '../people/person.ts';
import type { Session } from '../people/session.ts';
import type { Instant } from '../shared/time.ts';

export interface PersonRecord {
  readonly person: Person;
  /** What argon2id makes of it, with its parameters; none: they have not set one yet. */
  readonly password?: string;
  readonly secondFactor?: SecondFactor;
}

export interface SecondFactor {
  /** Encrypted. */
  readonly sealed: string;
  /** Of the last code that was used; none: not confirmed yet. */
  readonly step?: number;
}

/** With it a person sets a password, once. */
export interface PasswordLink {
  /** SHA-256 of what it holds. */
  readonly id: string;
  readonly person: string;
  readonly expiresAt: Instant;
}

export interface PeopleBook {
  /** By name. */
  all(): Promise<readonly PersonRecord[]>;
  /** In place of what was kept of them. */
  keep(record: PersonRecord): Promise<void>;
  /** With their sessions and links. */
  remove(name: string): Promise<void>;
  sessions(): Promise<readonly Session[]>;
  keepSession(session: Session): Promise<void>;
  endSessions(ids: readonly string[]): Promise<void>;
  links(): Promise<readonly PasswordLink[]>;
  /** In place of that person's earlier one. */
  keepLink(link: PasswordLink): Promise<void>;
  dropLink(id: string): Promise<void>;
}
