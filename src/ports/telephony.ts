/** The exchange, as the engine sees it. Served by `asterisk/` and, in tests, by the simulated Asterisk. */
import type { ExchangeCommand } from '../call/kept/commands.ts';
import type { CallArrived, CommandOutcome, ServedCall, TelephonyEvent } from '../call/kept/events.ts';
import type { Direction, DirectionQuality } from '../call/kept/quality.ts';
import type { AgentName, Plan, QueueName, RecordingSides } from '../plan/model.ts';
import type { TrunkFailureCode } from '../shared/failures/trunks.ts';
import type { BridgeId, LegId, PlaybackId, RecordingId, SupervisionId } from '../shared/ids.ts';
import type { Duration, Instant } from '../shared/time.ts';

export interface Telephony {
  /**
   * Carries out one command. Never throws; every outcome is a value, and every command ends within its deadline.
   * Commands are given without waiting for those before; those of one lane (`laneOf`) are carried out in that order.
   */
  perform(command: ExchangeCommand, media: readonly Media[]): Promise<Performed>;
  /** Makes phones, lines and trunks of the plan known to the exchange. Calls in progress are not touched. */
  provision(plan: Plan): Promise<void>;
  /** Connects, and stays connected: lost links are restored for ever. Resolves when events flow. */
  start(listener: TelephonyListener): Promise<void>;
  stop(): Promise<void>;
  /** What is true on the exchange now. What is found to go on is told of when it ends, as if we had begun it. */
  survey(questions?: SurveyQuestions): Promise<Survey>;
  /**
   * Calls that the exchange has served by itself while we were away, and that are over; told again and again, until they
   * are among those `known` for good. Rejects when the exchange cannot be asked.
   */
  servedMeanwhile(known: ReadonlySet<LegId>): Promise<readonly ServedCall[]>;
  /**
   * Rings a phone of ours, which dials that itself once it is picked up: the call then arrives as any other of the phone, with the
   * ticket from which it is made.
   */
  dialFrom(phone: string, to: string, ticket?: number): Promise<Dialled>;
  /** The same for a number outside, over that trunk. */
  dialFromOutside(number: string, trunk: string, to: string): Promise<Dialled>;
  /** What the exchange is to go by if we are gone the next moment; cheap, and never waited for. */
  noteForSafetyNet(facts: readonly NetFact[]): void;
}

/**
 * `restsUntil`: not to be rung before; undefined: may be rung. `outOf`: nor for these queues. `waits`: callers of that queue wait for
 * an agent.
 */
export type NetFact =
  | {
      readonly agent: AgentName;
      readonly phone: string;
      readonly restsUntil?: Instant | 'further notice';
      readonly outOf?: readonly QueueName[];
    }
  | { readonly queue: QueueName; readonly waits: boolean };

export interface TelephonyListener {
  event(event: TelephonyEvent): void;
  /** Events between `down` and the next `up` are lost for good: survey, and mend. */
  link(state: 'up' | 'down' | 'replaced', reason: string): void;
  /** Why nothing is heard of phones, which are then taken to be as they were; undefined: they are told again. */
  phonesUnheard(reason: string | undefined): void;
}

/** `leg`: on which the phone rings, and later the call arrives. If omitted: nothing rings. */
export interface Dialled extends Performed {
  readonly leg?: LegId;
}

export interface Performed {
  readonly outcome: CommandOutcome;
  /** For people; never matched on. */
  readonly reason: string;
}

/** How trunks and log-ins stand, for people who look for what is wrong. */
export interface Access {
  /** In the order of the plan. */
  readonly trunks: readonly TrunkState[];
  /** Of each user name the last one, until it is let in; the latest last. */
  readonly refused: readonly RefusedLogIn[];
  /** Accounts with which two phones take turns, within the last hour. If omitted: not known. */
  readonly inTurns?: readonly PhonesInTurns[];
  /** Phones that sounded badly in their last call, or do so now. If omitted: not known. */
  readonly poorQuality?: readonly PoorQuality[];
}

/** The figures are those of the last bad report. */
export interface PoorQuality extends DirectionQuality {
  readonly phone: string;
  readonly direction: Direction;
  readonly since: Instant;
}

/** An account registers from another address, and pushes out the phone that had it. */
export interface PhoneMove {
  readonly phone: string;
  /** Address and port. */
  readonly from: string;
  readonly to: string;
}

export interface PhonesInTurns {
  readonly phone: string;
  readonly addresses: readonly string[];
  /** How often it has moved. */
  readonly times: number;
}

export interface TrunkState {
  readonly trunk: string;
  readonly server: string;
  /** Whether it answers OPTIONS; if omitted: not known yet. */
  readonly reachable?: boolean;
  /** Why it carries no calls, or is tried after the others; if omitted: it carries calls. */
  readonly down?: TrunkFailureCode | undefined;
  /** False: the plan has it asked for no sign of life. */
  readonly probed?: boolean;
  /** If omitted: it asks for no registration. */
  readonly registration?: 'registered' | 'refused' | 'not_registered' | 'no_password';
  /** The environment variable of its password. */
  readonly passwordFrom?: string;
  /** When that changed last; if omitted: not known. */
  readonly since?: Instant;
}

export interface RefusedLogIn {
  /** As it was given; `<unknown>`: none of the plan's; for `address_of_trunk`: the trunk. */
  readonly user: string;
  readonly why: 'wrong_password' | 'unknown_user' | 'address_blocked' | 'address_of_trunk';
  /** The address. */
  readonly from: string;
  readonly at: Instant;
  /** How often, since it was last let in. */
  readonly times: number;
}

/** Something to play, in terms of the exchange. */
export type Media =
  /** Absolute path, with extension. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'sound'; readonly name: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'digits'; readonly digits: string };

/** What a survey has to be asked for, because the exchange lists neither prompts nor recordings by itself. */
export interface SurveyQuestions {
  readonly playbacks: readonly { readonly leg: LegId; readonly playback: PlaybackId }[];
  readonly recordings: readonly {
    readonly leg: LegId;
    readonly recording: RecordingId;
    /** When it was begun, for a length that the exchange can't tell. */
    readonly since: Instant;
  }[];
  /** Segments of talks that should be being recorded. */
  readonly talks: readonly {
    /** The caller's. */
    readonly leg: LegId;
    readonly recording: RecordingId;
    readonly sides: RecordingSides;
  }[];
}

export interface Survey {
  /**
   * When the exchange was started, by its own clock. Legs end with it: one that a later start has lost was not hung up.
   * If omitted: it does not say.
   */
  readonly startedAt?: Instant;
  /** Legs that are in our hands, with what they are. */
  readonly legs: readonly {
    readonly leg: LegId;
    readonly state: 'down' | 'ringing' | 'up';
    /** As `callArrived` would have told it; if omitted: a leg that we made. */
    readonly arrival?: Omit<CallArrived, 'type' | 'at' | 'leg'>;
  }[];
  readonly bridges: readonly { readonly bridge: BridgeId; readonly legs: readonly LegId[] }[];
  readonly phones: readonly { readonly phone: string; readonly reachable: boolean; readonly busy: boolean }[];
  /** Of the prompts asked for, those that are being played. */
  readonly playing: readonly PlaybackId[];
  /** Of the recordings asked for, those that go on and those that are kept; one that is neither was never begun. */
  readonly recordings: readonly SurveyedRecording[];
  /** Of the segments asked for, in the same way. */
  readonly talks: readonly SurveyedRecording[];
  /** Transfers that phones have asked for, and of which no event has been heard. If omitted: none. */
  readonly transfers?: readonly SurveyedTransfer[];
  /** Supervisors who are there, or whose phone rings. */
  readonly supervisors: readonly SurveyedSupervisor[];
  /** Segments for which something still listens, asked for or not. */
  readonly recorded: readonly RecordingId[];
  /**
   * Callers' legs that are in our hands no more, because the exchange's safety net serves them, or has: what becomes of them
   * is told by `servedMeanwhile`. If omitted: none.
   */
  readonly takenBySafetyNet?: readonly LegId[];
  /** Callers' legs that it had, and that are in our hands again, or were until they ended. If omitted: none. */
  readonly givenBack?: readonly LegId[];
}

/** The exchange has carried it out: something stands in that room in the place of the phone's leg. */
export interface SurveyedTransfer {
  readonly bridge: BridgeId;
  readonly stand: LegId;
  /** As dialled; or the room of the phone's other call, which the two calls were joined with. */
  readonly to: { readonly dialled: string } | { readonly room: BridgeId };
}

export interface SurveyedSupervisor {
  readonly supervision: SupervisionId;
  readonly isUp: boolean;
  /** Something listens for them. */
  readonly hears: boolean;
}

export type SurveyedRecording = { readonly recording: RecordingId } & (
  | { readonly state: 'going_on' }
  | { readonly state: 'over'; readonly lasted: Duration }
);
