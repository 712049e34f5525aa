/** Who asks: what they have shown to be let in. It comes from the transport, never from what they send. */
import type { Scope } from '../people/person.ts';
import type { AgentName } from '../plan/model.ts';
import type { PersonRole, Role } from '../shared/rights.ts';

export type Actor = Holder | LoggedIn;

/** Of a token, of a phone that is registered, of access to this machine, or of nothing. */
export interface Holder {
  readonly kind: 'token' | 'phone' | 'machine' | 'stranger';
  /** Name of the token or phone, or of the machine's user. */
  readonly name: string;
  /** Who they say that they are: nobody has checked it. */
  readonly label?: string;
  readonly role: Role;
  /** Of a stranger. */
  readonly address?: string;
}

/** A person with a session. */
export interface LoggedIn {
  readonly kind: 'person';
  readonly name: string;
  readonly roles: readonly PersonRole[];
  readonly scope: Scope;
  readonly agent?: AgentName;
  /** Nothing but their own account until they have set up a second factor. */
  readonly needsSecondFactor?: true;
  /** Id of the session. */
  readonly session: string;
  /** From which the request came. */
  readonly address: string;
}

/** As the audit trail has it. */
export interface RecordedActor {
  readonly kind: Actor['kind'];
  readonly name: string;
  readonly label?: string;
  /** Several of a person are joined by `+`. */
  readonly role: string;
  /** The beginning of the session's id: it tells sessions apart, and opens none. */
  readonly session?: string;
  readonly address?: string;
}

export function recordedActor(actor: Actor): RecordedActor {
  if (actor.kind !== 'person') return actor;
  const { kind, name, roles, session, address } = actor;
  return { kind, name, role: roles.join('+'), session: session.slice(0, 12), address };
}
