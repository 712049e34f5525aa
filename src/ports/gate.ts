/**
 * The gate: everything that people and programs ask of the engine from outside passes it. Who asks comes from the
 * transport (a session, the token), never from what they send. The gate decides whether they may, has it done, and decides
 * whether it is recorded. Agents' codes at their phones are part of a call, and the engine cannot stop in the middle of a
 * turn to ask: there the same table (`shared/rights.ts`) decides, and what came of it is recorded from the journal.
 */

import type { Article, ArticleChange, ArticleFields } from '../articles/article.ts';
import type { TakenOver } from '../articles/read.ts';
import type { AnnouncementWanted } from '../call/actions/announcing.ts';
import type { AnnouncementPlace } from '../call/kept/announcement.ts';
import type { TalkAction } from '../call/kept/events.ts';
import type { PersonChange, PersonFields } from '../people/person.ts';
import type { Reach } from '../people/reach.ts';
import type { AgentName, QueueName, RotaName, ScheduleName, ScheduleSetting } from '../plan/model.ts';
import type { Finding } from '../plan/source/finding.ts';
import type { CaseFields, CaseLine, Stage, TrainingCase } from '../quality/case.ts';
import type { Marks, Review, Scorecard, ScorecardFields } from '../quality/scorecard.ts';
import type { CallId, LegId } from '../shared/ids.ts';
import type { Right } from '../shared/rights.ts';
import type { Instant } from '../shared/time.ts';
import type { Ticket, TicketChange } from '../tickets/ticket.ts';
import type { Actor } from './actor.ts';
import type { Channel, Delivery } from './deliveries.ts';
import type { ErasureReport } from './erasing.ts';
import type {
  AgentRequest,
  MessageChangeAsked,
  QueueServiceRequest,
  ResultRequest,
  SuperviseRequest,
} from './operations.ts';
import type { Refused } from './refused.ts';
import type { LibrarySound, SoundKey } from './sounds.ts';
import type { Contact, ContactChange, VoicemailMessage } from './store.ts';

import type { TestOutcome, WebhookChange, WebhookFields } from './webhooks.ts';

export type { Refused } from './refused.ts';

type WithoutBy<T> = T extends unknown ? Omit<T, 'by'> : never;

/** What may be asked for. The answer to each is in `Given`. */
export type Request =
  | { readonly ask: 'change_agent'; readonly change: WithoutBy<AgentRequest> }
  | ({ readonly ask: 'set_queue_service' } & QueueServiceRequest)
  | ({ readonly ask: 'set_result' } & WithoutBy<ResultRequest>)
  | { readonly ask: 'change_ticket'; readonly act: TicketAct }
  | { readonly ask: 'change_article'; readonly act: ArticleAct }
  | { readonly ask: 'remove_article'; readonly article: number }
  | { readonly ask: 'import_articles'; readonly articles: readonly TakenOver[]; readonly dryRun: boolean }
  | { readonly ask: 'keep_scorecard'; readonly name: string; readonly fields: ScorecardFields }
  | { readonly ask: 'remove_scorecard'; readonly name: string }
  | {
      readonly ask: 'review_call';
      readonly call: CallId;
      readonly agent: AgentName;
      readonly scorecard: string;
      readonly marks: Marks;
      readonly note?: string;
      /** The agent of who asks: no one reviews themselves. */
      readonly reviewer?: AgentName;
    }
  | { readonly ask: 'remove_review'; readonly review: number }
  /** `story`: without names and numbers. */
  | {
      readonly ask: 'add_case';
      readonly call: CallId;
      readonly queue?: QueueName;
      readonly fields: CaseFields;
      readonly story: readonly CaseLine[];
    }
  | { readonly ask: 'change_case'; readonly case: number; readonly change: Partial<CaseFields> }
  | { readonly ask: 'remove_case'; readonly case: number }
  | { readonly ask: 'hear_case'; readonly case: number }
  | {
      readonly ask: 'answer_case';
      readonly case: number;
      readonly stage: Stage;
      readonly texts: readonly string[];
    }
  | { readonly ask: 'set_pin'; readonly agent: AgentName; readonly pin: string | null }
  | { readonly ask: 'set_schedule'; readonly schedule: ScheduleName; readonly to: ScheduleSetting }
  /** No agent: as planned again. No end: until the week ends. */
  | {
      readonly ask: 'swap_on_call';
      readonly rota: RotaName;
      readonly agent?: AgentName;
      readonly until?: Instant;
    }
  | { readonly ask: 'confirm_alarms' }
  | { readonly ask: 'handle_missed'; readonly call: CallId }
  | {
      readonly ask: 'call_from';
      readonly agent: AgentName;
      readonly to: string;
      /** From which the call is made. */
      readonly ticket?: number;
    }
  | { readonly ask: 'hang_up'; readonly call: CallId; readonly reason?: string }
  | { readonly ask: 'transfer_call'; readonly call: CallId; readonly to: string }
  | { readonly ask: 'control_recording'; readonly call: CallId; readonly to: 'pause' | 'resume' }
  | { readonly ask: 'change_talk'; readonly call: CallId; readonly action: TalkAction }
  | { readonly ask: 'supervise'; readonly request: SuperviseRequest }
  | { readonly ask: 'hear_recording'; readonly call: CallId }
  | { readonly ask: 'read_messages'; readonly call: CallId }
  /** null: the hold ends. */
  | { readonly ask: 'hold_recording'; readonly call: CallId; readonly reason: string | null }
  | { readonly ask: 'cancel_callback'; readonly call: CallId }
  /** `to`: an agent, or a voicemail. */
  | {
      readonly ask: 'change_message';
      readonly recording: string;
      readonly change: MessageChangeAsked;
      readonly to?: string;
    }
  | { readonly ask: 'change_contact'; readonly number: string; readonly change: ContactChange }
  | { readonly ask: 'merge_contacts'; readonly number: string; readonly other: string }
  | { readonly ask: 'unmerge_contact'; readonly number: string }
  | { readonly ask: 'erase_contact'; readonly number: string; readonly deleteCopies: boolean }
  /** Of a caller without a number. */
  | { readonly ask: 'erase_call'; readonly call: CallId; readonly deleteCopies: boolean }
  /** To look up their withheld number, which the answer does not have: it is in a file that only the machine can read. */
  | { readonly ask: 'trace_caller'; readonly call: CallId; readonly reason: string }
  | {
      readonly ask: 'apply_plan';
      readonly text: string;
      readonly ifVersion?: number;
      readonly withoutPasswords?: boolean;
    }
  /** Nothing wanted: it is taken away. */
  | {
      readonly ask: 'announce';
      readonly place: AnnouncementPlace;
      readonly wanted?: AnnouncementWanted;
    }
  | ({ readonly ask: 'keep_sound'; readonly bytes: Uint8Array } & SoundKey)
  | ({ readonly ask: 'remove_sound' } & SoundKey)
  | ({ readonly ask: 'record_sound'; readonly agent: AgentName } & SoundKey)
  | { readonly ask: 'add_person'; readonly person: PersonFields }
  | { readonly ask: 'change_person'; readonly name: string; readonly change: PersonChange }
  | { readonly ask: 'remove_person'; readonly name: string }
  | { readonly ask: 'end_sessions'; readonly name: string }
  | { readonly ask: 'link_to_password'; readonly name: string }
  | { readonly ask: 'remove_second_factor'; readonly name: string }
  | { readonly ask: 'add_webhook'; readonly webhook: WebhookFields }
  | { readonly ask: 'change_webhook'; readonly name: string; readonly change: WebhookChange }
  | { readonly ask: 'remove_webhook'; readonly name: string }
  | { readonly ask: 'rotate_webhook_secret'; readonly name: string }
  | { readonly ask: 'test_webhook'; readonly name: string }
  | { readonly ask: 'test_mail'; readonly to: string }
  | { readonly ask: 'replay_delivery'; readonly id: string }
  | { readonly ask: 'replay_dead'; readonly channel?: Channel; readonly target?: string };

/** What people do with tickets. */
export type TicketAct =
  | {
      readonly do: 'open';
      readonly subject: string;
      readonly contact?: string;
      readonly change: TicketChange;
    }
  | { readonly do: 'change'; readonly ticket: number; readonly change: TicketChange }
  | { readonly do: 'note'; readonly ticket: number; readonly text: string };

/** What people do with articles. */
export type ArticleAct =
  | { readonly do: 'add'; readonly fields: ArticleFields }
  | {
      readonly do: 'change';
      readonly article: number;
      readonly change: ArticleChange;
      readonly ifVersion?: number;
    };

export type RequestKind = Request['ask'];

/** What comes with the answer when it was done. */
export interface Given {
  readonly change_agent: object;
  readonly set_queue_service: object;
  readonly set_result: { readonly agent: AgentName; readonly queue?: QueueName };
  readonly change_ticket: { readonly ticket: Ticket };
  readonly change_article: { readonly article: Article };
  readonly remove_article: object;
  readonly import_articles: {
    readonly counts: { readonly created: number; readonly changed: number; readonly same: number };
  };
  readonly keep_scorecard: { readonly scorecard: Scorecard };
  readonly remove_scorecard: object;
  readonly review_call: { readonly review: Review };
  readonly remove_review: object;
  readonly add_case: { readonly case: TrainingCase };
  readonly change_case: { readonly case: TrainingCase };
  readonly remove_case: object;
  readonly hear_case: object;
  readonly answer_case: object;
  readonly set_pin: object;
  readonly set_schedule: object;
  readonly swap_on_call: object;
  readonly confirm_alarms: object;
  readonly handle_missed: object;
  readonly call_from: { readonly phone: string; readonly leg: LegId };
  readonly hang_up: object;
  readonly transfer_call: object;
  readonly control_recording: object;
  readonly change_talk: { readonly aside?: CallId; readonly slot?: string };
  readonly supervise: object;
  readonly hear_recording: object;
  readonly read_messages: object;
  readonly hold_recording: object;
  readonly cancel_callback: object;
  readonly change_message: object;
  readonly change_contact: { readonly contact: Contact };
  readonly merge_contacts: { readonly contact: Contact };
  readonly unmerge_contact: { readonly contact: Contact; readonly other: Contact };
  readonly erase_contact: { readonly report: ErasureReport };
  readonly erase_call: { readonly report: ErasureReport };
  readonly trace_caller: { readonly leg: LegId };
  readonly apply_plan: { readonly version: number; readonly warnings: readonly Finding[] };
  readonly announce: object;
  readonly keep_sound: { readonly sound: LibrarySound };
  readonly remove_sound: object;
  readonly record_sound: { readonly phone: string; readonly leg: LegId };
  readonly add_person: object;
  readonly change_person: object;
  readonly remove_person: object;
  readonly end_sessions: object;
  readonly link_to_password: { readonly token: string; readonly expiresAt: Instant };
  readonly remove_second_factor: object;
  readonly add_webhook: { readonly secret: string };
  readonly change_webhook: object;
  readonly remove_webhook: object;
  readonly rotate_webhook_secret: { readonly secret: string; readonly oldSecretUntil: Instant };
  readonly test_webhook: { readonly outcome: TestOutcome };
  readonly test_mail: { readonly outcome: TestOutcome };
  readonly replay_delivery: { readonly delivery: Delivery };
  readonly replay_dead: { readonly replayed: number };
}

export type Answer<Kind extends RequestKind> = ({ readonly done: true } & Given[Kind]) | Refused;

export interface Gate {
  /**
   * Whether the actor has the right; if not, why. What they read without `ask` passes here. `everything`: only if the right
   * reaches everything. `reading`: the path that they read; a page that asks for it again and again is recorded once a minute.
   */
  admit(right: Right, actor: Actor, of?: 'everything', reading?: string): Refused | undefined;
  /** How far it reaches. */
  reach(right: Right, actor: Actor): Reach;
  /** Whether it reaches that call, in progress or past. */
  reachesCall(right: Right, actor: Actor, call: CallId): Promise<boolean>;
  /** Whether it reaches that message: by its voicemail, by who it is assigned to, or by the call in which it was left. */
  reachesMessage(right: Right, actor: Actor, message: VoicemailMessage): Promise<boolean>;
  ask<Asked extends Request>(request: Asked, actor: Actor): Promise<Answer<Asked['ask']>>;
}
