/**
 * What people may see of a running engine, and what it does for them: served by `engine/`. The API sees a `Floor`, and
 * has things done through the gate (`ports/gate.ts`) alone.
 */
import type { AgentState } from '../agents/agent.ts';
import type { AnnouncementWanted } from '../call/actions/announcing.ts';
import type { OnCall } from '../call/actions/on-call.ts';
import type { Announcement, AnnouncementPlace } from '../call/kept/announcement.ts';
import type { Call } from '../call/kept/call.ts';
import type { AgentChange, TalkAction } from '../call/kept/events.ts';
import type { ReviewedAgent } from '../call/kept/journal/after-call.ts';
import type { StoredEntry } from '../call/kept/journal.ts';
import type { MessageChange } from '../call/kept/message.ts';
import type { ScheduleOverride } from '../call/kept/schedule-override.ts';
import type { SupervisionMode } from '../call/kept/supervision.ts';
import type { WaitingExplained } from '../call/waiting/explain-waiting.ts';
import type {
  AgentName,
  Plan,
  QueueName,
  ResultName,
  Rota,
  RotaName,
  Schedule,
  ScheduleName,
  ScheduleSetting,
} from '../plan/model.ts';
import type { Opening } from '../plan/rules/schedule.ts';
import type { Finding } from '../plan/source/finding.ts';
import type { RequestFailureCode } from '../shared/failures/requests.ts';
import type { CallId, LegId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';
import type { SoundKey } from './sounds.ts';

export interface Operations {
  health(): Health;
  /** Calls in progress, oldest first. */
  calls(): readonly Call[];
  /** Undefined: it is not in progress. */
  call(id: CallId): Call | undefined;
  /** In the order of the plan. */
  agents(): readonly AgentState[];
  agent(name: AgentName): AgentState | undefined;
  plan(): { readonly plan: Plan; readonly version: number };
  /** In the order of the plan. */
  schedules(): readonly ScheduleNow[];
  /** Opens or closes by hand, or lets the hours count again. Done when it is stored. */
  setSchedule(schedule: ScheduleName, to: ScheduleSetting, by: string): Promise<ChangeResult>;
  /** In the order of the plan. */
  onCall(): readonly OnCallRotaNow[];
  /** No agent: as planned again. No end: until the week ends. Done when it is stored. */
  swapOnCall(
    rota: RotaName,
    agent: AgentName | undefined,
    until: Instant | undefined,
    by: string,
  ): Promise<ChangeResult>;
  /** In front of numbers and queues of the plan; those whose time is over are not among them. */
  announcements(): readonly Announcement[];
  /** Nothing wanted: it is taken away. Done when it is stored; callers hear it from then on. */
  announce(
    place: AnnouncementPlace,
    wanted: AnnouncementWanted | undefined,
    by: string,
  ): Promise<ChangeResult>;
  now(): Instant;
  /** What a call that waits now waits for; undefined: it does not. */
  explainWaiting(call: CallId): WaitingExplained | undefined;
  /** Done when it is stored. */
  change(change: AgentRequest): Promise<ChangeResult>;
  /** Takes an agent out of a queue for now, or puts them back; done twice, it stays as it is. Done when it is stored. */
  setQueueService(request: QueueServiceRequest, by: string): Promise<ChangeResult>;
  /** How a call came out; also some time after it. Done when it is stored. */
  setResult(request: ResultRequest): Promise<ResultNoted>;
  /** Of an agent in a call that is over, for reports. Done when it is stored. */
  noteReview(call: CallId, review: ReviewedAgent): Promise<ChangeResult>;
  /** Rings the agent's phone, and then calls for them, perhaps from a ticket; done when it rings. */
  callFrom(agent: AgentName, to: string, ticket?: number): Promise<CallPlaced>;
  /** Rings the agent's phone, at which they then record the sound; done when it rings. */
  recordSound(agent: AgentName, sound: SoundKey): Promise<CallPlaced>;
  /** Ends a call in progress; done when it is stored. */
  /** `agent`: whoever asks is that agent. If they serve the caller, they end their talk only. */
  hangUp(call: CallId, by: string, reason?: string, agent?: AgentName): Promise<ChangeResult>;
  /** Passes on the caller who talks, as the agent's phone can; nothing is changed if there is no such target. */
  transfer(call: CallId, to: string, by: string): Promise<ChangeResult>;
  /** Pauses the recording of a talk, or lets it go on; done twice, it stays as it is. */
  recording(call: CallId, to: 'pause' | 'resume', by: string): Promise<ChangeResult>;
  /** Hold, consultation, conference; nothing is changed if it is refused. */
  inTalk(call: CallId, action: TalkAction, by: string): Promise<TalkResult>;
  /** Somebody takes care of all alarms so far. Done when it is stored. */
  confirmAlarms(by: string): Promise<ChangeResult>;
  /** The caller of that call is off the list of missed callers. Done when it is stored. */
  missedHandled(call: CallId, by: string): Promise<ChangeResult>;
  /** What becomes of a message that a caller has left. `to`: an agent, or a voicemail. Done when it is stored. */
  changeMessage(
    message: { readonly call: CallId; readonly recording: string },
    change: MessageChange,
    to: string | undefined,
    by: string,
  ): Promise<ChangeResult>;
  /** Lets a supervisor hear a talk at their own phone, in another mode, or no more. */
  supervise(request: SuperviseRequest, by: string): Promise<ChangeResult>;
  /** Takes a callback off the list that has not reached its caller. */
  cancelCallback(call: CallId, by: string): Promise<ChangeResult>;
  /** What was kept about a contact has been erased: it is journalled, without saying who it was. Done when it is stored. */
  noteErasure(erased: {
    readonly contact?: string;
    readonly by: string;
    readonly calls: number;
    readonly messages: number;
  }): Promise<void>;
  /**
   * Checks the text, and activates it if it has no errors. Nothing is half applied. `ifVersion`: only if this is the
   * active version at that moment, whoever else asks for the same.
   */
  applyPlan(text: string, by: string, ifVersion?: number, terms?: PlanTerms): Promise<PlanApplied>;
  /** Each journal entry once it is stored, in order; returns how to stop. */
  follow(listener: (entry: StoredEntry) => void): () => void;
  /** Told after each turn whom and what it has changed; returns how to stop. */
  watch(listener: (touched: Touched) => void): () => void;
}

/** What a turn has changed. */
export interface Touched {
  readonly calls: Iterable<CallId>;
  readonly agents: Iterable<AgentName>;
}

/** What there is to see. */
export type Floor = Omit<
  Operations,
  | 'setSchedule'
  | 'change'
  | 'setQueueService'
  | 'setResult'
  | 'noteReview'
  | 'callFrom'
  | 'recordSound'
  | 'hangUp'
  | 'transfer'
  | 'recording'
  | 'supervise'
  | 'inTalk'
  | 'swapOnCall'
  | 'announce'
  | 'confirmAlarms'
  | 'missedHandled'
  | 'changeMessage'
  | 'cancelCallback'
  | 'noteErasure'
  | 'applyPlan'
>;

/** The changes that people make; whether a message has speech is decided by a rule. */
export type MessageChangeAsked = Exclude<MessageChange, 'has_speech' | 'no_speech'>;

type Without<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;
export type AgentRequest = Without<AgentChange, 'at'>;

export interface QueueServiceRequest {
  readonly agent: AgentName;
  /** One whose calls the plan lets them take, at once or after some time. */
  readonly queue: QueueName;
  readonly serves: boolean;
  /** Also if no other agent of the queue is ready. */
  readonly anyway?: boolean;
}

export interface ResultRequest {
  readonly call: CallId;
  /** If omitted: who served it last. */
  readonly agent?: AgentName;
  readonly result: ResultName;
  readonly detail?: string;
  readonly by: string;
}

export type ResultNoted =
  | { readonly done: true; readonly agent: AgentName; readonly queue?: QueueName }
  | Extract<ChangeResult, { done: false }>;

export interface ScheduleNow {
  readonly schedule: Schedule;
  /** By its hours. */
  readonly planned: Opening;
  /** By hand: it counts instead. */
  readonly set?: ScheduleOverride;
}

export interface OnCallRotaNow {
  readonly rota: Rota;
  readonly now: OnCall;
  /** Who is on call when `now` ends; none: nobody. */
  readonly next?: AgentName;
}

export interface SuperviseRequest {
  /** Of a queue: its next talk. */
  readonly what: { readonly call: CallId } | { readonly agent: AgentName } | { readonly queue: QueueName };
  /** The supervisor. */
  readonly who: AgentName;
  readonly mode: SupervisionMode | 'end';
}

export type ChangeResult =
  | { readonly done: true }
  | {
      readonly done: false;
      readonly code: RequestFailureCode | 'no_such_queue';
      readonly because: string;
    };

/** `phone`: the one that rings. `leg`: on which the call arrives, once it is answered. */
export type CallPlaced =
  | { readonly done: true; readonly phone: string; readonly leg: LegId }
  | Extract<ChangeResult, { done: false }>;

export interface PlanTerms {
  /** Also where a trunk has no password here. Default: it is asked first. */
  readonly withoutPasswords?: boolean;
}

/** `aside`: the second call of the agent's. */
export type TalkResult =
  | { readonly done: true; readonly aside?: CallId; readonly slot?: string }
  | Extract<ChangeResult, { done: false }>;

export type PlanApplied =
  | { readonly applied: true; readonly version: number; readonly warnings: readonly Finding[] }
  | { readonly applied: false; readonly findings: readonly Finding[] }
  /** The plan would not work on this machine as written: the person who applies it must confirm that they want it. */
  | { readonly applied: false; readonly needsYes: readonly Finding[] }
  /** Somebody else was faster: this version is active. */
  | { readonly applied: false; readonly active: number }
  /** The exchange is out of reach, or does not take it. */
  | { readonly applied: false; readonly because: string };

export interface Health {
  /** Calls are routed now. */
  readonly ready: boolean;
  /** Why not, or what is wrong although they are. */
  readonly reasons: readonly string[];
  readonly since: Instant;
}
