/**
 * Everything that can happen to a call, an agent or a phone. Events are facts, in the past tense, subject first; each
 * carries the time at which it is taken to have happened, because the core has no clock.
 */

import type { GivenResult, ServedCaller } from '../../agents/agent.ts';
import type {
  AgentName,
  Plan,
  Prompt,
  QueueName,
  ResultName,
  RotaName,
  ScheduleName,
  ScheduleSetting,
  TrunkName,
} from '../../plan/model.ts';
import type { LegFailureCode } from '../../shared/failures/legs.ts';
import type { FailureCode } from '../../shared/failures/table.ts';
import type { TrunkFailureCode } from '../../shared/failures/trunks.ts';
import type {
  CallId,
  LegId,
  PlaybackId,
  QuestionId,
  RecordingId,
  SupervisionId,
  TimerId,
} from '../../shared/ids.ts';
import type { Duration, Instant } from '../../shared/time.ts';
import type { TimerOwner } from '../../shared/timer.ts';
import type { AnnouncementPlace } from './announcement.ts';
import type { Command } from './commands.ts';
import type { ReviewedAgent, SurveyedTalk } from './journal/after-call.ts';
import type { LookupAnswer } from './lookup.ts';
import type { ListedMessage, MessageChange } from './message.ts';
import type { OfferOutcome } from './outcomes.ts';
import type { LegQuality, QualityStage } from './quality.ts';
import type { SegmentEnd } from './recording.ts';
import type { SupervisionMode } from './supervision.ts';

/** What the telephone exchange tells. */
export type TelephonyEvent =
  | CallArrived
  | { readonly type: 'legRinging'; readonly at: Instant; readonly leg: LegId }
  /** The phone that an offer rings was picked up. */
  | { readonly type: 'legAnswered'; readonly at: Instant; readonly leg: LegId }
  | {
      readonly type: 'legEnded';
      readonly at: Instant;
      readonly leg: LegId;
      readonly cause: EndCause;
      /** What the far end said, if it said why. */
      readonly why?: LegFailureCode;
      /** Of the legs in its talks. If omitted: it was in none, or not all of it was heard. */
      readonly times?: ExchangeTimes;
    }
  /** Click to call: the agent's own phone was rung for a call to `dialled`, and was not answered. No one else was rung. */
  | {
      readonly type: 'ownPhoneNotAnswered';
      readonly at: Instant;
      readonly leg: LegId;
      readonly phone: string;
      readonly dialled: string;
      readonly since: Instant;
      readonly cause: EndCause;
      readonly why?: LegFailureCode;
    }
  /** The party on that leg cannot be heard any more, and has not hung up: power or network is gone. The leg is still up. */
  | {
      readonly type: 'legVanished';
      readonly at: Instant;
      readonly leg: LegId;
      /** Nothing has been heard for so long. */
      readonly silentFor: Duration;
    }
  /** The page of the console that had that leg is gone: closed, reloaded or crashed. The leg is still up. */
  | { readonly type: 'legLost'; readonly at: Instant; readonly leg: LegId; readonly phone: string }
  /** A page has registered as that browser phone. */
  | { readonly type: 'pageCame'; readonly at: Instant; readonly phone: string }
  /** How that leg sounds, or has sounded. Told before its end. */
  | {
      readonly type: 'legQuality';
      readonly at: Instant;
      readonly leg: LegId;
      readonly stage: QualityStage;
      readonly quality: LegQuality;
      /** Its phone or trunk, if it is known. */
      readonly phone?: string;
      /** The call that has ended it: it may be over. */
      readonly call?: CallId;
      /** Somebody should look at it. */
      readonly alarm?: true;
    }
  /** The party on that leg has put the other side on hold, or has taken them off it, with the button of their phone. */
  | { readonly type: 'legHeld'; readonly at: Instant; readonly leg: LegId }
  | { readonly type: 'legUnheld'; readonly at: Instant; readonly leg: LegId }
  /** The party on that leg wants to pass the call on, and is about to hang up. `to` as dialled; empty: it is unknown. */
  | {
      readonly type: 'transferAsked';
      readonly at: Instant;
      readonly leg: LegId;
      readonly to: string;
      /** Two calls of the phone have been put together: this is its leg in the other. */
      readonly withLeg?: LegId;
      /** What stands in the room for the phone. It is the only sign of the transfer, and goes once that is stored. */
      readonly stand?: LegId;
    }
  /**
   * Somebody has picked up for that leg at another phone (INVITE with Replaces): Asterisk has put `by` in its place, and the
   * leg is still up, in no room.
   */
  | { readonly type: 'legReplaced'; readonly at: Instant; readonly leg: LegId; readonly by: LegId }
  | { readonly type: 'digitPressed'; readonly at: Instant; readonly leg: LegId; readonly digit: string }
  | {
      readonly type: 'promptEnded';
      readonly at: Instant;
      readonly playback: PlaybackId;
      readonly played: boolean;
    }
  | {
      readonly type: 'recordingEnded';
      readonly at: Instant;
      readonly recording: RecordingId;
      /** Length of the audio kept; 0: nothing was. */
      readonly lasted: Duration;
    }
  | { readonly type: 'supervisorAnswered'; readonly at: Instant; readonly supervision: SupervisionId }
  | { readonly type: 'supervisorGone'; readonly at: Instant; readonly supervision: SupervisionId }
  /** A segment of a talk is being written from now on; the agents' side began so much later than the caller's. */
  | {
      readonly type: 'segmentBegan';
      readonly at: Instant;
      readonly recording: RecordingId;
      readonly lag: Duration;
    }
  /** Nothing more is written to it. */
  | {
      readonly type: 'segmentEnded';
      readonly at: Instant;
      readonly recording: RecordingId;
      readonly lasted: Duration;
      readonly end: SegmentEnd;
    }
  /** Its account has registered from another address, and a phone that had it before was pushed out. */
  | {
      readonly type: 'phoneMoved';
      readonly at: Instant;
      readonly phone: string;
      readonly from: string;
      readonly to: string;
    }
  /** `busy`: the phone is on a call that is none of ours. */
  | {
      readonly type: 'phoneChanged';
      readonly at: Instant;
      readonly phone: string;
      readonly reachable: boolean;
      readonly busy: boolean;
    }
  /** A trunk can carry calls, or cannot any more. */
  | {
      readonly type: 'trunkChanged';
      readonly at: Instant;
      readonly trunk: TrunkName;
      /** If omitted: it can. */
      readonly down?: TrunkFailureCode;
    };

/** By the exchange's own time stamps: how long each leg was in a room with others, first talking, then on hold. */
export type ExchangeTimes = Readonly<Record<string, readonly Duration[]>>;

export interface CallArrived {
  readonly type: 'callArrived';
  readonly at: Instant;
  readonly leg: LegId;
  /** Who brings the call: an outside line, a trunk, one of our own phones; or the call in which a callback was booked. */
  readonly via: { readonly kind: 'line' | 'trunk' | 'phone' | 'callback'; readonly name: string };
  readonly dialled: string;
  /** Click to call: the agent's phone has rung for it since then. If omitted: it was dialled by hand. */
  readonly clickedAt?: Instant;
  /** Of such a call: the ticket from which its contact is called. */
  readonly ticket?: number;
  /** Where the network has routed a ported number (RFC 4694, `rn`). */
  readonly routingNumber?: string;
  /** As sent; anything may stand in it. Empty: withheld. */
  readonly callerNumber: string;
  readonly callerName: string;
  /**
   * Of a caller who withholds their number, and whose network gives it all the same. For the block list only: it is not
   * shown, stored or logged, and the engine takes it out before the core sees the event.
   */
  readonly networkNumber?: string;
}

/** A call that the exchange has served by itself, with its safety net, while we were away. It is over. */
export interface ServedCall extends Omit<CallArrived, 'type' | 'at'> {
  readonly arrivedAt: Instant;
  /** Others waited for the same already, and were left their place for up to a minute. */
  readonly behindOthers?: boolean;
  /** Phones that it has rung, one after the other. */
  readonly rung: readonly ServedRing[];
  /** What the caller left behind. */
  readonly message?: {
    readonly recording: RecordingId;
    readonly since: Instant;
    readonly lasted: Duration;
  };
  readonly endedAt: Instant;
  /** `unknown`: the exchange died under it; `endedAt` is the last that is known of it. */
  readonly endedBy: 'caller' | 'far_end' | 'unknown';
}

export interface ServedRing {
  readonly phone: string;
  readonly at: Instant;
  /** When it was answered, or given up. */
  readonly until: Instant;
  readonly outcome: OfferOutcome;
}

/** Why a leg is no more. */
export type EndCause =
  | 'hung_up'
  | 'busy'
  | 'declined'
  | 'no_answer'
  | 'unreachable'
  | 'failed'
  /** No one hung up: the exchange crashed or was restarted, and every leg in it ended. */
  | 'exchange_restarted'
  /** No engine ran for long, so the exchange's safety net went on with this caller: in a call of its own. */
  | 'taken_by_safety_net';

/** Who calls, as far as the store knows. The engine adds it to `callArrived` before the core sees it. */
export interface Caller {
  /** E.164 (`+4930123456`) where it can be read so; else cleaned of what no number has; if omitted: withheld. */
  readonly number?: string;
  /** What a phone's display shows. */
  readonly name?: string;
  readonly contact?: string;
  /** Whether the store had not heard of them before. */
  readonly isNew: boolean;
  readonly language?: string;
  readonly tags: readonly string[];
  /** Their own agent: whom they are brought to if possible. */
  readonly preferredAgent?: string;
  /** Whom they talked with last, found in which queue, and when that began. */
  readonly lastAgent?: string;
  readonly lastQueue?: string;
  readonly lastAgentAt?: Instant;
  /** When they called before. */
  readonly lastCallAt?: Instant;
}

/** How the engine does, at the moment in which a call arrives. */
export interface Load {
  /** How late its event loop is, averaged over the last second. */
  readonly late: Duration;
  /** Events that wait for their turn. */
  readonly backlog: number;
}

/** What kind of alarm, for those who count them. */
export const alarmKinds = [
  'invariant',
  'log_ins',
  'prompts',
  'exchange',
  'store',
  'emergency',
  'trunks',
  'recordings',
  'quality',
  'numbers',
  'deliveries',
  'queues',
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** What the core is told. */
export type Event =
  | Exclude<TelephonyEvent, CallArrived>
  /** Without `load`: it was found at a survey, and is let in, because it is inside already. */
  | (Omit<CallArrived, 'networkNumber'> & {
      readonly caller: Caller;
      /** Whom an agent has dialled, if it is somebody outside. */
      readonly called?: Caller;
      readonly load?: Load;
    })
  /** Once for each call; it never comes into our hands. */
  | {
      readonly type: 'callWasServed';
      readonly at: Instant;
      readonly served: ServedCall;
      readonly caller: Caller;
    }
  | { readonly type: 'timeRanOut'; readonly at: Instant; readonly owner: TimerOwner; readonly timer: TimerId }
  | AgentChange
  | ResultGiven
  /** Somebody opens or closes by hand, or lets the hours count again. */
  | {
      readonly type: 'scheduleSet';
      readonly at: Instant;
      readonly schedule: ScheduleName;
      readonly to: ScheduleSetting;
      readonly by: string;
    }
  /** Somebody takes an agent out of a queue for now, or puts them back. */
  | QueueServiceSet
  /** Somebody takes over until then, on the wall; no agent: as planned again. */
  | {
      readonly type: 'onCallSwapped';
      readonly at: Instant;
      readonly rota: RotaName;
      readonly agent?: AgentName;
      readonly until?: Instant;
      readonly by: string;
    }
  /** Somebody puts an announcement in front of a number or queue; without `wanted`: takes it away. */
  | {
      readonly type: 'announcementSet';
      readonly at: Instant;
      readonly place: AnnouncementPlace;
      readonly wanted?: { readonly prompt: Prompt; readonly until: Instant };
      readonly by: string;
    }
  | {
      readonly type: 'contactErased';
      readonly at: Instant;
      readonly contact?: string;
      readonly by: string;
      readonly calls: number;
      readonly messages: number;
    }
  /** An operator passes on the caller with whom somebody talks on that leg. */
  | {
      readonly type: 'transferRequested';
      readonly at: Instant;
      readonly call: CallId;
      readonly leg: LegId;
      readonly to: string;
      readonly by: string;
    }
  /** An operator asks for something within a talk. If omitted, `leg` is that of anyone who serves the caller. */
  | {
      readonly type: 'talkActionAsked';
      readonly at: Instant;
      readonly call: CallId;
      readonly leg?: LegId;
      readonly action: TalkAction;
      readonly by: string;
    }
  /** An operator ends a call, for a reason that is journalled. */
  | {
      readonly type: 'hangUpAsked';
      readonly at: Instant;
      readonly call: CallId;
      readonly by: string;
      readonly reason?: string;
      /** Whoever asks is that agent. If they serve the caller, they end their talk; the caller may still be asked how it was. */
      readonly agent?: AgentName;
    }
  /** Somebody pauses the recording of a talk, or lets it go on. */
  | {
      readonly type: 'superviseAsked';
      readonly at: Instant;
      readonly call: CallId;
      readonly who: AgentName;
      /** Of the supervisor. */
      readonly phone: string;
      /** `end`: they want to hear no more. Asked again, the mode changes. */
      readonly mode: SupervisionMode | 'end';
      readonly by: string;
    }
  | {
      readonly type: 'recordingAsked';
      readonly at: Instant;
      readonly call: CallId;
      readonly to: 'pause' | 'resume';
      readonly by: string;
    }
  /** Somebody says that no one need call back whoever called in that call. */
  | { readonly type: 'missedCallHandled'; readonly at: Instant; readonly call: CallId; readonly by: string }
  /** A person has heard a message that was left in that call, passes it on, or deletes it. */
  | {
      readonly type: 'messageChangeAsked';
      readonly at: Instant;
      readonly call: CallId;
      readonly recording: RecordingId;
      readonly change: MessageChange;
      readonly to?: string;
      readonly by: string;
    }
  /** After the call: its caller is to be sent a survey by e-mail. */
  | ({ readonly type: 'surveyByEmail'; readonly at: Instant; readonly contact: string } & SurveyedTalk)
  /** They have answered it. Marks by the name of the question. */
  | {
      readonly type: 'surveyAnsweredByEmail';
      readonly at: Instant;
      readonly marks: readonly { readonly question: string; readonly mark: number }[];
      readonly comment?: string;
      readonly talk: SurveyedTalk;
      /** When the survey was offered. */
      readonly offeredAt: Instant;
    }
  /** After the call: a reviewer has marked it, or has deleted their review. */
  | ({ readonly type: 'reviewNoted'; readonly at: Instant; readonly call: CallId } & ReviewedAgent)
  | { readonly type: 'callbackCancelled'; readonly at: Instant; readonly call: CallId; readonly by: string }
  | {
      readonly type: 'planActivated';
      readonly at: Instant;
      readonly plan: Plan;
      readonly version: number;
      readonly by: string;
      /**
       * What it changes, in words, worked out before the turn; then a large plan comes in parts, with `agentsExpected` before and
       * `planFollowed` after it. If omitted: all of it is done in this turn.
       */
      readonly changes?: readonly string[];
    }
  /** A plan with these agents comes into force in a moment. */
  | {
      readonly type: 'agentsExpected';
      readonly at: Instant;
      readonly plan: Plan;
      readonly version: number;
      readonly by: string;
      readonly agents: readonly AgentName[];
    }
  /**
   * What the plan in force leads to and was too much for one turn: agents whom it does not name or gives other phones, callers
   * who wait.
   */
  | {
      readonly type: 'planFollowed';
      readonly at: Instant;
      readonly by: string;
      readonly agents: readonly AgentName[];
      readonly calls: readonly CallId[];
    }
  /** Whether a PIN that was keyed in is the agent's; `unknown`: no one could say. */
  | {
      readonly type: 'pinChecked';
      readonly at: Instant;
      readonly call: CallId;
      readonly agent: AgentName;
      readonly pin: PinCheck;
    }
  /** Whether what a caller keyed in is right, and what is known of them. */
  | {
      readonly type: 'lookupAnswered';
      readonly at: Instant;
      readonly call: CallId;
      readonly question: QuestionId;
      readonly answer: LookupAnswer;
    }
  /** What an agent may listen to, the new ones first. If omitted: no one could say. */
  | {
      readonly type: 'messagesListed';
      readonly at: Instant;
      readonly call: CallId;
      readonly messages?: readonly ListedMessage[];
    }
  /** A person is called because of alarms. `because`: their phone does not ring. */
  | {
      readonly type: 'alarmPersonCalled';
      readonly at: Instant;
      /** Which of the people in the plan. */
      readonly person: number;
      readonly to: string;
      readonly code: FailureCode;
      readonly because?: string;
    }
  /** Somebody takes care of what is wrong. */
  | { readonly type: 'alarmsConfirmed'; readonly at: Instant; readonly by: string }
  /** The engine has found something that an operator should look at. */
  | {
      readonly type: 'troubleFound';
      readonly at: Instant;
      readonly code: FailureCode;
      readonly what: string;
      readonly call?: CallId;
      readonly about?: AlarmKind;
    }
  | { readonly type: 'engineStarted'; readonly at: Instant }
  /** From here on events of the exchange are missed. */
  | { readonly type: 'exchangeLost'; readonly at: Instant; readonly because: string }
  /** What was missed is known now, and follows. */
  | { readonly type: 'exchangeBack'; readonly at: Instant; readonly after: Duration }
  /** `exchangeEnds`: Asterisk is ended too, and with it every call. */
  | { readonly type: 'engineStopped'; readonly at: Instant; readonly exchangeEnds: boolean }
  /** A command did not succeed, or it is unknown whether it did (`unknown`). */
  | {
      readonly type: 'commandFailed';
      readonly at: Instant;
      readonly command: Command;
      readonly outcome: Exclude<CommandOutcome, 'done'>;
      readonly reason: string;
    };

/** What may be asked for while somebody talks with a caller, by an operator or by a key. */
export type TalkAction =
  /** The caller hears music. */
  | { readonly do: 'hold' }
  | { readonly do: 'unhold' }
  /** A second call of the agent's, while the caller hears music. */
  | { readonly do: 'consult'; readonly to: string }
  /** Back to the caller, and to whom they ask again. */
  | { readonly do: 'swap' }
  /** The caller goes on with whom the agent asks, and the agent leaves. */
  | { readonly do: 'complete' }
  /** All of them talk. */
  | { readonly do: 'merge' }
  /** The caller waits in a slot until somebody fetches them, and the agent leaves. */
  | { readonly do: 'park' }
  /** The second call ends, and the agent is back with the caller. */
  | { readonly do: 'cancel' }
  /** Somebody is fetched while the agent goes on talking; who answers comes in too, or takes the call over. */
  | { readonly do: 'join'; readonly to: string; readonly onAnswer: 'join' | 'hand_over' }
  /** An agent by name, somebody outside by number; `caller`: only to mute them. */
  | { readonly do: 'drop'; readonly who: string }
  | { readonly do: 'mute'; readonly who: string; readonly muted: boolean };

/** `none`: the agent has no PIN. */
export type PinCheck = 'right' | 'wrong' | 'none' | 'unknown';

/** Asked for from a phone (by code), the CLI or the API. `by` says which, for the journal. */
export type AgentChange = {
  readonly at: Instant;
  readonly agent: AgentName;
  readonly by: string;
} /** At that phone; undefined: at their own. */ & (
  | { readonly type: 'agentLoggedIn'; readonly phone?: string }
  | { readonly type: 'agentLoggedOut' }
  | { readonly type: 'agentPaused'; readonly reason: string }
  /** `anyway`: also out of a wrap-up whose result is required and missing. */
  | { readonly type: 'agentResumed'; readonly anyway?: true }
  /** Only somebody who is in one; by so much. */
  | { readonly type: 'agentExtendedWrapUp'; readonly more: Duration }
);

/** `serves`: whether the agent gets the calls of the queue, within what the plan gives them. */
export interface QueueServiceSet {
  readonly type: 'queueServiceSet';
  readonly at: Instant;
  readonly agent: AgentName;
  readonly queue: QueueName;
  readonly serves: boolean;
  readonly by: string;
}

/** How a call came out, as said by an agent who talked in it, or on their behalf; also after their wrap-up. */
export interface ResultGiven {
  readonly type: 'resultGiven';
  readonly at: Instant;
  readonly call: CallId;
  readonly agent: AgentName;
  readonly result: ResultName;
  readonly detail?: string;
  /** By which the agent was found; if omitted: they were called in another way. */
  readonly queue?: QueueName;
  readonly contact?: string;
  /** What they said of this call before. */
  readonly before?: GivenResult;
  /** As the journal knows them; if omitted: by phone, while the call or its wrap-up goes on. */
  readonly caller?: ServedCaller;
  readonly by: string;
}

/**
 * done: it was carried out. gone: what it was meant for is no more. refused: it will never be. unknown: no answer in
 * time; it may have happened or not.
 */
export type CommandOutcome = 'done' | 'gone' | 'refused' | 'unknown';
