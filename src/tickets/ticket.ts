/**
 * Tickets: the matters that contacts call about. A ticket is a fold over its **events**. Some are derived from the journal,
 * after its commits (`from-journal.ts`), some are edits by people. An event is never changed; a ticket can be folded again
 * at any time.
 *
 * ```
 *   open ──► follow_up (due at a time, with an owner) ──► solved ──► closed
 *     ▲            a new call of the contact            │
 *     └─────────────────────────────────────────────────┘   closed: the next call opens another ticket
 * ```
 */
import type { AgentName, QueueName, ResultEffects, ResultName, SurveyName } from '../plan/model.ts';
import type { CallId } from '../shared/ids.ts';
import type { Duration, Instant } from '../shared/time.ts';

export const ticketStates = ['open', 'follow_up', 'solved', 'closed'] as const;
export type TicketState = (typeof ticketStates)[number];

/** What a call was to its ticket. */
export type TicketHow = 'talked' | 'voicemail' | 'callback' | 'called';

export interface TicketCall {
  readonly call: CallId;
  readonly at: Instant;
  readonly how: TicketHow;
  readonly queue?: QueueName;
  /** Those who talked in it, in order. */
  readonly agents: readonly AgentName[];
  readonly results: readonly {
    readonly agent: AgentName;
    readonly result: ResultName;
    readonly detail?: string;
  }[];
}

export interface TicketNote {
  readonly at: Instant;
  readonly by: string;
  readonly text: string;
}

export interface FollowUp {
  readonly dueAt: Instant;
  readonly owner?: AgentName;
  readonly remindedAt?: Instant;
  /** Opened by a low mark of the caller: no result of the call ends it, only a person does. */
  readonly lowMark?: true;
}

export interface Ticket {
  readonly id: number;
  readonly state: TicketState;
  /** Of the plan's ticket types. */
  readonly type?: string;
  readonly contact?: string;
  /** Who takes care of it: the agent who talked last, unless a person has set another owner. */
  readonly owner?: AgentName;
  readonly subject?: string;
  readonly asked?: string;
  readonly answer?: string;
  readonly agreed?: string;
  readonly followUp?: FollowUp;
  readonly notes: readonly TicketNote[];
  readonly calls: readonly TicketCall[];
  readonly openedAt: Instant;
  readonly changedAt: Instant;
}

/** null: there is none any more. */
export interface TicketChange {
  readonly state?: TicketState;
  readonly type?: string | null;
  readonly owner?: AgentName | null;
  readonly subject?: string | null;
  readonly asked?: string | null;
  readonly answer?: string | null;
  readonly agreed?: string | null;
  readonly followUpAt?: Instant | null;
}

interface OfCall {
  readonly call: CallId;
  readonly queue?: QueueName;
  readonly agent?: AgentName;
}

export type TicketEvent = {
  readonly at: Instant /** `journal`, a person, or the survey that its caller has written in. */;
  readonly by: string;
} & (
  | ({
      readonly type: 'opened';
      readonly how?: TicketHow;
      readonly contact?: string;
      readonly asked?: string;
      readonly subject?: string;
    } & Partial<OfCall>)
  /** Another call about the same. */
  | ({ readonly type: 'joined'; readonly how: TicketHow } & OfCall)
  /** The call went on with that agent. */
  | { readonly type: 'passed'; readonly call: CallId; readonly agent: AgentName }
  | {
      readonly type: 'resulted';
      readonly call: CallId;
      readonly agent: AgentName;
      readonly result: ResultName;
      readonly detail?: string;
      readonly effects?: ResultEffects;
    }
  /** The caller gave a low mark in a survey, which is to be followed up. */
  | {
      readonly type: 'rated';
      readonly call: CallId;
      readonly survey: SurveyName;
      readonly question: string;
      readonly mark: number;
      readonly followUpAfter: Duration;
      readonly owner?: AgentName;
    }
  /** That agent has not talked in it after all. If no one else has, the call was none. */
  | { readonly type: 'undone'; readonly call: CallId; readonly agent?: AgentName }
  | { readonly type: 'changed'; readonly change: TicketChange }
  | { readonly type: 'noted'; readonly text: string }
  /** The owner was reminded of the follow-up. */
  | { readonly type: 'reminded' }
);

export type StoredTicketEvent = TicketEvent & { readonly seq: number; readonly ticket: number };

/** Queues and agents that it is about: by them it is decided who may see it. */
export function aboutTicket({ calls, owner, followUp }: Ticket): {
  readonly agents: readonly AgentName[];
  readonly queues: readonly QueueName[];
} {
  const owners = [owner, followUp?.owner].filter((name) => name !== undefined);
  return {
    agents: [...owners, ...calls.flatMap(({ agents }) => agents)],
    queues: calls.flatMap(({ queue }) => queue ?? []),
  };
}
