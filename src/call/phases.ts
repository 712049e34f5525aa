/**
 * The story of a call: its phases in the order in which a call lives them, and what may happen in each. An event that
 * a phase has no row for means nothing to it.
 *
 * ```
 *            say               menu                queue, ring                answers
 *  arriving ─────► listening ◄──────► choosing ─────────────────► waiting ◄─────► ringing ─────► talking
 *                      │                 │                            │  time is up                 │
 *                      └────────────────►└── voicemail, goodbye ◄─────┘                             │
 *                                               │                                                   │
 *    waiting ── asks for a callback, hangs up ──► awaitingCallback ◄──► callingBack ── is reached ──► ringing or talking
 *
 *    talking ── the agent hangs up ──► answeringSurvey ──────────────────────────────────────────────► ended
 *
 *                     leavingMessage ──► sayingGoodbye ──────────────────────────────────────────► ended
 * ```
 *
 * Before a `queue` or `ring`, the plan may tell the caller that they may be recorded (`listening`), or ask (`consenting`).
 *
 * A caller who keys in a customer number or a PIN is `asking`, and so they are while it is checked.
 *
 * A caller who looks for somebody by name is `spelling`, much as one who is choosing.
 *
 * An agent who logs in at somebody's phone is `loggingIn` until they have said who they are.
 *
 * An agent who listens to what callers have left is `hearingMessages`.
 *
 * A person who is called because of an alarm is `hearingAlarm`.
 *
 * Somebody who records a sound for the library at their phone is `recordingSound`.
 *
 * In every phase: `callerHungUp` ends the call.
 */
import type { AgentName } from '../plan/model.ts';
import type { OfferCode } from '../shared/failures/table.ts';
import type { Duration } from '../shared/time.ts';
import type { EndsCallersLeg } from './actions/ending.ts';
import { awaitingCallback, callingBack } from './callbacks/calling-back.ts';
import { talking } from './conversation/talking.ts';
import { hearingAlarm } from './desk/alarm.ts';
import { loggingIn } from './desk/logging-in.ts';
import { hearingMessages } from './desk/messages.ts';
import type {
  CallIn,
  CallTimer,
  CallTimerKind,
  Offer,
  OfferLeg,
  OfferOutcome,
  PhaseName,
} from './kept/call.ts';
import type { PinCheck } from './kept/events.ts';
import type { LookupAnswer } from './kept/lookup.ts';
import type { ListedMessage } from './kept/message.ts';
import type { OtherParty } from './kept/parties.ts';
import { consenting } from './recording/telling.ts';
import { asking } from './self-service/asking.ts';
import { choosing } from './self-service/choosing.ts';
import { sayingGoodbye } from './self-service/goodbye.ts';
import { listening } from './self-service/listening.ts';
import { leavingMessage } from './self-service/message.ts';
import { recordingSound } from './self-service/recording-sound.ts';
import { spelling } from './self-service/spelling.ts';
import { answeringSurvey } from './self-service/survey.ts';
import type { Turn } from './turn/turn.ts';
import { searching } from './waiting/searching.ts';

export type Rows<Name extends PhaseName> = {
  digitPressed?(turn: Turn, call: CallIn<Name>, digit: string): void;
  /** The prompt that the phase plays has ended. */
  promptEnded?(turn: Turn, call: CallIn<Name>): void;
  /** It could not be played; if omitted: as if it had ended. */
  promptUnheard?(turn: Turn, call: CallIn<Name>): void;
  pinChecked?(turn: Turn, call: CallIn<Name>, agent: AgentName, pin: PinCheck): void;
  lookupAnswered?(turn: Turn, call: CallIn<Name>, question: string, answer: LookupAnswer): void;
  messagesListed?(turn: Turn, call: CallIn<Name>, messages: readonly ListedMessage[] | undefined): void;
  recordingEnded?(turn: Turn, call: CallIn<Name>, lasted: Duration): void;
  legRinging?(turn: Turn, call: CallIn<Name>, offer: Offer, leg: OfferLeg): void;
  legAnswered?(turn: Turn, call: CallIn<Name>, offer: Offer, leg: OfferLeg): void;
  /** A key, at a phone that an offer rings. */
  legPressed?(turn: Turn, call: CallIn<Name>, offer: Offer, leg: OfferLeg, digit: string): void;
  /** Who picked up at a number outside could not be asked for the key. */
  keyNotAskedFor?(turn: Turn, call: CallIn<Name>, offer: Offer, leg: OfferLeg): void;
  offerFailed?(
    turn: Turn,
    call: CallIn<Name>,
    offer: Offer,
    outcome: Exclude<OfferOutcome, 'answered'>,
    code: OfferCode,
    /** The phone that said so; if omitted: all of the offer's. */
    leg?: OfferLeg,
  ): void;
  /** Who is called back has picked up, or has not. */
  callerReached?(turn: Turn, call: CallIn<Name>): void;
  /** The phone of who is called back rings. */
  callerRings?(turn: Turn, call: CallIn<Name>): void;
  callerNotReached?(
    turn: Turn,
    call: CallIn<Name>,
    outcome: Exclude<OfferOutcome, 'answered'>,
    code: OfferCode,
  ): void;
  /** Who is called back was being rung when the exchange was restarted. */
  callerCutOff?(turn: Turn, call: CallIn<Name>): void;
  /** Somebody who talks, and is not the caller. */
  partyHungUp?(turn: Turn, call: CallIn<Name>, party: OtherParty): void;
  /** Nothing is heard of them any more, for so long by now. */
  partyVanished?(turn: Turn, call: CallIn<Name>, party: OtherParty, silentFor: Duration): void;
  /** The agent who talks with the caller passes them on to what they have dialled, and is about to hang up; or `by` has it done. */
  transferAsked?(turn: Turn, call: CallIn<Name>, party: OtherParty, to: string, by?: string): void;
  /** Only where hanging up is not the end at once. */
  callerHungUp?(turn: Turn, call: CallIn<Name>, by: EndsCallersLeg): void;
} & { [What in CallTimerKind]?: (turn: Turn, call: CallIn<Name>, timer: CallTimer) => void };

export const phases: { readonly [Name in PhaseName]: Rows<Name> } = {
  arriving: {},
  listening,
  choosing,
  asking,
  spelling,
  consenting,
  logging_in: loggingIn,
  hearing_messages: hearingMessages,
  recording_sound: recordingSound,
  hearing_alarm: hearingAlarm,
  waiting: searching,
  ringing: searching,
  awaiting_callback: awaitingCallback,
  calling_back: callingBack,
  talking,
  leaving_message: leavingMessage,
  answering_survey: answeringSurvey,
  saying_goodbye: sayingGoodbye,
  ended: {},
};
