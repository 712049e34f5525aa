/**
 * The journal: what happened and why, append-only. `why`, call records and reports are folds over these entries, so
 * each says all that a reader needs without looking at the plan of the day.
 */
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { AfterCallEntry } from './journal/after-call.ts';
import type { AgentEntry } from './journal/agents.ts';
import type { CallbackEntry } from './journal/callbacks.ts';
import type { ConversationEntry } from './journal/conversation.ts';
import type { CourseEntry } from './journal/course.ts';
import type { OfferEntry } from './journal/offers.ts';
import type { OutsideEntry } from './journal/outside.ts';
import type { RecordingEntry } from './journal/recording.ts';
import type { SelfServiceEntry } from './journal/self-service.ts';
import type { SupervisionEntry } from './journal/supervision.ts';
import type { SystemEntry } from './journal/system.ts';
import type { WaitingEntry } from './journal/waiting.ts';

export type JournalEntry = { readonly at: Instant } & (CallEntry | AgentEntry | SystemEntry);

type CallEntry = { readonly call: CallId } & (
  | CourseEntry
  | OutsideEntry
  | SelfServiceEntry
  | WaitingEntry
  | OfferEntry
  | ConversationEntry
  | SupervisionEntry
  | RecordingEntry
  | CallbackEntry
  | AfterCallEntry
);

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
