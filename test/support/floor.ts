/**
 * A floor: callers, agents' phones and a Cordboard between them, either on the simulated Asterisk with a virtual
 * clock or on a real one with real SIP. A test written against this interface runs on both.
 *
 * Every wait is for a condition, with a deadline, and fails with what was there instead.
 */
import type { Operations } from '../../src/ports/operations.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Duration } from '../../src/shared/time.ts';

export interface Floor {
  readonly kind: 'simulated' | 'asterisk';
  readonly operations: Operations;
  readonly store: Pick<
    Store,
    | 'journal'
    | 'contacts'
    | 'voicemails'
    | 'recordings'
    | 'plans'
    | 'pins'
    | 'directory'
    | 'erasure'
    | 'tickets'
  >;
  /** Somebody outside, on one of the lines `line1`..`line9` (a free one unless said). */
  caller(name: string, options?: { number?: string; line?: string }): OutsideCaller;
  /** An agent at a registered softphone, ready to be rung. */
  agent(name: string): Promise<AgentPhone>;
  until(what: string, condition: () => boolean | Promise<boolean>, within?: Duration): Promise<void>;
  /** The engine ends, killed or asked to; things go on without it; another one takes them up. */
  engineAway(meanwhile: () => Promise<void>): Promise<void>;
  /** Lets that much time pass: virtual, or real. */
  passes(time: Duration): Promise<void>;
  /** Hangs up what is left, checks that nothing is left over anywhere and that every invariant holds, and closes. */
  close(): Promise<void>;
}

export interface OutsideCaller {
  readonly name: string;
  /** Resolves when the engine knows the call; its id. */
  dials(number: string): Promise<string>;
  /** One after the other, as RFC 4733 events on the real floor. Needs an answered call. */
  presses(digits: string): Promise<void>;
  hangsUp(): Promise<void>;
  /** Waits until their call is picked up. */
  isAnswered(): Promise<void>;
  /** Waits until a ringing tone is signalled (SIP 180). */
  hearsRinging(): Promise<void>;
  /** Waits until the other side ends the call; the SIP status of a call that was never answered. */
  isHungUpOn(): Promise<{ answered: boolean; status?: number }>;
  /** Waits until what that agent says arrives here, and what is said here arrives there. */
  talksWith(agent: AgentPhone): Promise<void>;
  /** Waits until they hear that they are kept on hold: something, and not the agent. */
  hearsMusic(instead: AgentPhone): Promise<void>;
  /** Whether the line is up right now. */
  readonly onTheLine: boolean;
}

export interface AgentPhone {
  readonly name: string;
  /** Waits for a ring, which is not picked up yet. What its display shows. */
  rings(): Promise<{ number: string; name: string }>;
  /** Waits until it does not ring any more. */
  stopsRinging(): Promise<void>;
  answers(): Promise<void>;
  /** Picks up if it rings at this very moment; whether it did. */
  picksUp(): Promise<boolean>;
  /** 603 */
  declines(): Promise<void>;
  /** 486 to everything from now on, until `back`. */
  isBusy(): Promise<void>;
  back(): Promise<void>;
  /** After a talk: whoever puts the phone down within a moment of picking it up has not talked (`goesAtOnce`). */
  hangsUp(): Promise<void>;
  /** The transfer key of the phone, and whom to; the phone hangs up by itself. */
  transfersTo(number: string): Promise<void>;
  /** Puts the phone down without waiting for anything. */
  goesAtOnce(): Promise<void>;
  isHungUpOn(): Promise<void>;
  /** Dials a code or a number from this phone. Resolves when the call is over or answered. */
  dials(number: string): Promise<void>;
  /** Presses the hold button, and again. */
  holds(): Promise<void>;
  resumes(): Promise<void>;
  /** Keys on the call that this phone is on. */
  presses(digits: string): Promise<void>;
  /** Picks up the next ring by itself, at once. */
  answersByItself(on: boolean): void;
  /** Unregisters: unreachable from now on. */
  leaves(): Promise<void>;
  readonly ringing: boolean;
  readonly talking: boolean;
  /** The name on its display while it is on a call; undefined: nothing has changed it since the phone was rung. */
  readonly shows: string | undefined;
}
