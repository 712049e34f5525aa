/** What each outcome of a call needs: a call that never had it cannot have ended so. */
import type { PhaseName } from '../../call/kept/call.ts';
import type { JournalEntryOf, StoredEntry } from '../../call/kept/journal.ts';
import type { CallOutcome } from '../../call/kept/outcomes.ts';

interface Facts {
  readonly arrival: JournalEntryOf<'callArrived'>;
  /** The last before its end. */
  readonly phase: PhaseName;
  /** An agent, or anyone else who was called, talked with the caller. */
  readonly talks: boolean;
  readonly seen: ReadonlySet<StoredEntry['type']>;
  readonly isJoined: boolean;
  /** No engine ran, and the net's own call has what became of it. */
  readonly takenBySafetyNet: boolean;
}

const selfService: readonly PhaseName[] = [
  'arriving',
  'listening',
  'choosing',
  'asking',
  'spelling',
  'consenting',
  'logging_in',
  'hearing_messages',
  'recording_sound',
  'hearing_alarm',
  'saying_goodbye',
  'leaving_message',
];
const looking: readonly PhaseName[] = ['waiting', 'ringing'];
const fine = undefined;

/** They may have talked before, and have been passed on, or the phone of whom they talked with was lost. */
const notTalking = ({ phase }: Facts): string | undefined =>
  phase === 'talking' ? 'the caller was talking' : fine;

const neverTalked = ({ talks }: Facts): string | undefined =>
  talks ? 'the caller had talked with a person' : fine;

/** Why a call cannot have ended so; undefined: it can. A new outcome does not compile before it says here what it needs. */
export const whyNotEndedSo: Readonly<Record<CallOutcome, (facts: Facts) => string | undefined>> = {
  answered: ({ talks, phase }) => (talks || phase === 'talking' ? fine : 'no one talked with the caller'),
  abandoned: (facts) =>
    facts.phase === 'talking'
      ? 'the caller was talking'
      : neverAsked(facts)
        ? 'the caller asked for no one'
        : fine,
  // A colleague may have passed them on to a menu.
  left_early: ({ phase }) => (selfService.includes(phase) ? fine : `the caller was ${phase}`),
  voicemail: ({ seen }) => (seen.has('messageLeft') ? fine : 'no message was left'),
  callback_booked: ({ seen }) => (seen.has('callbackBooked') ? fine : 'no callback was booked'),
  callback_not_reached: ({ seen, arrival }) =>
    arrival.via.kind !== 'callback'
      ? 'it is no callback'
      : seen.has('callerNotReached')
        ? fine
        : 'no attempt to reach the caller failed',
  callback_expired: ({ arrival }) => (arrival.via.kind === 'callback' ? fine : 'it is no callback'),
  callback_cancelled: ({ arrival }) => (arrival.via.kind === 'callback' ? fine : 'it is no callback'),
  goodbye: ({ phase }) => (phase === 'talking' ? 'the caller was talking' : fine),
  number_not_in_use: neverTalked,
  blocked: neverTalked,
  overload: ({ arrival, seen }) =>
    arrival.refused === 'overload' || seen.has('turnedAway') ? fine : 'no limit turned it away',
  served: () => fine,
  joined: ({ isJoined, takenBySafetyNet, arrival }) =>
    isJoined || takenBySafetyNet || arrival.via.kind === 'phone' ? fine : 'it was joined with no other call',
  not_reached: ({ arrival }) => (arrival.via.kind === 'phone' ? fine : 'no agent made it'),
  ended_by_operator: notTalking,
  exchange_restarted: notTalking,
  failed: () => fine,
};

const neverAsked = ({ phase, seen, arrival }: Facts): boolean =>
  arrival.servedBy === undefined &&
  !looking.includes(phase) &&
  phase !== 'leaving_message' &&
  !seen.has('offerMade') &&
  !seen.has('nobodyFree');
