/** An agent as the board keeps them. Immutable; replaced whole. */
import type { AgentName, Language, QueueName, RefusalCode, ResultName, TrunkName } from '../plan/model.ts';
import type { CallId, LegId, OfferId } from '../shared/ids.ts';
import type { Duration, Instant } from '../shared/time.ts';
import type { Timer } from '../shared/timer.ts';
import type { Day } from '../shared/wall-time.ts';

export interface AgentState {
  readonly name: AgentName;
  readonly loggedIn: boolean;
  readonly pause?: { readonly reason: string; readonly since: Instant; readonly by: string };
  /** Asked for during a call: it begins when the call ends. */
  readonly pauseBooked?: { readonly reason: string; readonly at: Instant; readonly by: string };
  /** Since when the plan does not name them. They are on no board; a plan that names them again finds them as they were. */
  readonly leftPlanAt?: Instant;
  /** The phone that they have logged in at, when it is not their own. They are logged in as long as it is there. */
  readonly at?: string;
  /** Of their phones together: one can be reached, one is on a call that is none of ours. */
  readonly phone: PhoneState;
  /** Queues whose calls they do not get for now, although the plan gives them; if omitted: none. It ends with their log-out. */
  readonly outOf?: Readonly<Record<QueueName, OutOfQueue>>;
  /** PINs that were wrong, one after the other, and until when no other is taken. */
  readonly wrongPins?: { readonly count: number; readonly until: Instant };
  readonly activity: Activity;
  /** End of their last call, or first log-in. Survives log-in, pause and missed offers. */
  readonly idleSince: Instant;
  /** When they became free last; if omitted: that was not noted yet. Unlike `idleSince`, wrap-up and pauses end before it. */
  readonly freeSince?: Instant;
  /** Offers in a row that they let ring out. */
  readonly misses: number;
  /** Offers in a row that their phone refused; if omitted: the last one was not. */
  readonly refusals?: Refusals;
  /** Since they joined the plan. */
  readonly callsTaken: number;
  /** Of the last day on which they took one, in the plan's time zone; if omitted: none yet. */
  readonly callsOfDay?: { readonly day: Day; readonly taken: number };
  /** Time spent talking with callers; if omitted: 0. */
  readonly talkedFor?: Duration;
  /** When their phone was rung last; if omitted: never yet. */
  readonly lastRungAt?: Instant;
  readonly timers: readonly Timer<AgentTimerKind>[];
  readonly idsUsed: number;
}

/** Who has taken them out, and when. */
export interface OutOfQueue {
  readonly since: Instant;
  readonly by: string;
}

export interface Refusals {
  readonly count: number;
  /** Of the last one. */
  readonly why: RefusalCode;
  /** When there were so many that the phone is unusable; if omitted: not yet. */
  readonly unusableSince?: Instant;
}

/** `busy`: on a call that is none of ours. */
export interface PhoneState {
  readonly reachable: boolean;
  readonly busy: boolean;
}

/** `phoneShouldBeDown`: a phone that was told to hang up is taken to have done so. */
export type AgentTimerKind = 'wrapUpRanOut' | 'phoneShouldBeDown' | 'pauseTooLong';

export type Activity =
  | { readonly kind: 'free' }
  | { readonly kind: 'offered'; readonly call: CallId; readonly offer: OfferId }
  | {
      readonly kind: 'talking';
      readonly call: CallId;
      readonly leg: LegId;
      /** A call that they make meanwhile, on the second line of their phone. */
      readonly beside?: { readonly call: CallId; readonly leg: LegId };
      /** A talk before this one, during which they called whom they serve now. */
      readonly owes?: WrapUpOwed;
      /** Given before the talk was over. */
      readonly result?: GivenResult;
    }
  /** Their phone is still hanging up; the call it belonged to may be over. */
  | { readonly kind: 'hanging_up'; readonly leg: LegId; readonly also?: readonly LegId[] }
  | ({ readonly kind: 'wrapping_up' } & WrapUp)
  /** They called somebody themselves; while they did, a talk may have ended whose wrap-up is still to come. */
  | {
      readonly kind: 'calling';
      readonly call: CallId;
      readonly owes?: WrapUpOwed;
    };

/** What is known of the call that an agent wraps up; it is over. */
export interface Served {
  readonly call: CallId;
  /** If omitted: they were called in another way. */
  readonly queue?: QueueName;
  readonly contact?: string;
  readonly result?: GivenResult;
  /** If omitted: no result of the queue books a callback. */
  readonly caller?: ServedCaller;
}

/** The caller of the call that the agent served. A result that is given after the call needs it to book a callback. */
export interface ServedCaller {
  /** If omitted: withheld. */
  readonly number?: string;
  readonly name?: string;
  readonly tags: readonly string[];
  readonly dialled: string;
  /** The trunk or line that they came over, or were called over. */
  readonly over: TrunkName;
  /** If omitted: that of the plan. */
  readonly language?: Language;
}

export interface WrapUp extends Served {
  readonly until: Instant;
  /** A result is required, and has not been given. */
  readonly due?: ResultDue;
}

export interface ResultDue {
  /** Without a result, wrap-up ends then. */
  readonly at: Instant;
  readonly within: Duration;
  /** The time of the wrap-up is over: it ends with the result. */
  readonly over?: true;
}

/** Of a call, as the agent says. */
export interface GivenResult {
  readonly at: Instant;
  readonly result: ResultName;
  readonly detail?: string;
}

/** After a talk; also while a call of the agent's own goes on after it. */
export interface WrapUpOwed extends Served {
  readonly wrapUpFor: Duration;
  /** A result is required, and so much time is given for it; if omitted: it is not, or has been given. */
  readonly resultWithin?: Duration;
}

/** What an agent does or is, in one word, for people. */
export type AgentStateName =
  | 'ringing'
  | Exclude<AgentState['activity']['kind'], 'offered'>
  | 'logged_out'
  | 'paused'
  | 'unreachable'
  | 'phone_busy';
