/** How calls and offers end. */

/** Exactly one for each call; offered calls = the sum of these, at every instant with those still in progress. */
export type CallOutcome =
  /** Talked to a person. */
  | 'answered'
  /** Hung up while waiting for a person. */
  | 'abandoned'
  /** Hung up before asking for anyone. */
  | 'left_early'
  | 'voicemail'
  /** Hung up, and will be called back: by a call of its own. */
  | 'callback_booked'
  /** The caller did not answer when they were called back. */
  | 'callback_not_reached'
  /** No one was free to call back in time. */
  | 'callback_expired'
  /** Not wanted any more: the caller called again, or somebody took the callback off the list. */
  | 'callback_cancelled'
  /** The plan ended the call with a goodbye. */
  | 'goodbye'
  | 'number_not_in_use'
  | 'blocked'
  /** Turned away, because there were as many calls as are let in. */
  | 'overload'
  /** An agent's code or an echo test. */
  | 'served'
  /** Put together with another call, in which it goes on. */
  | 'joined'
  /** An agent looked for somebody while their caller waited, and had no one. */
  | 'not_reached'
  /** Ended by an operator before anyone talked. */
  | 'ended_by_operator'
  /** Cut off before anyone talked, because the exchange crashed or was restarted. */
  | 'exchange_restarted'
  /** Ended by a fault of ours. */
  | 'failed';

/** How an offer ended. */
export type OfferOutcome =
  | 'answered'
  | 'declined'
  | 'no_answer'
  | 'busy'
  | 'unreachable'
  /** The plan does not let us call there; nothing was rung. */
  | 'refused'
  | 'withdrawn'
  | 'failed';
