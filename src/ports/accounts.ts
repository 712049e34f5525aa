/** Log-ins of people: served by `accounts/`. Passwords, codes and what cookies hold pass through here and stay nowhere. */
import type { Person, PersonChange, PersonFields } from '../people/person.ts';
import type { FailureCode } from '../shared/failures/table.ts';
import type { Instant } from '../shared/time.ts';
import type { LoggedIn } from './actor.ts';
import type { Refused } from './gate.ts';

/** `secret`: what the cookie holds. */
export type LogIn = { readonly done: true; readonly secret: string; readonly actor: LoggedIn } | Refused;

export type AccountChange = { readonly done: true } | (Refused & { readonly code: FailureCode });

export interface Accounts {
  /** Whose session a cookie holds, if it still lasts. Asked for each request. */
  sessionOf(secret: string, address: string): LoggedIn | undefined;
  logIn(typed: TypedLogIn, address: string): Promise<LogIn>;
  /** With a link: the first admin's, or one to a new password. */
  logInByLink(typed: TypedLink, address: string): Promise<LogIn>;
  /** Someone for whom the identity provider has vouched. */
  logInTrusted(name: string, address: string): Promise<LogIn>;
  logOut(actor: LoggedIn): Promise<void>;
  /** Their own sessions, this one as well. */
  logOutEverywhere(actor: LoggedIn): Promise<void>;
  /** All sessions of that person. */
  endSessions(name: string): Promise<AccountChange>;
  /** Called with the ids of sessions that have ended; returns how to stop. */
  onEnd(listener: (sessions: ReadonlySet<string>) => void): () => void;
  /** By name. */
  people(): readonly Person[];
  person(name: string): Person | undefined;
  /** Whether they have set a password, and a second factor. */
  has(name: string): { readonly password: boolean; readonly secondFactor: boolean };
  add(person: PersonFields): Promise<AccountChange>;
  change(name: string, change: PersonChange): Promise<AccountChange>;
  remove(name: string): Promise<AccountChange>;
  /** What the link holds, once; it works for one hour. Their sessions end when it is used. */
  linkFor(name: string): Promise<PasswordLinkMade | Refused>;
  removeSecondFactor(name: string): Promise<AccountChange>;
  /** One that counts once it is confirmed with a code; an earlier one that was not is replaced. */
  newSecondFactor(actor: LoggedIn): Promise<({ readonly done: true } & NewSecondFactor) | Refused>;
  confirmSecondFactor(actor: LoggedIn, code: string): Promise<AccountChange>;
  /** Their own, with a code of it. */
  dropSecondFactor(actor: LoggedIn, code: string): Promise<AccountChange>;
  /** Their own: other sessions end. */
  changePassword(actor: LoggedIn, was: string, next: string): Promise<AccountChange>;
}

export interface NewSecondFactor {
  /** To type into the app. */
  readonly secret: string;
  /** To show it as a QR code. */
  readonly uri: string;
}

export interface PasswordLinkMade {
  readonly done: true;
  readonly token: string;
  readonly expiresAt: Instant;
}

export interface TypedLogIn {
  readonly name: string;
  readonly password: string;
  /** Of the second factor. */
  readonly code?: string;
}

export interface TypedLink {
  readonly token: string;
  /** If the link is the first admin's, the name that they choose. */
  readonly name?: string;
  readonly password: string;
  /** Of the second factor, if they have one. */
  readonly code?: string;
}
