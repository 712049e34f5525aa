/**
 * Supervision, as it is kept: a supervisor, at their own phone, listens to a talk, whispers to the agent, or barges in. It
 * belongs to a call, and outlives its talks: after a transfer the supervisor hears the next one.
 *
 * Their leg is in no list of legs: it is not a party's, and means nothing to the call. Only `barge` brings it into the room.
 */
import type { AgentName } from '../../plan/model.ts';
import type { BridgeId, LegId, SupervisionId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';

export interface Supervision {
  readonly id: SupervisionId;
  readonly who: AgentName;
  readonly mode: SupervisionMode;
  readonly state: 'ringing' | 'on';
  readonly since: Instant;
  /** When they first heard the talk; if omitted: not yet. */
  readonly heardSince?: Instant;
  /** Where the exchange was told to bring them; none: there is nothing to hear. */
  readonly placed?: SupervisorPlace;
}

/** `whisper`: the agent hears them, and the caller does not. `barge`: everybody does. */
export type SupervisionMode = 'listen' | 'whisper' | 'barge';

export interface SupervisorPlace {
  /** The agent's. */
  readonly leg: LegId;
  readonly mode: SupervisionMode;
  /** Only of who barges in. */
  readonly room?: BridgeId;
}
