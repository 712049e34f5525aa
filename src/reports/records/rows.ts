/**
 * What the journal says of one call, as rows: of the call itself, each visit of a queue, each offer, and each party.
 *
 * A **visit** is one stay in one queue. It begins with the first decision taken for the queue (or when the queue takes
 * no one), and ends when the caller is connected, moves on, gives up, or is failed by us. A caller who comes back to a
 * queue after they have talked begins another visit.
 *
 * Rows are folds over the entries of the call and over nothing else, so each can be made again at any time.
 */
import type { CallOutcome, OfferOutcome } from '../../call/kept/outcomes.ts';
import type { OtherParty } from '../../call/kept/parties.ts';
import type { AgentName, QueueName } from '../../plan/model.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Duration, Instant } from '../../shared/time.ts';

/** Who wanted the call: somebody outside, an agent at their phone, or the engine, which calls somebody back. */
export const callSources = ['outside', 'inside', 'callback'] as const;
export type CallSource = (typeof callSources)[number];

export const visitOutcomes = [
  'answered',
  'abandoned',
  'overflowed',
  'voicemail',
  'callback_booked',
  'callback_not_reached',
  'callback_expired',
  'callback_cancelled',
  'ended_by_operator',
  'joined',
  'failed',
] as const;
/**
 * How a visit of a queue ended. overflowed: the caller went on to another step, queue or person. voicemail: so they did,
 * and left a message. joined: the call went on in another one.
 */
export type VisitOutcome = (typeof visitOutcomes)[number];

export interface VisitRow {
  readonly call: CallId;
  readonly queue: QueueName;
  readonly source: CallSource;
  readonly enteredAt: Instant;
  /** If omitted: still waiting. */
  readonly leftAt?: Instant;
  readonly outcome?: VisitOutcome;
  /** They came by a transfer. */
  readonly transferredIn: boolean;
  /** Whoever answered passed the caller on. */
  readonly transferredOut: boolean;
  /** An agent, or `outside`: a phone or number that belongs to no agent. */
  readonly answeredBy?: string;
  /** Of those who answered and those who took over, until the end of that conversation. */
  readonly talked: Duration;
  readonly held: Duration;
  readonly consulted: Duration;
}

export interface OfferRow {
  readonly offer: string;
  readonly to: string;
  readonly agent?: AgentName;
  readonly queue?: QueueName;
  readonly madeAt: Instant;
  /** If omitted: still open, or it went on in another call. */
  readonly endedAt?: Instant;
  readonly outcome?: OfferOutcome;
}

/** One stay of somebody in the conversation, the caller excepted. */
export interface PartyRow {
  readonly who: string;
  /** If omitted: a place or a number outside. */
  readonly agent?: AgentName;
  readonly role: OtherParty['role'];
  readonly since: Instant;
  /** If omitted: still there. */
  readonly until?: Instant;
  /** Of it, so long they kept the caller on hold; and consulted somebody, or were consulted (`talk-times.ts`). */
  readonly held: Duration;
  readonly consulted: Duration;
  /** Gone within a moment: no talk. */
  readonly inVain: boolean;
}

/** A prompt or menu that the caller heard, for the analysis of where callers leave. */
export interface PromptRow {
  /** In the plan's words: `menu main`. */
  readonly step: string;
  readonly since: Instant;
  readonly until?: Instant;
  readonly keys: string;
  /** The caller hung up here, before asking for anyone. */
  readonly left: boolean;
}

export interface CallRow {
  readonly call: CallId;
  readonly source: CallSource;
  readonly arrivedAt: Instant;
  readonly dialled: string;
  readonly tags: readonly string[];
  readonly servedBySafetyNet: boolean;
  readonly outcome?: CallOutcome;
  readonly endedAt?: Instant;
  /** From first asking for a person to talking with one; if they gave up before that, to the end of the call. */
  readonly soughtFor?: Duration;
  /** They have talked with a person. */
  readonly reached: boolean;
  /** Looking for a person, and talking with one; sums over the phases of the call. */
  readonly waited: Duration;
  readonly talked: Duration;
  readonly held: Duration;
  readonly transfers: number;
}

export interface CallRows {
  readonly call: CallRow;
  readonly visits: readonly VisitRow[];
  readonly offers: readonly OfferRow[];
  readonly parties: readonly PartyRow[];
  readonly prompts: readonly PromptRow[];
}
