/** How a call comes, which steps it takes, and how it ends. */
import type { AgentName, QueueName, RotaName } from '../../../plan/model.ts';
import type { FailureCode } from '../../../shared/failures/table.ts';
import type { CallId, LegId } from '../../../shared/ids.ts';
import type { Duration, Instant } from '../../../shared/time.ts';
import type { CallOutcome, PhaseName } from '../call.ts';
import type { CallArrived, Caller, ExchangeTimes } from '../events.ts';

export type CourseEntry =
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
      /** Click to call: the ticket from which its contact was called. */
      readonly ticket?: number;
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
  /** What the agent's other call was about goes on in this one. */
  | { readonly type: 'callsJoined'; readonly other: CallId; readonly by: string }
  /** After the call: its caller is off the list of missed callers, by hand. */
  | { readonly type: 'missedCallHandled'; readonly by: string }
  /** An operator has ended the call. */
  | { readonly type: 'hangUpAsked'; readonly by: string; readonly reason?: string }
  | {
      readonly type: 'callEnded';
      readonly outcome: CallOutcome;
      /** Who or what ended it: `caller`, `agent anna`, `plan`, `engine`. */
      readonly by: string;
      readonly lasted: Duration;
      readonly talked: Duration;
      /** The same from the exchange's own time stamps, for each leg. If omitted: none was talked on, or some were missed. */
      readonly exchange?: ExchangeTimes;
    };
