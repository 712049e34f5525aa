/**
 * The plan, compiled: what a plan file says, as frozen values that the phases of a call interpret.
 *
 * A **flow** is a list of steps that a call walks in order. Dialled numbers, menu keys and chains all name a flow; a
 * step that brings the caller to nobody falls through to the next step. An **escalation chain** is nothing but a named
 * flow of `ring`, `queue` and `voicemail` steps.
 *
 * Invariants (kept by `plan/compile.ts`, proven by `plan/check.ts`): every name in a compiled plan refers to something
 * in the same plan; every flow ends with a step that ends (see `isLast`).
 */
import type { Duration } from '../shared/time.ts';
import type { Expression } from './expression.ts';

export type AgentName = string;
export type QueueName = string;
export type TeamName = string;
export type MenuName = string;
export type VoicemailName = string;
export type LineName = string;
export type TrunkName = string;
export type SkillName = string;
export type ScheduleName = string;
export type TagName = string;
export type TopicName = string;
export type FlowId = string;
/** BCP 47, as written in the plan: `en`, `de`, `pt-BR`. */
export type Language = string;

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
  /** Where a caller goes whose contact is tagged `blocked`; none: turned away unanswered. */
  readonly blocked?: FlowId;
  /** What agents dial on their own phones to log in, pause, ... */
  readonly codes: Readonly<Record<string, AgentCode>>;
  readonly flows: Readonly<Record<FlowId, Flow>>;
  readonly schedules: Readonly<Record<ScheduleName, Schedule>>;
  readonly menus: Readonly<Record<MenuName, Menu>>;
  readonly queues: Readonly<Record<QueueName, Queue>>;
  readonly teams: Readonly<Record<TeamName, readonly AgentName[]>>;
  readonly agents: Readonly<Record<AgentName, Agent>>;
  /** Phones that belong to nobody: whoever logs in there has them. */
  readonly sharedPhones: readonly string[];
  readonly voicemails: Readonly<Record<VoicemailName, Voicemail>>;
  readonly lines: Readonly<Record<LineName, Line>>;
  readonly trunks: Readonly<Record<TrunkName, Trunk>>;
  /** Spoken by the engine itself, not by a flow: see `SystemPrompt`. */
  readonly spoken: Readonly<Record<SystemPrompt, Prompt>>;
  /** Misses in a row that pause an agent; 0: never. */
  readonly missesBeforePause: number;
  /** How many calls are let in. */
  readonly limits: Limits;
  /** Whom we call outside, and how much. */
  readonly outsideCalls: OutsideCalls;
  /** Callers who wait are picked up after so long at the latest. Absent: 2 minutes. */
  readonly pickUpAfter?: Duration;
  /** Points that a waiting caller gains with each minute; 0: none. Absent: 1. */
  readonly aging?: number;
  /** What callers need who hear that language. */
  readonly languageNeeds?: Readonly<Record<Language, Expression>>;
  /** What a contact's tags change, the first in the plan first. */
  readonly tags?: Readonly<Record<TagName, Tag>>;
  /** Numbers that lead not everybody to whom they belong. */
  readonly guarded?: Readonly<Record<string, Guard>>;
  /** What callers call about. */
  readonly topics?: Readonly<Record<TopicName, Topic>>;
}

/** More calls than these are turned away; none: no limit. */
export interface CallLimits {
  readonly callsAtOnce?: number;
  readonly newCallsASecond?: number;
}

export interface Limits extends CallLimits {
  /** For each outside line by itself. A trunk has its own (`Trunk.limits`). */
  readonly eachLine: CallLimits;
  /** Callers are turned away while the engine is so late for what it has to do. */
  readonly engineLate: Duration;
  /** What a caller hears who is turned away; none: they are not answered, and told so by SIP (503). */
  readonly prompt?: Prompt;
}

/** New calls are refused beyond these; a call in progress is never cut for it. None: no limit. */
export interface OutsideLimits {
  readonly callsAnHour?: number;
  readonly minutesAnHour?: number;
}

/** Numbers that stand in a `ring` step are allowed by standing there; all others need a country or a pattern. */
export interface OutsideCalls {
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  /** As dialled or in E.164; a `*` at the end stands for any further digits. */
  readonly numbers: readonly string[];
  /** Numbers that cost extra are called too. */
  readonly premium: boolean;
  /** Those that stand in `ring` steps. */
  readonly written: readonly string[];
  readonly eachAgent: OutsideLimits;
  readonly eachTrunk: OutsideLimits;
}

/** What a tag of a contact changes for their calls. */
export interface Tag {
  /** Points in the order of those who wait; of several tags the highest counts. */
  readonly priority: number;
  /** On top of what else the call needs. */
  readonly needs: Expression;
  /** Dialled number -> flow, instead of the one in `numbers`. */
  readonly numbers: Readonly<Record<string, FlowId>>;
  /** Each of these instead of the other, wherever a step leads there. */
  readonly menus: Readonly<Record<MenuName, MenuName>>;
  readonly queues: Readonly<Record<QueueName, QueueName>>;
  readonly chains: Readonly<Record<FlowId, FlowId>>;
}

/** Whoever dials one of the numbers goes to `to`, but for those listed. */
export interface Guard {
  readonly numbers: readonly string[];
  readonly to: FlowId;
  readonly butFor: {
    readonly tags: readonly TagName[];
    /** E.164. */
    readonly callers: readonly string[];
    readonly agents: readonly AgentName[];
  };
}

/** What callers call about: found by menus, by spelling, and by the words that callers use. */
export interface Topic {
  readonly name: TopicName;
  /** As shown and said, in each language of the plan. */
  readonly title: Readonly<Record<Language, string>>;
  /** What callers say when they mean it, by the language that they say it in. */
  readonly words: Readonly<Record<Language, readonly string[]>>;
  /** Who answers, and behind them who else. */
  readonly flow: FlowId;
}

/** What the engine says of its own accord. Each has a built-in English text that the plan may replace. */
export type SystemPrompt =
  | 'wrong key'
  | 'goodbye'
  | 'number not in use'
  | 'logged in'
  | 'logged out'
  | 'paused'
  | 'resumed'
  | 'opened'
  | 'closed'
  | 'as planned'
  | 'not an agent phone'
  | 'wrap-up extended'
  | 'a call from'
  | 'press 1 to take it'
  | 'enter your number'
  | 'enter your PIN'
  | 'wrong number or PIN'
  | 'log-in refused'
  | 'sorry, something went wrong'
  | 'your place in the queue is'
  | 'you are next'
  | 'the wait is between'
  | 'and'
  | 'minutes'
  | 'the wait is less than'
  | 'the wait is less than a minute'
  | 'callback offer'
  | 'callback to'
  | 'callback choice'
  | 'callback number wanted'
  | 'callback number impossible'
  | 'callback booked'
  | 'callback booked before'
  | 'callback greeting'
  | 'callback confirm'
  | 'spell a name'
  | 'no such name'
  | 'for'
  | 'press'
  | 'more names'
  | 'spell again'
  | 'can not take your call';

export interface Flow {
  readonly id: FlowId;
  /** How a person would name it: `number 100`, `menu main, key 1`, `chain accounts`. */
  readonly title: string;
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly do: 'say'; readonly prompt: Prompt }
  | { readonly do: 'menu'; readonly menu: MenuName }
  /** `remember`: the caller has chosen it by a key, and hears it the next time too. */
  | { readonly do: 'language'; readonly language: Language; readonly remember?: boolean }
  /** From now on whoever takes the call must have these, too. */
  | { readonly do: 'needs'; readonly needs: Expression }
  /** From now on the caller has so many points more in the order of those who wait. */
  | { readonly do: 'priority'; readonly priority: number }
  /** Wait among others for an agent of the queue; after `for` the next step. No `for`: until the end. */
  | {
      readonly do: 'queue';
      readonly queue: QueueName;
      readonly for?: Duration;
      /** On top of what the queue needs. */
      readonly needs?: Expression;
    }
  /** Ring somebody in particular; never waits for somebody who is not free. */
  | { readonly do: 'ring'; readonly who: RingTarget; readonly for: Duration; readonly on: RingExits }
  | { readonly do: 'voicemail'; readonly voicemail: VoicemailName }
  | { readonly do: 'goodbye'; readonly prompt?: Prompt }
  | { readonly do: 'echo' }
  /** One way or the other, by what holds in that moment. No `otherwise`: the next step. */
  | {
      readonly do: 'when';
      readonly condition: Condition;
      /** If it holds. */
      readonly so: FlowId;
      readonly otherwise?: FlowId;
    }
  /** A name is spelled on the keypad. Who finds nobody, or asks for a person, comes to the next step. */
  | {
      readonly do: 'directory';
      /** As written: `agents`, `topics`, teams, ... */
      readonly lists: readonly string[];
      readonly prompt: Prompt;
      readonly entries: readonly DirectoryEntry[];
      /** How long agents are rung. */
      readonly for: Duration;
      /** How long to wait for a key. */
      readonly waitFor: Duration;
      readonly tries: number;
    }
  | { readonly do: 'go'; readonly to: FlowId };

export type Condition =
  | { readonly on: 'schedule'; readonly schedule: ScheduleName; readonly is: 'open' | 'closed' }
  /** What the caller hears now: known of the contact, or chosen in the call. */
  | { readonly on: 'language'; readonly language: Language }
  /** Of the caller's contact. */
  | { readonly on: 'tag'; readonly tag: string }
  | { readonly on: 'number'; readonly number: string };

/** When something is open; see `schedule.ts` for what counts before what. */
export interface Schedule {
  readonly name: ScheduleName;
  readonly timeZone: string;
  /** Seven days, Monday first. */
  readonly weekly: readonly (readonly Hours[])[];
  /** Days without any hours. */
  readonly holidays: readonly DayRange[];
  /** Days with hours of their own. */
  readonly exceptions: readonly { readonly day: CalendarDay; readonly hours: readonly Hours[] }[];
}

/** In minutes from midnight; `until` beyond 1440 is on the next day. */
export interface Hours {
  readonly from: number;
  readonly until: number;
}

export type CalendarDay = Dated | EasterDay;

/** No year: every year. */
export interface Dated {
  readonly year?: number;
  /** From 1. */
  readonly month: number;
  readonly date: number;
}

/** Every year so many days after Easter Sunday, or before it. */
export interface EasterDay {
  readonly easter: number;
}

/** Both days are in it; both have a year, or neither has, or both go by Easter. */
export interface DayRange {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

export type RingTarget =
  | { readonly kind: 'agent'; readonly agent: AgentName }
  | {
      readonly kind: 'team';
      readonly team: TeamName;
      readonly strategy: StrategyName;
      readonly moreAfter?: Duration;
    }
  | { readonly kind: 'outside'; readonly number: string; readonly trunk: TrunkName };

/** Somebody, or something, that callers find by spelling the name. */
export interface DirectoryEntry {
  /** As shown to people. */
  readonly name: string;
  readonly title: Prompt;
  /** The keys of each way to spell the name. */
  readonly spelled: readonly string[];
  /** Where they are had. */
  readonly flow: FlowId;
  /** None: a topic. */
  readonly agent?: AgentName;
  /** Guards behind whom the agent sits: only callers whom one of them lets through hear of them. */
  readonly guards?: readonly string[];
}

/** Where a `ring` step goes instead of to the next step. */
export interface RingExits {
  readonly noAnswer?: FlowId;
  readonly busy?: FlowId;
  readonly unreachable?: FlowId;
}

export interface Menu {
  readonly name: MenuName;
  readonly prompt: Prompt;
  /** One key each, `0`-`9`, `*`, `#`. */
  readonly keys: Readonly<Record<string, FlowId>>;
  /** How long to wait for a key after the prompt has ended. */
  readonly waitFor: Duration;
  /** How often the prompt is spoken before `otherwise`. */
  readonly tries: number;
  /** Where callers go who press nothing, or nothing that fits, until the tries are used up. */
  readonly otherwise: FlowId;
}

export type StrategyName =
  | 'longest idle'
  | 'ordered'
  | 'least calls'
  | 'least talk time'
  | 'most skilled'
  | 'round robin'
  | 'random'
  | 'weighted'
  | 'ring all'
  | 'progressive';

/** See `plan/expression.ts`. */
export type { Expression } from './expression.ts';

export interface SkillNeed {
  readonly skill: SkillName;
  /** 0-10 */
  readonly atLeast: number;
}

export interface Queue {
  readonly name: QueueName;
  readonly title: string;
  readonly strategy: StrategyName;
  /** In the order of the plan, which is the order of the strategy `ordered`. */
  readonly members: readonly AgentName[];
  readonly needs: Expression;
  readonly ringFor: Duration;
  readonly wrapUpFor: Duration;
  /** How long an agent who did not take a call is left alone by that call. */
  readonly tryAgainAfter: Duration;
  /** Points that its callers have in advance of others, whichever queue they wait in. */
  readonly priority: number;
  /** Music-on-hold class of Asterisk. */
  readonly music: string;
  /** New callers are taken only while this is open. */
  readonly open?: ScheduleName;
  /** More do not wait at once. */
  readonly mostCallers?: number;
  readonly exits?: QueueExits;
  /** Ways out for those who wait. */
  readonly keys?: Readonly<Record<string, FlowId>>;
  /** Strategy `progressive`: one more phone rings each time so long has passed. */
  readonly moreAfter?: Duration;
  /** Who else may take a call that has waited so long, the shortest wait first; each says the whole. */
  readonly widen?: readonly Widening[];
  readonly prefer?: Preference;
  /** How many agents of a team may be on calls of this queue at once. */
  readonly atMost?: Readonly<Record<TeamName, number>>;
  /** What waiting callers are told; none: nothing. */
  readonly announce?: Announcements;
  /** Callers may be called back, and keep their place; none: they may not. */
  readonly callback?: CallbackTerms;
}

/** Where callers go whom a queue does not take, or keep. */
export interface QueueExits {
  readonly closed?: FlowId;
  readonly full?: FlowId;
  readonly nobodyLoggedIn?: FlowId;
  readonly nobodyReady?: FlowId;
}

/** Who may take a call that has waited so long, and what they must be able to do. */
export interface Widening {
  /** At the latest. */
  readonly after: Duration;
  /** Before that, as soon as so long a wait is to be expected; none: not before. */
  readonly fromWait?: Duration;
  /** All of them; those of the queue first. */
  readonly members: readonly AgentName[];
  /** Of the queue; the call's own needs stand beside it. */
  readonly needs: Expression;
  /** Levels that are lowered to this, in the queue's needs and in the call's own; 0: not needed any more. */
  readonly lower: Readonly<Record<SkillName, number>>;
  /** Nobody needs anything any more. */
  readonly anyone: boolean;
  /** What this step changes, in words. */
  readonly title: string;
}

/** Whom a caller is kept for, for a while: their own agent, or the one they talked with last. */
export interface Preference {
  readonly for: Duration;
  /** The last agent counts if they talked within so long; none: only the contact's own. */
  readonly lastWithin?: Duration;
}

export interface Announcements {
  /** After so long in the queue for the first time, */
  readonly firstAfter: Duration;
  /** and then again and again. */
  readonly every: Duration;
  readonly place: boolean;
  readonly wait: boolean;
  readonly say?: Prompt;
  /** Whether a call is picked up for it. If not, only those hear it whose call has been picked up. */
  readonly answers: boolean;
}

export interface CallbackTerms {
  readonly key: string;
  /** Offered after so long in the queue, */
  readonly offerAfter: Duration;
  /** or as soon as a wait of so long is to be expected. */
  readonly offerFromWait?: Duration;
  readonly say: Prompt;
  /** We call only while it is open; none: at any time. */
  readonly window?: ScheduleName;
  /** Who is rung first: the agent, who then hears the caller's phone ring, or the caller. */
  readonly first: 'agent' | 'caller';
  /** Caller first: who picks up presses a key before an agent is rung; none: no, as for callbacks booked before. */
  readonly confirm?: boolean;
  readonly attempts: number;
  readonly retryAfter: Duration;
  /** How long the caller's phone rings. */
  readonly ringFor: Duration;
  /** Nobody wants to be called back after so long. */
  readonly giveUpAfter: Duration;
  /** None: the way that the call came. */
  readonly trunk?: TrunkName;
}

export interface Agent {
  readonly name: AgentName;
  /** As spoken or shown: `Anna Berg`. */
  readonly title: string;
  /** SIP user name of the phone; the first, if there are several. */
  readonly phone: string;
  /** All of them, when there are several: they ring together. See `phones.ts`. */
  readonly phones?: readonly string[];
  /** A phone of theirs in the public network. */
  readonly outside?: PersonalNumber;
  /** Their phone picks up by itself, if it can. */
  readonly autoAnswer?: boolean;
  /** What they key in to log in at any phone, with their PIN. */
  readonly number?: string;
  /** 0-10 for each skill that they have. */
  readonly skills: Readonly<Record<SkillName, number>>;
  readonly queues: readonly QueueName[];
  /** When they are usually there: what `check` counts on. None: always. */
  readonly works?: ScheduleName;
  /** Their share under the strategy `weighted`; none: 1. */
  readonly weight?: number;
}

/** Rung for calls of the agent's. It counts as answered only once a key is pressed, so that no mailbox has the call. */
export interface PersonalNumber {
  readonly number: string;
  readonly trunk: TrunkName;
  /** `instead`: of their own phones, unless they have logged in at another. `too`: beside them. */
  readonly rings: 'instead' | 'too';
  /** For `too`: how much later. */
  readonly after: Duration;
}

export interface Voicemail {
  readonly name: VoicemailName;
  readonly greeting: Prompt;
  readonly longest: Duration;
}

/** An outside line that registers, or just dials, with a user name and password of ours. */
export interface Line {
  readonly name: LineName;
}

/** A line to a provider. */
export interface Trunk {
  readonly name: TrunkName;
  /** Host or host:port. */
  readonly server: string;
  /** Log in there with these; none: the provider knows us by our address. */
  readonly login?: { readonly user: string; readonly passwordFrom: string; readonly register: boolean };
  /** Addresses or networks (CIDR) whose calls are this trunk's. */
  readonly addresses: readonly string[];
  /** Whether P-Asserted-Identity from there is believed. */
  readonly trusted: boolean;
  readonly callerNumber?: string;
  readonly limits?: CallLimits;
}

/** What is said, by language. `language` of the plan is always there. */
export type Prompt = Readonly<Record<Language, readonly PromptPart[]>>;

export type PromptPart =
  | { readonly kind: 'text'; readonly text: string }
  /** A sound file, absolute or beside the plan; `text` is spoken when it is missing. */
  | { readonly kind: 'file'; readonly path: string; readonly text?: string }
  /** One of Asterisk's own recorded sounds, by its name there. */
  | { readonly kind: 'sound'; readonly name: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'digits'; readonly digits: string };

/** What an agent's own phone may ask for. */
export type AgentCode =
  | { readonly do: 'log in' }
  /** At this phone, whosever it is, by number and PIN. */
  | { readonly do: 'log in here' }
  /** So much longer. */
  | { readonly do: 'extend wrap-up'; readonly more: Duration }
  | { readonly do: 'log out' }
  | { readonly do: 'pause'; readonly reason: string }
  | { readonly do: 'resume' }
  /** By hand, until somebody sets it otherwise. */
  | { readonly do: 'set'; readonly schedule: ScheduleName; readonly to: ScheduleSetting };

export type ScheduleSetting = 'open' | 'closed' | 'as planned';

/** A step behind which nothing of the same flow is ever reached. */
export function isLast(step: Step): boolean {
  switch (step.do) {
    case 'menu':
    case 'voicemail':
    case 'goodbye':
    case 'echo':
    case 'go':
      return true;
    case 'queue':
      return step.for === undefined;
    case 'when':
      return step.otherwise !== undefined;
    case 'say':
    case 'language':
    case 'needs':
    case 'priority':
    case 'ring':
    case 'directory':
      return false;
  }
}
