/** Who talks with whom: hold, transfers, consultations, parties, parking, and how it sounds. */
import type { AgentName } from '../../../plan/model.ts';
import type { FailureCode } from '../../../shared/failures/table.ts';
import type { CallId, LegId, OfferId } from '../../../shared/ids.ts';
import type { Duration, Instant } from '../../../shared/time.ts';
import type { OtherParty } from '../parties.ts';
import type { LegQuality, QualityStage } from '../quality.ts';

/**
 * completed: the caller goes on with the person who was consulted, or is searching for them. merged: all three talk. cancelled: taken back.
 * not_reached: no answer. ended: the person consulted, or the caller, has hung up.
 */
export type ConsultOutcome = 'completed' | 'merged' | 'cancelled' | 'not_reached' | 'ended';

/** failed: no answer. rolled_back: taken back, or the caller has gone. */
export type WarmTransferStage = 'started' | 'ringing' | 'joined' | 'handed_over' | 'failed' | 'rolled_back';

export type ConversationEntry =
  /** The agent who talked with the caller passes them on; `to` as dialled at their phone. */
  | {
      readonly type: 'transferAsked';
      readonly offer: OfferId;
      readonly by: string;
      readonly to: string;
      /** In words; with `because`: where the caller came from. */
      readonly leadsTo: string;
      /** Why they are not brought to what was dialled; the code is missing in entries of earlier versions. */
      readonly code?: FailureCode;
      readonly because?: string;
      /** The operator who asked for it; if omitted: the phone did. */
      readonly askedBy?: string;
    }
  /** The phone in the talk has stopped sending: the caller is brought to the next agent. */
  | {
      readonly type: 'phoneVanished';
      readonly offer: OfferId;
      readonly to: string;
      /** If omitted: in entries of earlier versions. */
      readonly code?: FailureCode;
      /** At the end of the talk; it counts for no one. */
      readonly silentFor: Duration;
    }
  /** The page on which `who` talked is gone; the talk waits for them until then. */
  | {
      readonly type: 'pageGone';
      readonly leg: LegId;
      readonly who: string;
      readonly role: OtherParty['role'];
      readonly until: Instant;
    }
  /** They are back in the talk, on another leg. */
  | {
      readonly type: 'rejoined';
      readonly leg: LegId;
      readonly who: string;
      readonly role: OtherParty['role'];
      readonly awayFor: Duration;
    }
  /** How the leg of `who` sounds, or has sounded. */
  | ({
      readonly type: 'quality';
      readonly leg: LegId;
      /** `caller`, an agent, or the phone or trunk. */
      readonly who: string;
      readonly stage: QualityStage;
    } & LegQuality)
  /** `who` has put the others on hold: `caller`, or an agent or place. */
  | {
      readonly type: 'held';
      readonly leg: LegId;
      readonly who: string;
      /** Who asked us for it; none: the phone's button. */
      readonly askedBy?: string;
    }
  /** `who` has kept the caller on hold for as long as the queue says, and still does. */
  | {
      readonly type: 'holdIsLong';
      readonly leg: LegId;
      readonly who: string;
      readonly heldFor: Duration;
      /** False: events have been missed meanwhile, so it may be over. */
      readonly certain: boolean;
    }
  | {
      readonly type: 'resumed';
      readonly leg: LegId;
      readonly who: string;
      readonly heldFor: Duration;
      /** False: events were missed while the hold lasted, so it may have been interrupted. */
      readonly certain: boolean;
      /** `resumed`, or that they left. */
      readonly because: string;
    }
  /** A further party joins the talk. */
  | {
      readonly type: 'partyJoined';
      readonly leg: LegId;
      readonly who: string;
      readonly role: OtherParty['role'];
      readonly because: string;
    }
  /** A party leaves the talk, which goes on. */
  | {
      readonly type: 'partyLeft';
      readonly leg: LegId;
      readonly who: string;
      readonly role: OtherParty['role'];
      readonly because: string;
    }
  /** `who` has the call from now on. */
  | { readonly type: 'servingPassed'; readonly leg: LegId; readonly who: string; readonly from: string }
  /** The others do not hear `who`, or do again. */
  | {
      readonly type: 'partyMuted';
      readonly leg: LegId;
      readonly who: string;
      readonly muted: boolean;
      readonly by: string;
    }
  /** The agent consults another person, in call `aside`, while the caller waits. */
  | {
      readonly type: 'consultBegan';
      readonly aside: CallId;
      readonly agent: AgentName;
      readonly to: string;
      /** An operator, or the agent by a key. */
      readonly by: string;
    }
  /** The agent is back with the caller, or with the person they consult; the other one hears music. */
  | {
      readonly type: 'consultSwapped';
      readonly aside: CallId;
      readonly agent: AgentName;
      readonly with: 'caller' | 'consulted';
      readonly by: string;
    }
  | {
      readonly type: 'consultEnded';
      readonly aside: CallId;
      readonly agent: AgentName;
      readonly outcome: ConsultOutcome;
      readonly by: string;
    }
  /** Another person is called, in call `aside`, while the agent goes on talking with the caller. */
  | {
      readonly type: 'warmTransfer';
      readonly aside: CallId;
      readonly agent: AgentName;
      readonly to: string;
      readonly stage: WarmTransferStage;
      readonly by: string;
    }
  /** Another phone has tried to take that leg's place (INVITE with Replaces). */
  | { readonly type: 'pickUpUndone'; readonly leg: LegId; readonly by: LegId }
  /**
   * The agent has called `caller`, who counts as the caller from now on; the agent serves them. `leg`: of the caller.
   */
  | {
      readonly type: 'turnedRound';
      readonly leg: LegId;
      readonly caller: string;
      readonly agent: AgentName;
      /** Their number was dialled: such a call has a ticket. If omitted: a colleague, a number of the plan, or an earlier version. */
      readonly dialledOutside?: true;
      /** Of the number that was dialled. If omitted: it could not be looked up. */
      readonly contact?: string;
    }
  /** The caller waits in that slot until a phone picks them up or the time is up. */
  | { readonly type: 'parked'; readonly slot: string; readonly by: string; readonly until: Instant }
  /** A phone has picked up the call: from a parking slot (`slot 71`), or from a colleague's phone that rang. */
  | {
      readonly type: 'pickedUp';
      readonly leg: LegId;
      readonly by: string;
      readonly from: string;
      /** The call in which they dialled. */
      readonly other: CallId;
    };
