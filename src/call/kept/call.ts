/**
 * A call, as it is kept: everything from a caller's first ring to the last goodbye. Immutable; each turn that touches
 * a call replaces it whole, and what is kept here is all that a restart needs.
 */
import type {
  AgentName,
  CallbackTerms,
  Expression,
  FlowId,
  GreetingCode,
  Language,
  LookupName,
  MenuName,
  QueueName,
  ResultName,
  RingExits,
  StrategyName,
  SurveyName,
  TrunkName,
  VoicemailName,
} from '../../plan/model.ts';
import type { Interval } from '../../routing/estimate.ts';
import {
  type CallId,
  type LegId,
  type NodeName,
  type OfferId,
  onlyNode,
  type PlaybackId,
  type QuestionId,
  type RecordingId,
} from '../../shared/ids.ts';
import type { Duration, Instant } from '../../shared/time.ts';
import type { Timer } from '../../shared/timer.ts';
import type { DialTarget, Outside } from './commands.ts';
import type { CallArrived, Caller } from './events.ts';
import type { ListedMessage } from './message.ts';
import type { CallOutcome } from './outcomes.ts';
import { type Conversation, type OfferedTo, partyLegs } from './parties.ts';
import type { PauseKept, RecordingTold } from './recording.ts';
import type { Supervision } from './supervision.ts';

export type { CallOutcome, OfferOutcome } from './outcomes.ts';

export interface Call {
  readonly id: CallId;
  /** The caller's leg. */
  readonly leg: LegId;
  /** The Asterisk that has it. */
  readonly node: NodeName;
  readonly via: CallArrived['via'];
  /** Who makes the call, if an agent does from their own phone. */
  readonly callingAgent?: AgentName;
  readonly dialled: string;
  readonly caller: Caller;
  /** Whom an agent has dialled, as the store knows them; if omitted: somebody here. */
  readonly called?: Caller;
  readonly language: Language;
  readonly arrivedAt: Instant;
  /** When the caller's leg was picked up: from then on they hear us, and pay. */
  readonly answeredAt?: Instant;
  /** What we let them hear while no one talks to them. */
  readonly hears: 'nothing' | 'ringing' | 'music';
  /** The trunk over which they were called: an agent has called them (`conversation/turn-round.ts`). */
  readonly over?: TrunkName;
  /** That agent, or the one who has called a colleague. */
  readonly calledBy?: AgentName;
  /** They were muted in a talk that is over, and are heard again. */
  readonly unmuted?: true;
  /** What the exchange lets them hear when somebody holds them; if omitted: its default. */
  readonly holdMusic?: string;
  /** The call was never meant for anyone: this is its outcome when the flow ends it. */
  readonly turnedAway?: 'number_not_in_use' | 'blocked' | 'overload';
  /** The plan that the call walks, whatever is activated meanwhile. */
  readonly planVersion: number;
  /** Announcements in front of numbers and queues that they have heard; if omitted: none. */
  readonly announcementsHeard?: readonly string[];
  /** The step that the call is at. */
  readonly at: { readonly flow: FlowId; readonly step: number };
  /** What steps have said that the caller needs; if omitted: nothing. */
  readonly needs?: Expression;
  /** Points that a step has given the caller in the order of those who wait; if omitted: 0. */
  readonly priority?: number;
  /** Keys pressed before a menu asked for them. */
  readonly typedAhead: string;
  readonly phase: Phase;
  /** When the phase was entered. */
  readonly phaseSince: Instant;
  readonly offers: readonly Offer[];
  /** Agents who did not take this call, and when they were asked last; 0: their phone may never have rung (`actions/offers.ts`). */
  readonly askedBefore: Readonly<Record<AgentName, Instant>>;
  readonly timers: readonly CallTimer[];
  /** The call is one that we make, because its caller asked to be called back. */
  readonly callback?: Callback;
  /** What the caller has heard of recording; if omitted: nothing. */
  readonly recordingTold?: RecordingTold;
  /** The recording of the last talk was paused when it ended; if omitted: it was not. */
  readonly recordingPaused?: PauseKept;
  /** What the caller has heard of supervision; if omitted: nothing. */
  readonly supervisionTold?: 'telling' | 'told' | 'unheard';
  /** Those who listen to it. */
  readonly supervisions?: readonly Supervision[];
  /** An agent makes it for the sake of another call, on the line of their phone on which they talk there. */
  readonly aside?: Aside;
  /** How many ids of the call have been given out. */
  readonly idsUsed: number;
  /** The last prompt of this call, to any leg: it may still be playing. If omitted: there was none. */
  readonly saidLast?: PlaybackId;
  /** By leg, what was said last to those who talk: it may still be playing. If omitted: nothing was. */
  readonly said?: Readonly<Record<LegId, PlaybackId>>;
  /** The leg that last took the place of one of ours, and was put out again. If omitted: there was none. */
  readonly undone?: LegId;
}

/**
 * A callback is a call whose caller is not on the line yet. It stands in the queue where they stood, and is routed
 * like any other. Until they are reached, `leg` is the id that their leg will have at the next attempt.
 */
export interface Callback extends Omit<CallbackTerms, 'key' | 'offerAfter' | 'offerFromWait' | 'say'> {
  readonly number: string;
  /** The trunk or line to call over. */
  readonly over: string;
  /** Trunks tried after it, in this order; if omitted: those of the plan. */
  readonly others?: readonly TrunkName[];
  /** The trunk over which the caller was reached, if it is another. */
  readonly by?: TrunkName;
  /** The call in which it was booked, whose place it keeps. */
  readonly bookedBy: CallId;
  readonly bookedAt: Instant;
  /** How often the caller has been rung. */
  readonly rung: number;
  readonly notBefore: Instant;
  /** The caller is on the line. */
  readonly reached: boolean;
  /** An agent's result has booked it; if omitted: the caller asked for it. */
  readonly byResult?: BookedByResult;
}

export interface BookedByResult {
  readonly agent: AgentName;
  readonly result: ResultName;
  /** From then on it waits, and the time after which it is given up counts. */
  readonly dueAt: Instant;
}

/** No flow of the plan: where an agent's own search for somebody ends, and nothing follows it. */
export const nowhere = 'aside' as FlowId;

/**
 * A call that an agent makes beside the one they are in, while they have one line only: its caller's leg is the agent's,
 * and belongs to one of the two calls at a time.
 */
export interface Aside {
  /** The call that the agent is in. */
  readonly of: CallId;
  /** What is to become of whoever answers: they talk with the agent first, come in as well, or take the agent's place. */
  readonly onAnswer: 'talk' | 'join' | 'hand_over';
  /** The agent's leg is here; else it is with the other call. */
  readonly hasLeg: boolean;
  /** Who asked for it: an operator, or the agent by a key. */
  readonly by: string;
}

/** What a caller would say that they are doing. */
export type Phase =
  /** Nothing yet: only within the turn in which the call arrives. */
  | { readonly name: 'arriving' }
  /** Something is said to them. */
  | {
      readonly name: 'listening';
      readonly playback: PlaybackId;
      /** That they may be recorded: it is said before the step that the call is at. */
      readonly notice?: true;
      /** Keys for the `ask` step that comes next, which may be a PIN: they are not stored. */
      readonly ahead?: string;
    }
  /** A menu asks them for a key. */
  | {
      readonly name: 'choosing';
      readonly menu: MenuName;
      readonly attempt: number;
      /** If omitted: the prompt is over. */
      readonly playback?: PlaybackId;
    }
  /** They key in a number or PIN, at the `ask` step that the call is at. */
  | {
      readonly name: 'asking';
      readonly lookup: LookupName;
      readonly attempt: number;
      /** So far; it is not stored. */
      readonly typed: string;
      /** What they keyed in is being checked; if omitted: they still are. */
      readonly question?: QuestionId;
      /** If omitted: no prompt is playing. */
      readonly playback?: PlaybackId;
    }
  /** They spell a name of a directory, which is the step that the call is at. */
  | {
      readonly name: 'spelling';
      readonly attempt: number;
      /** Keys of the name so far. */
      readonly typed: string;
      /** Names that fit are read out, from this one on, and chosen by key; if omitted: they are still spelling. */
      readonly from?: number;
      /** If omitted: the prompt is over. */
      readonly playback?: PlaybackId;
    }
  /** They are asked whether they may be recorded, before the step that the call is at. */
  | {
      readonly name: 'consenting';
      /** If omitted: the prompt is over. */
      readonly playback?: PlaybackId;
    }
  /** An agent keys in who they are, to log in at the phone that they call from. */
  | {
      readonly name: 'logging_in';
      readonly asks: 'number' | 'PIN';
      readonly typed: string;
      /** If omitted: it is asked for. */
      readonly number?: string;
      readonly attempt: number;
      /** If omitted: the prompt is over. */
      readonly playback?: PlaybackId;
      /** The store is asked whether the PIN is theirs. */
      readonly checking?: AgentName;
      /** They want to hear messages, or to record a greeting, not to log in. */
      readonly wants?: 'messages' | GreetingCode;
    }
  /** An agent listens to what callers have left. */
  | {
      readonly name: 'hearing_messages';
      readonly agent: AgentName;
      /** If omitted: the store is asked for them. */
      readonly messages?: readonly ListedMessage[];
      /** Which of them is heard. */
      readonly place: number;
      /** What keys mean: what is to become of the message, or the number of the voicemail that it goes to. */
      readonly asks: 'what' | 'number';
      readonly typed: string;
      /** Times that nothing was pressed. */
      readonly idle: number;
      /** If omitted: the prompt is over. */
      readonly playback?: PlaybackId;
    }
  /** They are called because of an alarm. */
  | {
      readonly name: 'hearing_alarm';
      /** Who it is, as the plan names them. */
      readonly to: string;
      /** How many alarms are open, and the worst of them. */
      readonly count: number;
      readonly code: string;
      readonly attempt: number;
      /** If omitted: the prompt is over. */
      readonly playback?: PlaybackId;
    }
  /** They record a sound for the library. */
  | {
      readonly name: 'recording_sound';
      readonly sound: string;
      readonly language: Language;
      readonly agent?: AgentName;
      /** How often they have been asked. */
      readonly times: number;
      /** It goes on. */
      readonly recording?: RecordingId;
      /** What was recorded, and is to be judged. */
      readonly take?: { readonly recording: RecordingId; readonly lasted: Duration };
      /** If omitted: the prompt is over. */
      readonly playback?: PlaybackId;
    }
  /** For somebody who is free. */
  | {
      readonly name: 'waiting';
      readonly search: Search;
      /** Something is said to them meanwhile. */
      readonly playback?: PlaybackId;
      /** They are about to ask for a callback. */
      readonly dialogue?: CallbackDialogue;
    }
  /** At least one phone rings for them; what is being said to them goes on. */
  | {
      readonly name: 'ringing';
      readonly search: Search;
      readonly playback?: PlaybackId;
      readonly dialogue?: CallbackDialogue;
    }
  /** They have hung up, and their place in the queue waits for them. */
  | { readonly name: 'awaiting_callback'; readonly search: QueueSearch }
  /** It is their turn: their own phone rings, and an agent is held for them (the call's only offer). */
  | {
      readonly name: 'calling_back';
      readonly search: QueueSearch;
      readonly offer: OfferId;
      /** Over which trunk, and which are left to try; if omitted: rung by an earlier version, or once reached. */
      readonly way?: Outside;
      /** The caller's phone rings. */
      readonly heard?: true;
      /** Somebody, or a mailbox, has picked up there, and is asked for the key. */
      readonly playback?: PlaybackId;
    }
  | {
      readonly name: 'talking';
      readonly conversation: Conversation;
      /** By which they found who serves them; it goes on if the two cannot be connected. */
      readonly search: Search;
      /** Said to the caller, who waits for an agent whose page is gone. */
      readonly playback?: PlaybackId;
    }
  | {
      readonly name: 'leaving_message';
      readonly voicemail: VoicemailName;
      /** The greeting. */
      readonly playback?: PlaybackId;
      readonly recording?: RecordingId;
      readonly callerGone: boolean;
      /** They did not hang up: the exchange was restarted. */
      readonly cutOff?: true;
      /** They did not hang up: no engine ran, and the safety net has taken them. */
      readonly withNet?: true;
      /** Nothing was recorded at first: they are asked once more. */
      readonly again?: true;
      /** An agent leaves it in a consultation, and goes back to their caller when it has ended: who has asked for that. */
      readonly back?: string;
    }
  /** The agent has ended the talk, and they are asked how it was. */
  | {
      readonly name: 'answering_survey';
      readonly survey: SurveyName;
      /** What they are asked for; `nothing`: they hear thanks, and that is all. */
      readonly asks: 'mark' | 'comment' | 'nothing';
      /** The place of the question; behind the last one: the comment. */
      readonly question: number;
      readonly attempt: number;
      /** If omitted: the prompt is over. */
      readonly playback?: PlaybackId;
      /** The comment is being recorded. */
      readonly recording?: RecordingId;
      /** They have hung up, and the end of the recording is on its way. */
      readonly callerGone?: true;
      /** They did not hang up: the exchange was restarted. */
      readonly cutOff?: true;
      /** Who talked with them, found in which queue, and for how long. */
      readonly agent: AgentName;
      readonly queue?: QueueName;
      readonly talked: Duration;
    }
  | { readonly name: 'saying_goodbye'; readonly playback: PlaybackId; readonly outcome: CallOutcome }
  | { readonly name: 'ended'; readonly outcome: CallOutcome; readonly at: Instant };

export type PhaseName = Phase['name'];
export type CallIn<Name extends PhaseName> = Call & { readonly phase: Extract<Phase, { name: Name }> };

/** Undefined: its caller talks with no one. */
export const inTalk = (call: Call | undefined): CallIn<'talking'> | undefined =>
  call?.phase.name === 'talking' ? { ...call, phase: call.phase } : undefined;

export type CallbackDialogue = { readonly tries: number } /** Shall this number be called? */ & (
  | { readonly asks: 'whether'; readonly number: string }
  /** Which number shall be called? */
  | { readonly asks: 'which'; readonly typed: string }
);

export type QueueSearch = Extract<Search, { for: 'queue' }>;

/** Whom a waiting or ringing call is looking for. */
export type Search = {
  readonly since: Instant;
  /** The caller was transferred: where they go on if no one can be reached. */
  readonly back?: Search;
} & (
  | {
      readonly for: 'queue';
      readonly queue: QueueName;
      readonly until?: Instant;
      readonly nobodyFreeSaid: boolean;
      /** What the caller needs on top of what the queue does; if omitted: nothing. */
      readonly needs?: Expression;
      /** The caller's points on top of the queue's; if omitted: 0. */
      readonly points?: number;
      /** Strategy `progressive`: from then on one more phone may ring. */
      readonly moreFrom?: Instant;
      /** What the caller was told last of their place and their wait. */
      readonly told?: { readonly at: Instant; readonly place?: number; readonly wait?: Interval };
      /** So many steps of widening have come before their time; if omitted: none has. */
      readonly widened?: number;
      /** When the wait to be expected was looked at last, to widen early. */
      readonly lookedAt?: Instant;
      /** The key for a callback means something. */
      readonly callbackOffered?: boolean;
    }
  /** Those of a `ring` step; each is asked once, for `ringFor`. */
  | {
      readonly for: 'agents';
      readonly agents: readonly AgentName[];
      readonly title: string;
      readonly strategy: StrategyName;
      readonly moreAfter?: Duration;
      readonly moreFrom?: Instant;
      readonly needs?: Expression;
      readonly ringFor: Duration;
      readonly on: RingExits;
      /** How the last of them could not be had. */
      readonly lastMiss?: keyof RingExits;
      /** Back to who had the call: while they are busy they are waited for, for so long. If omitted: not at all. */
      readonly patience?: Duration;
      /** Nobody is asked: the caller is parked, until somebody fetches them. */
      readonly parked?: { readonly slot: string; readonly by: string };
      /** Until then, once the caller is on the way back. */
      readonly patientUntil?: Instant;
    }
  | {
      readonly for: 'place';
      readonly place: DialTarget;
      readonly title: string;
      readonly ringFor: Duration;
      readonly on: RingExits;
    }
);

export interface Offer {
  readonly id: OfferId;
  readonly to: OfferedTo;
  readonly madeAt: Instant;
  readonly rangAt?: Instant;
  /** The agent is kept for the call, and their phone does not ring yet. */
  readonly held?: true;
  /** The phones that ring for it; none, as before there could be several: the one whose leg is the offer's id. */
  readonly legs?: readonly OfferLeg[];
}

export interface OfferLeg {
  /** The first has the id of the offer. */
  readonly id: OfferId;
  /** The Asterisk that has the leg. */
  readonly node: NodeName;
  /** Outside: answered only once a key is pressed there. */
  readonly trunk?: TrunkName;
  /** Outside: what is called, over which trunk, and which are left to try. If omitted: a phone, or rung by an earlier version. */
  readonly outside?: Outside;
  /** The far end rings, or is heard; told only where another trunk may be tried. */
  readonly heard?: true;
  /** Picked up, and asked for the key. */
  readonly asked?: PlaybackId;
}

export const legsIn = (offer: Offer): readonly OfferLeg[] => offer.legs ?? [{ id: offer.id, node: onlyNode }];

export const withOffer = (call: Call, offer: Offer): Call => ({
  ...call,
  offers: call.offers.map((each) => (each.id === offer.id ? offer : each)),
});

export interface CallTimer extends Timer<CallTimerKind> {
  /** The offer whose ring time it is. */
  readonly offer?: OfferId;
}

/**
 * What a call may wait for, and with what the wait ends at the latest: with the phase; with the search, which goes on
 * while the call changes between waiting and ringing; with the offer, whose id the timer has.
 */
export const timerEndsWith = {
  /** The caller was given time to press a key. */
  keyWaitRanOut: 'phase',
  /** The step's time to find somebody is over. */
  patienceRanOut: 'search',
  ringTimeRanOut: 'offer',
  /** Nothing has been heard over the trunk: the next one is tried. */
  trunkIsSilent: 'offer',
  /** The agent's number outside is to ring too. */
  outsideIsDue: 'offer',
  /** The person who picked up outside has not pressed the key. */
  keyForCallRanOut: 'offer',
  /** An agent who could not have the call may have it: asked before, or the caller was kept for another. */
  mayAskAgain: 'search',
  /** The next step of the queue's widening comes into force. */
  wideningDue: 'search',
  /** The wait to be expected is looked at: the next step of widening may come early. */
  lookDue: 'search',
  /** Strategy `progressive`: one more phone may ring. */
  oneMoreDue: 'search',
  /** The caller has heard nothing but ringing for long. */
  pickUpDue: 'search',
  /** The caller may be told how they stand. */
  announcementDue: 'search',
  /** The caller may be called back now. */
  callbackDue: 'phase',
  /** The callback is not wanted any more. */
  callbackExpired: 'search',
  /** The caller has hung up while recording; the exchange owes us the end of it. */
  recordingShouldBeOver: 'phase',
  /** The talk has lasted long enough to count: the caller need not be called back any more. */
  callbackSettles: 'phase',
  /** An agent has kept the caller on hold for long. */
  holdIsLong: 'phase',
  /** The agent has heard in which slot the caller will be. */
  parkDue: 'phase',
  /** The recording was paused for as long as the plan allows. */
  recordingResumes: 'phase',
  /** An agent whose page is gone has not come back. */
  rejoinRanOut: 'phase',
  /** An agent has looked for somebody long enough, while their caller waits. */
  asideRanOut: 'search',
} as const satisfies Readonly<Record<string, 'phase' | 'search' | 'offer'>>;

export type CallTimerKind = keyof typeof timerEndsWith;

/**
 * Where a call looks for an agent: while the caller is there, or for a callback. A new phase does not compile without its
 * row, and the types below follow the rows.
 */
const looksForAgent = {
  arriving: false,
  listening: false,
  choosing: false,
  asking: false,
  spelling: false,
  consenting: false,
  logging_in: false,
  hearing_messages: false,
  recording_sound: false,
  hearing_alarm: false,
  waiting: 'caller is there',
  ringing: 'caller is there',
  awaiting_callback: 'caller is away',
  calling_back: false,
  talking: false,
  leaving_message: false,
  answering_survey: false,
  saying_goodbye: false,
  ended: false,
} as const satisfies Readonly<Record<PhaseName, 'caller is there' | 'caller is away' | false>>;

type PhaseWhere<State> = {
  [Name in PhaseName]: (typeof looksForAgent)[Name] extends State ? Name : never;
}[PhaseName];

export type Searching = CallIn<PhaseWhere<'caller is there'>>;
/** The caller need not be there. */
export type Seeking = CallIn<PhaseWhere<string>>;

export const isSearching = (call: Call): call is Searching =>
  looksForAgent[call.phase.name] === 'caller is there';
export const isSeeking = (call: Call): call is Seeking => looksForAgent[call.phase.name] !== false;

/** The search of a call that looks for somebody in a queue, or has found them there. */
export const queueSearchOf = ({ phase }: Call): QueueSearch | undefined =>
  'search' in phase && phase.search.for === 'queue' ? phase.search : undefined;

/** What the caller says is being recorded: a message, or a comment in a survey. */
export const recordingIn = ({ phase }: Call): RecordingId | undefined =>
  phase.name === 'leaving_message' || phase.name === 'answering_survey' || phase.name === 'recording_sound'
    ? phase.recording
    : undefined;

/** The caller of a callback is not on the line until they have been reached. */
export const isAbsent = ({ callback }: Call): boolean => callback?.reached === false;

/** Whether a leg of the caller exists here, be it that it only rings. */
export const hasLeg = (call: Call): boolean =>
  (!isAbsent(call) || call.phase.name === 'calling_back') &&
  call.aside?.hasLeg !== false &&
  !isCallerAway(call);

/** Of an aside: the agent's page is gone. */
const isCallerAway = ({ phase }: Call): boolean =>
  phase.name === 'talking' && phase.conversation.parties[0].away !== undefined;

/**
 * Every leg that a call has: the caller's, those that ring for it, and those on which somebody talks. A leg of ours that
 * is in no call's list belongs to no one.
 */
export function legsOfCall(call: Call): readonly LegId[] {
  const { phase, offers } = call;
  const legs: LegId[] = hasLeg(call) ? [call.leg] : [];
  for (const offer of offers) if (!offer.held) for (const { id } of legsIn(offer)) legs.push(id);
  if (phase.name === 'talking') {
    for (const leg of partyLegs(phase.conversation)) if (leg !== call.leg) legs.push(leg);
  }
  return legs;
}

/** What a call that leaves its talk keeps of a pause. */
export function pauseIn({ phase, timers }: Call): { readonly recordingPaused?: PauseKept } {
  const paused = phase.name === 'talking' ? phase.conversation.recording?.paused : undefined;
  const resumes = timers.find(({ what }) => what === 'recordingResumes');
  return paused && resumes ? { recordingPaused: { ...paused, until: resumes.at } } : {};
}
