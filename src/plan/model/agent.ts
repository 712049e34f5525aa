/** Agents: their phones, what they can do, and when they work. */
import type { LegFailureCode } from '../../shared/failures/legs.ts';
import type { Duration } from '../../shared/time.ts';
import type { AgentName, QueueName, ScheduleName, SkillName } from './names.ts';
import type { WayOut } from './outside.ts';

export interface Agent {
  readonly name: AgentName;
  /** As spoken or shown: `Anna Berg`. */
  readonly title: string;
  /** SIP user name of the phone; the first, if there are several. */
  readonly phone: string;
  /** All of them, when there are several: they ring together. See `plan/rules/phones.ts`. */
  readonly phones?: readonly string[];
  /** The one of them that is a page of the console. */
  readonly browserPhone?: string;
  /** A phone of theirs in the public network. */
  readonly outside?: PersonalNumber;
  /** Their phone picks up by itself, if it can. */
  readonly autoAnswer?: boolean;
  /** Of the sound, by SRTP; if omitted: it is not offered. */
  readonly encryption?: Encryption;
  /** Of their phones, the preferred first; if omitted: the usual ones. */
  readonly codecs?: readonly Codec[];
  /** Shown to those outside whom they call, where the trunk may show it. */
  readonly callerNumber?: string;
  /** What they key in to log in at any phone, with their PIN. */
  readonly number?: string;
  /** 0-10 for each skill that they have. */
  readonly skills: Readonly<Record<SkillName, number>>;
  readonly queues: readonly QueueName[];
  /** The agent's usual working hours, which `check` relies on. If omitted: always. */
  readonly works?: ScheduleName;
  /** Their share under the strategy `weighted`; if omitted: 1. */
  readonly weight?: number;
}

/** Rung for calls of the agent's. It counts as answered only once a key is pressed, so that no mailbox has the call. */
export interface PersonalNumber extends WayOut {
  readonly number: string;
  /** `instead`: of their own phones, unless they have logged in at another. `too`: beside them. */
  readonly rings: 'instead' | 'too';
  /** For `too`: how much later. */
  readonly after: Duration;
}

export type Codec = 'ulaw' | 'alaw' | 'g722' | 'opus';

export type Encryption = 'required' | 'if possible';

/** When a phone that refuses calls is taken for unusable. */
export interface PhoneTrouble {
  /** Refusals in a row; 0: never. */
  readonly after: number;
  readonly count: readonly RefusalCode[];
}

/** Why a phone refuses that could ring. */
export type RefusalCode = Extract<
  LegFailureCode,
  | 'phone_busy'
  | 'phone_declined'
  | 'phone_unavailable'
  | 'phone_forwards_calls'
  | 'no_common_codec'
  | 'no_such_number'
>;
export type RefusalName =
  | 'busy'
  | 'declined'
  | 'do not disturb'
  | 'forwarded'
  | 'no common codec'
  | 'no such number';
