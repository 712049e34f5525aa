/**
 * The plan, compiled: what a plan file says, as frozen values that the phases of a call interpret.
 *
 * A **flow** is a list of steps that a call walks in order. Dialled numbers, menu keys and chains all name a flow; a
 * step that brings the caller to no one falls through to the next step. An **escalation chain** is nothing but a named
 * flow of `ring`, `queue` and `voicemail` steps.
 *
 * Here is the plan as a whole; what it consists of is in `model/`, a file each.
 *
 * Invariants (kept by `plan/compile.ts`, proven by `plan/proofs/check.ts`): every name in a compiled plan refers to something
 * in the same plan; every flow ends with a step that ends (see `isLast`).
 */
import type { Duration } from '../shared/time.ts';
import type { Agent, PhoneTrouble } from './model/agent.ts';
import type { Alarms } from './model/alarms.ts';
import type { CallerPage } from './model/caller-page.ts';
import type { Guard, Tag } from './model/callers.ts';
import type { AgentCode } from './model/code.ts';
import type { CrmLink } from './model/crm.ts';
import type { Emergency } from './model/emergency.ts';
import type { Etiquette } from './model/etiquette.ts';
import type { Flow } from './model/flow.ts';
import type { KeyInTalk } from './model/key-in-talk.ts';
import type { Limits } from './model/limits.ts';
import type { Lookup } from './model/lookup.ts';
import type { Menu } from './model/menu.ts';
import type { MenuLimits } from './model/menu-limits.ts';
import type {
  AgentName,
  FlowId,
  Language,
  LineName,
  LookupName,
  MenuName,
  QueueName,
  ResultName,
  RotaName,
  ScheduleName,
  TagName,
  TeamName,
  TopicName,
  TrunkName,
  VoicemailName,
} from './model/names.ts';
import type { Rota } from './model/on-call.ts';
import type { OutsideCalls } from './model/outside.ts';
import type { Parking } from './model/parking.ts';
import type { PauseReason } from './model/pause.ts';
import type { Prompt } from './model/prompt.ts';
import type { Queue } from './model/queue.ts';
import type { RecordingRule, RecordingRuleName } from './model/recording.ts';
import type { ReportByMail } from './model/report-by-mail.ts';
import type { Result } from './model/result.ts';
import type { Retention } from './model/retention.ts';
import type { Schedule } from './model/schedule.ts';
import type { SystemPrompt } from './model/spoken.ts';
import type { Supervision } from './model/supervision.ts';
import type { Survey, SurveyName } from './model/survey.ts';
import type { Topic } from './model/topic.ts';
import type { Line, Trunk } from './model/trunk.ts';
import type { Voicemail } from './model/voicemail.ts';
import type { Expression } from './rules/expression.ts';

export interface Plan {
  readonly company: string;
  /** ISO 3166-1 alpha-2, upper case. National numbers are read as numbers of this country. */
  readonly country: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** What callers hear unless something else is known of them. */
  readonly language: Language;
  readonly languages: readonly Language[];
  /** Dialled number or code -> flow. */
  readonly numbers: Readonly<Record<string, FlowId>>;
  /** Where a call to a number goes that is not in `numbers`. */
  readonly unknownNumber: FlowId;
  /** Where callers tagged `blocked` go; if omitted: rejected unanswered. */
  readonly blocked?: FlowId;
  /** The block list also holds for a withheld number, if a trusted trunk gives it. If omitted: no. */
  readonly blocksWithheld?: boolean;
  /** How long the number that a trusted trunk gives of a caller who withholds it is kept, apart. If omitted: not at all. */
  readonly keepsWithheld?: Duration;
  /** What agents dial on their own phones to log in, pause, ... */
  readonly codes: Readonly<Record<string, AgentCode>>;
  /** By what agents press in a talk. Absent: their keys are for whom they talk with. */
  readonly keysInTalk?: Readonly<Record<string, KeyInTalk>>;
  /** What agents are reminded of in a talk. If omitted: of nothing. */
  readonly etiquette?: Etiquette;
  /** Why agents may pause. Absent: for any reason. */
  readonly pauses?: Readonly<Record<string, PauseReason>>;
  /** Sent by e-mail. If omitted: none. */
  readonly reports?: Readonly<Record<string, ReportByMail>>;
  /** Who is called because of alarms. If omitted: no one. */
  readonly alarms?: Alarms;
  /** The page of the CRM that the console links to. If omitted: none. */
  readonly crm?: CrmLink;
  /** Absent: no caller can be parked. */
  readonly parking?: Parking;
  /** Who has no phone may call from there. If omitted: there is no such page. */
  readonly callerPage?: CallerPage;
  /** Absent: nothing goes by itself but what has a time of its own. */
  readonly retention?: Retention;
  /** Phones may watch what agents do. If omitted: no. */
  readonly busyLamps?: boolean;
  readonly flows: Readonly<Record<FlowId, Flow>>;
  readonly schedules: Readonly<Record<ScheduleName, Schedule>>;
  readonly menus: Readonly<Record<MenuName, Menu>>;
  /** When `check` warns of menus. If omitted: 6 options, 30 seconds, 3 menus. */
  readonly menuLimits?: MenuLimits;
  /** What callers may be asked to key in. If omitted: nothing. */
  readonly lookups?: Readonly<Record<LookupName, Lookup>>;
  readonly queues: Readonly<Record<QueueName, Queue>>;
  readonly teams: Readonly<Record<TeamName, readonly AgentName[]>>;
  readonly agents: Readonly<Record<AgentName, Agent>>;
  /** Shared phones: the agent who logs in there uses them. */
  readonly sharedPhones: readonly string[];
  /** Absent: nobody is on call. */
  readonly onCall?: Readonly<Record<RotaName, Rota>>;
  readonly voicemails: Readonly<Record<VoicemailName, Voicemail>>;
  readonly lines: Readonly<Record<LineName, Line>>;
  readonly trunks: Readonly<Record<TrunkName, Trunk>>;
  /** By line or trunk: so many digits, without a 0 or + before them, are an extension. If omitted: six. */
  readonly extensions?: Readonly<Record<LineName, number>>;
  /** Spoken by the engine itself, not by a flow: see `SystemPrompt`. */
  readonly spoken: Readonly<Record<SystemPrompt, Prompt>>;
  /** Misses in a row that pause an agent; 0: never. */
  readonly missesBeforePause: number;
  /** When a phone that refuses calls is unusable. If omitted: after three refusals in a row, of any kind. */
  readonly phoneTrouble?: PhoneTrouble;
  /** How many calls are let in. */
  readonly limits: Limits;
  /** Whom we call outside, and how much. */
  readonly outsideCalls: OutsideCalls;
  /** If omitted: agents cannot dial the emergency services. */
  readonly emergency?: Emergency;
  /** What agents dial at their own phones to reach a colleague: a name in small letters, or a number. */
  readonly colleagues?: Readonly<Record<string, FlowId>>;
  /** A waiting call is answered after this much ringing at the latest. If omitted: 2 minutes. */
  readonly pickUpAfter?: Duration;
  /** Time without any packet from an agent's phone during a call after which it counts as lost; 0: never. If omitted: 20 s. */
  readonly vanishedAfter?: Duration;
  /** How long a talk waits for an agent whose browser page is gone; 0: not at all. If omitted: 15 s. */
  readonly rejoinWithin?: Duration;
  /** Points that a waiting caller gains with each minute; 0: none. If omitted: 1. */
  readonly aging?: number;
  /** What callers need who hear that language. */
  readonly languageNeeds?: Readonly<Record<Language, Expression>>;
  /** What a contact's tags change, the first in the plan first. */
  readonly tags?: Readonly<Record<TagName, Tag>>;
  /** Numbers that lead not everybody to whom they belong. */
  readonly guarded?: Readonly<Record<string, Guard>>;
  /** Recording rules, in the order of the plan. If omitted: no recording. */
  readonly recording?: Readonly<Record<RecordingRuleName, RecordingRule>>;
  /** What callers are asked after a talk, in the order of the plan. If omitted: nothing. */
  readonly surveys?: Readonly<Record<SurveyName, Survey>>;
  /** Who may listen to conversations. Absent: nobody. */
  readonly supervision?: Supervision;
  /** What callers call about. */
  readonly topics?: Readonly<Record<TopicName, Topic>>;
  /** How calls came out. If omitted: agents are not asked. */
  readonly results?: Readonly<Record<ResultName, Result>>;
  /** Titles by type. */
  readonly ticketTypes?: Readonly<Record<string, Readonly<Record<Language, string>>>>;
}

export type * from './model/agent.ts';
export type * from './model/alarms.ts';
export type * from './model/announcements.ts';
export type * from './model/callback.ts';
export type * from './model/caller-page.ts';
export type * from './model/callers.ts';
export type * from './model/code.ts';
export type * from './model/crm.ts';
export type * from './model/directory.ts';
export type * from './model/emergency.ts';
export type * from './model/etiquette.ts';
export type * from './model/flow.ts';
export { asksForKeys, isLast } from './model/flow.ts';
export type * from './model/key-in-talk.ts';
export type * from './model/limits.ts';
export type * from './model/lookup.ts';
export { answerTakes } from './model/lookup.ts';
export type * from './model/menu.ts';
export type * from './model/menu-limits.ts';
export type * from './model/names.ts';
export type * from './model/on-call.ts';
export type * from './model/outside.ts';
export type * from './model/parking.ts';
export type * from './model/pause.ts';
export type * from './model/prompt.ts';
export type * from './model/queue.ts';
export type * from './model/recording.ts';
export type * from './model/report-by-mail.ts';
export type * from './model/result.ts';
export type * from './model/retention.ts';
export type * from './model/schedule.ts';
export type * from './model/spoken.ts';
export type * from './model/strategy.ts';
export type * from './model/supervision.ts';
export type * from './model/survey.ts';
export type * from './model/topic.ts';
export type * from './model/trunk.ts';
export type * from './model/voicemail.ts';
export type { Expression } from './rules/expression.ts';
