/**
 * The journal: what happened and why, append-only. `why`, call records and reports are folds over these entries, so
 * each says all that a reader needs without looking at the plan of the day.
 */
import type { GivenResult } from '../../agents/agent.ts';
import type {
  AgentName,
  Language,
  LookupName,
  QueueName,
  RecordingRuleName,
  RecordingSides,
  RefusalCode,
  ResultEffects,
  ResultName,
  RotaName,
  ScheduleName,
  ScheduleSetting,
  SurveyName,
  TrunkName,
  VoicemailName,
} from '../../plan/model.ts';
import type { Decision } from '../../routing/decision.ts';
import type { Interval } from '../../routing/estimate.ts';
import type { NumberCode } from '../../shared/failures/numbers.ts';
import type { FailureCode, OfferCode } from '../../shared/failures/table.ts';
import type { CallId, LegId, OfferId, QuestionId, RecordingId, SupervisionId } from '../../shared/ids.ts';
import type { Duration, Instant } from '../../shared/time.ts';
import type { CallOutcome, OfferOutcome, PhaseName } from './call.ts';
import type { AlarmKind, CallArrived, Caller, ExchangeTimes } from './events.ts';
import type { LookupOutcome } from './lookup.ts';
import type { MessageChange } from './message.ts';
import type { OtherParty } from './parties.ts';
import type { LegQuality, QualityStage } from './quality.ts';
import type { SegmentEnd } from './recording.ts';
import type { SupervisionMode } from './supervision.ts';

/** A wait to be expected; without `high`, so long at least. */
export interface Expected {
  readonly low: Duration;
  readonly high?: Duration;
}

/**
 * completed: the caller goes on with whom was asked, or looks for them. merged: all three talk. cancelled: taken back.
 * not_reached: nobody answered. ended: whoever was asked, or the caller, has hung up.
 */
export type ConsultOutcome = 'completed' | 'merged' | 'cancelled' | 'not_reached' | 'ended';

/** failed: nobody was reached. rolled_back: taken back, or the caller has gone. */
export type WarmTransferStage = 'started' | 'ringing' | 'joined' | 'handed_over' | 'failed' | 'rolled_back';

export type JournalEntry = { readonly at: Instant } & (CallEntry | AgentEntry | SystemEntry);

type CallEntry = { readonly call: CallId } & (
  | {
      readonly type: 'callArrived';
      readonly via: CallArrived['via'];
      readonly dialled: string;
      /** Where the network has routed a ported number. */
      readonly routingNumber?: string;
      readonly caller: Caller;
      readonly planVersion: number;
      /** The caller's leg, as the exchange names it. */
      readonly leg?: LegId;
      /** The call that the agent who makes this one is in already, on another line of their phone. */
      readonly beside?: CallId;
      /** The agent who makes it; none in entries of earlier versions, and for a code that they dial. */
      readonly agent?: AgentName;
      /** If omitted: by us. What the net did is journalled when it is over, with the times at which it was. */
      readonly servedBy?: 'safety_net';
      /** Of a callback: the queue that it keeps a place in. If omitted: in entries of earlier versions. */
      readonly queue?: QueueName;
      /** Turned away at once: the contact book takes no notice of the call. */
      readonly refused?: 'overload' | 'blocked';
    }
  /** The agent of this call makes another one meanwhile, on a second line of their phone. */
  | {
      readonly type: 'secondCallMade';
      readonly agent: AgentName;
      readonly second: CallId;
      readonly dialled: string;
    }
  /** There were as many calls as are let in; `because` names the limit. */
  | {
      readonly type: 'turnedAway';
      /** If omitted: in entries of earlier versions. */
      readonly code?: FailureCode;
      readonly because: string;
    }
  /** The plan or its limits do not let us call that number: the offer fails at once. */
  | {
      readonly type: 'outsideCallRefused';
      readonly offer: OfferId;
      readonly number: string;
      readonly trunk: string;
      /** If omitted: in entries of earlier versions. */
      readonly code?: NumberCode;
      readonly because: string;
    }
  /** A trunk was not tried, for this reason; `next` is. */
  | {
      readonly type: 'trunkSkipped';
      readonly offer: OfferId;
      readonly number: string;
      readonly trunk: TrunkName;
      readonly code: NumberCode;
      readonly because: string;
      readonly next: TrunkName;
    }
  /** A trunk did not carry the call; `next` is tried. If omitted: none is left. */
  | {
      readonly type: 'trunkFailed';
      readonly offer: OfferId;
      readonly number: string;
      readonly trunk: TrunkName;
      readonly code: OfferCode;
      readonly next?: TrunkName;
    }
  /** A call to an outside number was made (`calls` 1), or talked on (0): it counts for the limits of an hour. */
  | {
      readonly type: 'outsideUsed';
      readonly trunk: TrunkName;
      /** On whose behalf; if omitted: no one's in particular. */
      readonly byAgent?: AgentName;
      readonly calls: 0 | 1;
      readonly talked: Duration;
    }
  /** The call came to a step of a flow; `step` in the plan's words (`menu main`, `ring clara for 20s`). */
  | { readonly type: 'stepReached'; readonly flow: string; readonly step: string }
  /** A `when` was asked; `because` says what made it so. */
  | {
      readonly type: 'conditionAsked';
      readonly condition: string;
      readonly holds: boolean;
      readonly because: string;
      /** When that changes by itself. */
      readonly until?: Instant;
    }
  /** The agent on call is rung. */
  | {
      readonly type: 'onCallAsked';
      readonly rota: RotaName;
      /** None: the plan names no one for this week. */
      readonly agent?: AgentName;
      /** When somebody else is. */
      readonly until: Instant;
      /** Whom the plan names, if they have swapped. */
      readonly insteadOf?: AgentName;
    }
  | { readonly type: 'phaseEntered'; readonly phase: PhaseName; readonly because: string }
  | { readonly type: 'callerAnswered' }
  /** By a key: the contact hears it the next time too. */
  | { readonly type: 'languageChosen'; readonly contact: string; readonly language: Language }
  /** What the caller keyed in is being checked. The digits themselves are never kept. */
  | {
      readonly type: 'lookupAsked';
      readonly lookup: LookupName;
      readonly question: QuestionId;
      /** How many there were. */
      readonly digits: number;
    }
  /** One try of a lookup is over. If omitted, `question`: nothing was checked. */
  | {
      readonly type: 'lookupAnswered';
      readonly lookup: LookupName;
      readonly attempt: number;
      readonly question?: QuestionId;
      readonly outcome: LookupOutcome;
      readonly because?: string;
      /** What the answer said of the caller, as far as the plan has it. */
      readonly name?: string;
      readonly tags?: readonly string[];
      readonly priority?: number;
      readonly language?: Language;
      /** If omitted: to the next step, or the caller is asked again. */
      readonly leadsTo?: string;
    }
  | {
      readonly type: 'keyPressed';
      readonly menu: string;
      readonly key: string;
      readonly leadsTo: string | null;
    }
  | { readonly type: 'noKeyPressed'; readonly menu: string; readonly attempt: number }
  /** Names that fit what was spelled, as they are read out. */
  | {
      readonly type: 'nameSpelled';
      readonly keys: string;
      readonly names: readonly string[];
      /** So many fit too, and are not read out yet. */
      readonly more: number;
      /** They fit, and this caller is not told of them, because of a guard. */
      readonly unlisted?: readonly { readonly name: string; readonly guards: readonly string[] }[];
    }
  | { readonly type: 'nameChosen'; readonly name: string; readonly leadsTo: string }
  /** The caller found no one in the directory, or asked for a person. */
  | { readonly type: 'leftDirectory'; readonly because: string }
  | {
      readonly type: 'promptFailed';
      /** If omitted: in entries of earlier versions. */
      readonly code?: FailureCode;
    }
  /** The queue takes no more callers, or the caller has left it. */
  | {
      readonly type: 'leftQueue';
      readonly queue: string;
      readonly because: string;
      readonly leadsTo: string;
    }
  /** The caller waits: no one may take the call now, for these reasons. */
  | { readonly type: 'nobodyFree'; readonly decision: Decision }
  /** The caller has waited so long that more agents may take the call. */
  | {
      readonly type: 'searchWidened';
      readonly queue: QueueName;
      /** From 1. */
      readonly step: number;
      readonly of: number;
      readonly title: string;
      /** It came early, because so long a wait was to be expected. */
      readonly expected?: Expected;
    }
  | {
      readonly type: 'offerMade';
      readonly offer: OfferId;
      readonly to: string;
      /** None where there was nothing to decide: an outside number, an echo. */
      readonly decision?: Decision;
    }
  /** Somebody, or a mailbox, picked up at an agent's number outside, and is asked for the key. */
  | { readonly type: 'keyAsked'; readonly offer: OfferId; readonly to: string; readonly leg: LegId }
  | { readonly type: 'offerRang'; readonly offer: OfferId; readonly to: string }
  | {
      readonly type: 'offerEnded';
      readonly offer: OfferId;
      readonly to: string;
      readonly outcome: OfferOutcome;
      /** Why; entries of earlier versions have words instead (`because`). */
      readonly code?: OfferCode;
      readonly because?: string;
      readonly rangFor: Duration;
    }
  /** Somebody picked up for an offer that had been withdrawn. */
  | { readonly type: 'answeredTooLate'; readonly offer: OfferId }
  | {
      readonly type: 'connected';
      readonly offer: OfferId;
      readonly to: string;
      readonly waited: Duration;
      /** The trunk that carries it, if they are outside. */
      readonly over?: TrunkName;
      /** Whose contact talks with which agent, if it is one, and the queue in which they were found. */
      readonly contact?: string;
      readonly agent?: AgentName;
      readonly queue?: QueueName;
    }
  /**
   * The person who had picked up was gone within a moment: what `connected` and `offerEnded` said of it is taken back, and the
   * offer has not been answered.
   */
  | {
      readonly type: 'answeredInVain';
      readonly offer: OfferId;
      readonly to: string;
      /** If omitted: in entries of earlier versions. */
      readonly code?: OfferCode;
      readonly because: string;
      /** From being connected to being gone. */
      readonly after: Duration;
      readonly contact?: string;
      /** Whom the contact had talked with before, if with anyone. */
      readonly before?: {
        readonly lastAgent: AgentName;
        readonly lastQueue?: QueueName;
        readonly lastAgentAt: Instant;
      };
    }
  /** The agent who talked with the caller passes them on; `to` as dialled at their phone. */
  | {
      readonly type: 'transferAsked';
      readonly offer: OfferId;
      readonly by: string;
      readonly to: string;
      /** In words; with `because`: where the caller came from. */
      readonly leadsTo: string;
      /** Why they are not brought to whom was dialled; the code is missing in entries of earlier versions. */
      readonly code?: FailureCode;
      readonly because?: string;
      /** The operator who asked for it; if omitted: the phone did. */
      readonly askedBy?: string;
    }
  /** Click to call: the agent's own phone was rung first. If it was not answered, that was all. */
  | {
      readonly type: 'ownPhoneRang';
      readonly phone: string;
      readonly outcome: OfferOutcome;
      /** If omitted: answered. */
      readonly code?: OfferCode;
      readonly rangFor: Duration;
    }
  /** The phone on which they talked sends nothing any more: the caller is brought to the next. */
  | {
      readonly type: 'phoneVanished';
      readonly offer: OfferId;
      readonly to: string;
      /** If omitted: in entries of earlier versions. */
      readonly code?: FailureCode;
      /** At the end of the talk; it counts for no one. */
      readonly silentFor: Duration;
    }
  /** The page on which `who` talked is gone; the talk waits for them until then. */
  | {
      readonly type: 'pageGone';
      readonly leg: LegId;
      readonly who: string;
      readonly role: OtherParty['role'];
      readonly until: Instant;
    }
  /** They are back in the talk, on another leg. */
  | {
      readonly type: 'rejoined';
      readonly leg: LegId;
      readonly who: string;
      readonly role: OtherParty['role'];
      readonly awayFor: Duration;
    }
  /** How the leg of `who` sounds, or has sounded. */
  | ({
      readonly type: 'quality';
      readonly leg: LegId;
      /** `caller`, an agent, or the phone or trunk. */
      readonly who: string;
      readonly stage: QualityStage;
    } & LegQuality)
  /** `who` has put the others on hold: `caller`, or an agent or place. */
  | {
      readonly type: 'held';
      readonly leg: LegId;
      readonly who: string;
      /** Who asked us for it; none: the phone's button. */
      readonly askedBy?: string;
    }
  /** `who` has kept the caller on hold for as long as the queue says, and still does. */
  | {
      readonly type: 'holdIsLong';
      readonly leg: LegId;
      readonly who: string;
      readonly heldFor: Duration;
      /** False: events have been missed meanwhile, so it may be over. */
      readonly certain: boolean;
    }
  | {
      readonly type: 'resumed';
      readonly leg: LegId;
      readonly who: string;
      readonly heldFor: Duration;
      /** False: events were missed while the hold lasted, so it may have been interrupted. */
      readonly certain: boolean;
      /** `resumed`, or that they left. */
      readonly because: string;
    }
  /** The caller was told that they may be recorded. */
  | { readonly type: 'supervisionTold' }
  | {
      readonly type: 'supervisionAsked';
      readonly supervision: SupervisionId;
      readonly who: AgentName;
      readonly mode: SupervisionMode;
      readonly by: string;
    }
  /** The supervisor hears that agent from now on, in that mode. */
  | {
      readonly type: 'supervised';
      readonly supervision: SupervisionId;
      readonly who: AgentName;
      readonly mode: SupervisionMode;
      readonly on: string;
    }
  | {
      readonly type: 'supervisionEnded';
      readonly supervision: SupervisionId;
      readonly who: AgentName;
      readonly lasted: Duration;
      readonly because: string;
    }
  | { readonly type: 'recordingTold'; readonly rule: RecordingRuleName }
  | { readonly type: 'recordingConsent'; readonly rule: RecordingRuleName; readonly given: boolean }
  /** A rule fits the talk, and it is not recorded all the same. */
  | { readonly type: 'recordingLeftOut'; readonly rule: RecordingRuleName; readonly because: string }
  /** The exchange is asked to record from now on: a segment, of which a talk has several if it was paused or held. */
  | {
      readonly type: 'recordingStarted';
      readonly recording: RecordingId;
      readonly rule: RecordingRuleName;
      readonly sides: RecordingSides;
      readonly queue?: QueueName;
      /** Who talks with the caller. */
      readonly with: string;
      readonly keepFor: Duration;
    }
  /** It is being written; the agents' side began so much later than the caller's. */
  | { readonly type: 'recordingRuns'; readonly recording: RecordingId; readonly lag: Duration }
  | { readonly type: 'recordingStopped'; readonly recording: RecordingId; readonly because: string }
  /** Nothing more is written to it. */
  | {
      readonly type: 'recordingClosed';
      readonly recording: RecordingId;
      readonly lasted: Duration;
      readonly end: SegmentEnd;
    }
  | { readonly type: 'recordingPaused'; readonly by: string; readonly until: Instant }
  | { readonly type: 'recordingResumed'; readonly by: string; readonly pausedFor: Duration }
  /** Nothing more of this talk is recorded. */
  | {
      readonly type: 'recordingFailed';
      readonly recording: RecordingId;
      readonly code: FailureCode;
      readonly because: string;
    }
  /** Somebody comes into the talk, after the caller and whoever answered first. */
  | {
      readonly type: 'partyJoined';
      readonly leg: LegId;
      readonly who: string;
      readonly role: OtherParty['role'];
      readonly because: string;
    }
  /** Somebody leaves the talk, which goes on. */
  | {
      readonly type: 'partyLeft';
      readonly leg: LegId;
      readonly who: string;
      readonly role: OtherParty['role'];
      readonly because: string;
    }
  /** `who` has the call from now on. */
  | { readonly type: 'servingPassed'; readonly leg: LegId; readonly who: string; readonly from: string }
  /** The others do not hear `who`, or do again. */
  | {
      readonly type: 'partyMuted';
      readonly leg: LegId;
      readonly who: string;
      readonly muted: boolean;
      readonly by: string;
    }
  /** The agent asks somebody, in call `aside`, while the caller waits. */
  | {
      readonly type: 'consultBegan';
      readonly aside: CallId;
      readonly agent: AgentName;
      readonly to: string;
      /** An operator, or the agent by a key. */
      readonly by: string;
    }
  /** The agent is back with the caller, or with whom they ask; who is left hears music. */
  | {
      readonly type: 'consultSwapped';
      readonly aside: CallId;
      readonly agent: AgentName;
      readonly with: 'caller' | 'consulted';
      readonly by: string;
    }
  | {
      readonly type: 'consultEnded';
      readonly aside: CallId;
      readonly agent: AgentName;
      readonly outcome: ConsultOutcome;
      readonly by: string;
    }
  /** Somebody is fetched, in call `aside`, while the agent goes on talking with the caller. */
  | {
      readonly type: 'warmTransfer';
      readonly aside: CallId;
      readonly agent: AgentName;
      readonly to: string;
      readonly stage: WarmTransferStage;
      readonly by: string;
    }
  /** Somebody at another phone has tried to take that leg's place (INVITE with Replaces). */
  | { readonly type: 'pickUpUndone'; readonly leg: LegId; readonly by: LegId }
  /**
   * The agent has called `caller`, who counts as the caller from now on; the agent serves them. `leg`: of the caller.
   */
  | {
      readonly type: 'turnedRound';
      readonly leg: LegId;
      readonly caller: string;
      readonly agent: AgentName;
    }
  /** The caller waits in that slot, until somebody fetches them or the time is up. */
  | { readonly type: 'parked'; readonly slot: string; readonly by: string; readonly until: Instant }
  /** Somebody at a phone has taken the call: from a parking slot (`slot 71`), or from a colleague's phone that rang. */
  | {
      readonly type: 'pickedUp';
      readonly leg: LegId;
      readonly by: string;
      readonly from: string;
      /** The call in which they dialled. */
      readonly other: CallId;
    }
  /** What the agent's other call was about goes on in this one. */
  | { readonly type: 'callsJoined'; readonly other: CallId; readonly by: string }
  /** After the call: its caller is off the list of missed callers, by hand. */
  | { readonly type: 'missedCallHandled'; readonly by: string }
  /** An operator has ended the call. */
  | { readonly type: 'hangUpAsked'; readonly by: string; readonly reason?: string }
  /** Somebody keyed in a number and PIN that were not believed; the PIN itself is never kept. */
  | {
      readonly type: 'pinRefused';
      readonly phone: string;
      readonly number: string;
      readonly agent?: AgentName;
      /** If omitted: in entries of earlier versions. */
      readonly code?: FailureCode;
      readonly because: string;
    }
  /** The caller was told how they stand; what was kept from them because it would not have helped is not there. */
  | {
      readonly type: 'announced';
      readonly queue: QueueName;
      readonly place: number;
      readonly placeSaid: boolean;
      readonly wait?: Interval;
      /** Why the wait was not said. */
      readonly waitUnsaid?: string;
      readonly callbackOffered: boolean;
    }
  | { readonly type: 'callbackWanted'; readonly number?: string }
  | {
      readonly type: 'callbackNumberRefused';
      readonly typed: string;
      /** If omitted: in entries of earlier versions. */
      readonly code?: NumberCode;
      readonly because: string;
    }
  | { readonly type: 'callbackNotWanted'; readonly because: string }
  /** `callback`: the call that it will be, or is already if it was booked before. */
  | {
      readonly type: 'callbackBooked';
      readonly callback: CallId;
      readonly number: string;
      readonly queue: QueueName;
      readonly place: number;
      readonly before: boolean;
    }
  /** The caller is rung; `agent` is kept for them. */
  | {
      readonly type: 'callbackBegan';
      readonly number: string;
      readonly over: string;
      readonly agent: AgentName;
      readonly attempt: number;
      readonly attempts: number;
    }
  /** Somebody, or a mailbox, picked up at the caller's number, and is asked for the key. */
  | { readonly type: 'callerAsked'; readonly rangFor: Duration }
  | { readonly type: 'callerReached'; readonly rangFor: Duration }
  | {
      readonly type: 'callerNotReached';
      readonly outcome: OfferOutcome;
      /** If omitted: in entries of earlier versions, which have words instead (`because`). */
      readonly code?: OfferCode;
      readonly because?: string;
      /** If omitted: it was the last attempt. */
      readonly again?: Instant;
    }
  /** A caller who had a callback called again, and stands now where it stood. */
  | { readonly type: 'placeTakenOver'; readonly from: CallId; readonly since: Instant }
  | {
      readonly type: 'messageLeft';
      readonly voicemail: VoicemailName;
      readonly recording: RecordingId;
      readonly lasted: Duration;
    }
  /** The agent has ended the talk, and the caller is asked how it was. */
  | {
      readonly type: 'surveyOffered';
      readonly survey: SurveyName;
      /** Who talked with them last, found in which queue. */
      readonly agent: AgentName;
      readonly queue?: QueueName;
      readonly language: Language;
      /** How long they waited for that agent, and talked. */
      readonly waited: Duration;
      readonly talked: Duration;
      /** If omitted: at the phone, in the call. */
      readonly way?: 'email';
      /** By e-mail: who gets it, and how the call came out, as far as the agent has said. */
      readonly contact?: string;
      readonly result?: ResultName;
    }
  /** A question was answered, or a comment was left (`comment`). */
  | {
      readonly type: 'surveyAnswered';
      readonly survey: SurveyName;
      readonly question: string;
      /** From 1 to 5. */
      readonly mark?: number;
      readonly recording?: RecordingId;
      /** The plan calls so low a mark for a follow-up. */
      readonly low: boolean;
      readonly agent?: AgentName;
      readonly queue?: QueueName;
      /** Of a low mark: when it is to be followed up, and by which agent. */
      readonly followUpAfter?: Duration;
      readonly followUpBy?: AgentName;
      readonly way?: 'email';
      /** Of the comment, by e-mail: what they wrote. */
      readonly comment?: string;
      /** By e-mail: when the survey was offered, which is the hour that its answers count in. */
      readonly offeredAt?: Instant;
      /** Of the first answer by e-mail: what is known of the talk, which may be long ago. */
      readonly about?: SurveyedAbout;
    }
  /** At a phone, for the library. Not kept: its file is of no use to anyone. */
  | {
      readonly type: 'soundRecorded';
      readonly sound: string;
      readonly language: Language;
      readonly recording: RecordingId;
      readonly lasted: Duration;
      readonly kept: boolean;
      readonly agent?: AgentName;
    }
  /** After the call: the message was heard, given to another person, moved or deleted. */
  | {
      readonly type: 'messageChanged';
      readonly recording: RecordingId;
      readonly change: MessageChange;
      /** An agent, or another voicemail. */
      readonly to?: string;
      readonly by: string;
    }
  /** How the call came out, as an agent says who talked in it. */
  | {
      readonly type: 'resultSet';
      readonly agent: AgentName;
      /** By which they were found; if omitted: they were called in another way. */
      readonly queue?: QueueName;
      readonly contact?: string;
      readonly result: ResultName;
      readonly detail?: string;
      readonly by: string;
      /** What they said before; it counts no more. */
      readonly before?: GivenResult;
      /** What it leads to; if omitted: nothing. */
      readonly effects?: ResultEffects;
    }
  /** A required result was not given: its time ran out, or the wrap-up was ended without it. */
  | { readonly type: 'resultMissing'; readonly agent: AgentName; readonly queue?: QueueName }
  | {
      readonly type: 'callEnded';
      readonly outcome: CallOutcome;
      /** Who or what ended it: `caller`, `agent anna`, `plan`, `engine`. */
      readonly by: string;
      readonly lasted: Duration;
      readonly talked: Duration;
      /** The same from the exchange's own time stamps, for each leg. If omitted: none was talked on, or some were missed. */
      readonly exchange?: ExchangeTimes;
    }
);

/** What reports say of those who answered a survey. */
export interface SurveyedAbout {
  readonly language: Language;
  readonly waited: Duration;
  readonly talked: Duration;
  readonly result?: ResultName;
}

/** `rang`: until its time was over, and no one refused. */
export type PhoneTroubleEnd = 'answered' | 'rang' | 'registered' | 'resumed' | 'logged_in' | 'logged_out';

type AgentEntry = { readonly agent: AgentName } & (
  | {
      readonly type: 'agentChanged';
      readonly to:
        | 'logged_in'
        | 'logged_out'
        | 'pause_booked'
        | 'pause_cancelled'
        | 'paused'
        | 'resumed'
        | 'added'
        | 'removed';
      readonly by: string;
      readonly because?: string;
      /** Of a pause: what the plan says of its reason. If omitted: any length; no work. */
      readonly longest?: Duration;
      readonly countsAsWork?: boolean;
    }
  | { readonly type: 'phoneChanged'; readonly reachable: boolean; readonly busy: boolean }
  /** Their phone has refused so many calls in a row that other agents are asked first. */
  | {
      readonly type: 'phoneTroubleStarted';
      /** The last that it refused. */
      readonly call: CallId;
      readonly code: RefusalCode;
      readonly refusals: number;
    }
  | { readonly type: 'phoneTroubleEnded'; readonly because: PhoneTroubleEnd }
  | { readonly type: 'wrapUpStarted'; readonly call: CallId; readonly until: Instant }
  | { readonly type: 'wrapUpExtended'; readonly until: Instant; readonly by: string }
  | { readonly type: 'wrapUpEnded'; readonly by: string }
);

type SystemEntry =
  | {
      readonly type: 'planActivated';
      readonly version: number;
      readonly by: string;
      /** In words, the first hundred; if omitted: the plan says what the one before it said. */
      readonly changes?: readonly string[];
    }
  /** One account, and two phones: the one at `from` gets no more calls. */
  | { readonly type: 'phoneMoved'; readonly phone: string; readonly from: string; readonly to: string }
  /** By hand. */
  | {
      readonly type: 'scheduleSet';
      readonly schedule: ScheduleName;
      readonly to: ScheduleSetting;
      readonly by: string;
    }
  /** Somebody is on call instead of whom the plan names. */
  /** In front of a number or queue (`where`); without words: taken away. It ends by itself at `until`. */
  | {
      readonly type: 'announcementSet';
      readonly where: string;
      readonly words?: string;
      readonly until?: Instant;
      readonly by: string;
    }
  | {
      readonly type: 'onCallChanged';
      readonly rota: RotaName;
      /** None: as planned again. */
      readonly agent?: AgentName;
      readonly until?: Instant;
      readonly by: string;
    }
  /** What was kept about a contact was erased. Nothing here says who it was. */
  | {
      readonly type: 'contactErased';
      /** If there was one. */
      readonly contact?: string;
      readonly by: string;
      readonly calls: number;
      readonly messages: number;
    }
  /** A trunk can carry calls, or cannot any more, for this reason. */
  | { readonly type: 'trunkChanged'; readonly trunk: TrunkName; readonly code?: FailureCode }
  | { readonly type: 'engineStarted' }
  | { readonly type: 'engineStopped' }
  /** Nothing is heard of the exchange. */
  | {
      readonly type: 'exchangeLost';
      /** If omitted: in entries of earlier versions. */
      readonly code?: FailureCode;
      readonly because: string;
    }
  | { readonly type: 'exchangeBack'; readonly after: Duration }
  /** A person is called because of alarms; `code`: the worst of them. `because`: their phone did not ring. */
  | {
      readonly type: 'alarmCalled';
      /** Which of the people in the plan, from 0. */
      readonly person: number;
      readonly to: string;
      readonly code: FailureCode;
      readonly because?: string;
    }
  /** Somebody takes care of all alarms so far. `call`: the one in which they pressed the key. */
  | { readonly type: 'alarmConfirmed'; readonly by: string; readonly call?: CallId }
  /** Something that an operator should look at. */
  | {
      readonly type: 'alarmRaised';
      /** If omitted: in entries of earlier versions. */
      readonly code?: FailureCode;
      readonly what: string;
      readonly call?: CallId;
      readonly about?: AlarmKind;
    };

/** Something failed: what is written today says by code what it was. */
type FailureEntry =
  | 'turnedAway'
  | 'outsideCallRefused'
  | 'promptFailed'
  | 'answeredInVain'
  | 'phoneVanished'
  | 'pinRefused'
  | 'callbackNumberRefused'
  | 'callerNotReached'
  | 'exchangeLost'
  | 'alarmRaised';
type WithCode<Entry> = Entry extends { readonly type: FailureEntry; readonly code?: infer Code }
  ? Entry & { readonly code: Exclude<Code, undefined> }
  : Entry;

/** An entry as it is written today; one that was stored by an earlier version may lack its code. */
export type NewEntry = WithCode<JournalEntry>;

export type JournalEntryOf<Type extends JournalEntry['type']> = Extract<JournalEntry, { type: Type }>;

/** As stored: numbered without gaps. */
export type StoredEntry = JournalEntry & { readonly seq: number };
