/**
 * Ties the core's types to the public contract. Nothing here runs: if a value, a field or a kind of journal entry is in
 * one of the two and not in the other, this file does not compile, and the error names what is missing.
 */
import type { z } from 'zod';
import type { Activity, AgentStateName } from '../agents/agent.ts';
import type { CallOutcome, OfferOutcome, PhaseName } from '../call/kept/call.ts';
import type { AlarmKind, CallArrived } from '../call/kept/events.ts';
import type { PhoneTroubleEnd, QueueServiceEnd } from '../call/kept/journal/agents.ts';
import type { ConsultOutcome, WarmTransferStage } from '../call/kept/journal/conversation.ts';
import type { JournalEntry, JournalEntryOf } from '../call/kept/journal.ts';
import type { MessageChange } from '../call/kept/message.ts';
import type { OtherParty } from '../call/kept/parties.ts';
import type { Direction, QualityStage } from '../call/kept/quality.ts';
import type { SegmentEnd } from '../call/kept/recording.ts';
import type { refusalCode } from '../contract/failures.ts';
import type { JournalEntry as ContractEntry } from '../contract/journal/entry.ts';
import type * as values from '../contract/values.ts';
import type {
  RecordingSides,
  RefusalCode,
  ResultEffects,
  ScheduleSetting,
  StrategyName,
} from '../plan/model.ts';
import type { RefusedLogIn, TrunkState } from '../ports/telephony.ts';
import type { Exclusion } from '../routing/decision.ts';
import type { TicketEvent, TicketHow, TicketState } from '../tickets/ticket.ts';
import type { Plain } from './plain.ts';

type Values = typeof values;
type ValueOf<Name extends keyof Values> = z.infer<Extract<Values[Name], z.ZodType>>;

/** true, or what is in one list only. */
type SameList<Core, Contract> = [Exclude<Core, Contract>, Exclude<Contract, Core>] extends [never, never]
  ? true
  : {
      readonly 'missing in src/contract/values.ts': Exclude<Core, Contract>;
      readonly 'not in the core': Exclude<Contract, Core>;
    };

type Holds<Ties extends readonly true[]> = Ties;

export type ListsHold = Holds<
  [
    SameList<PhaseName, ValueOf<'phaseName'>>,
    SameList<CallOutcome, ValueOf<'callOutcome'>>,
    SameList<OfferOutcome, ValueOf<'offerOutcome'>>,
    SameList<AgentStateName, ValueOf<'agentState'>>,
    SameList<Activity['kind'], ValueOf<'agentActivity'>>,
    SameList<CallArrived['via']['kind'], ValueOf<'viaKind'>>,
    SameList<StrategyName, ValueOf<'strategyName'>>,
    SameList<ScheduleSetting, ValueOf<'scheduleSetting'>>,
    SameList<RecordingSides, ValueOf<'recordingSides'>>,
    SameList<SegmentEnd, ValueOf<'segmentEnd'>>,
    SameList<AlarmKind, ValueOf<'alarmKind'>>,
    SameList<MessageChange, ValueOf<'messageChange'>>,
    SameList<QualityStage, ValueOf<'qualityStage'>>,
    SameList<Direction, ValueOf<'soundDirection'>>,
    SameList<OtherParty['role'], ValueOf<'partyRole'>>,
    SameList<ConsultOutcome, ValueOf<'consultOutcome'>>,
    SameList<WarmTransferStage, ValueOf<'warmTransferStage'>>,
    SameList<RefusedLogIn['why'], ValueOf<'logInRefusal'>>,
    SameList<NonNullable<TrunkState['registration']>, ValueOf<'trunkRegistration'>>,
    SameList<PhoneTroubleEnd, ValueOf<'phoneTroubleEnd'>>,
    SameList<QueueServiceEnd, ValueOf<'queueServiceEnd'>>,
    SameList<RefusalCode, z.infer<typeof refusalCode>>,
    SameList<TicketState, ValueOf<'ticketState'>>,
    SameList<TicketHow, ValueOf<'ticketHow'>>,
    SameList<TicketEvent['type'], ValueOf<'ticketEventType'>>,
    SameList<NonNullable<ResultEffects['ticket']>, ValueOf<'ticketOfResult'>>,
    SameList<Exclusion['rule'], ValueOf<'exclusionRule'>>,
  ]
>;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type CoreEntry<Type extends JournalEntry['type']> = Plain<JournalEntryOf<Type>>;
type ContractEntryOf<Type extends string> = Omit<Extract<ContractEntry, { type: Type }>, 'seq'>;

/** Types of entries whose fields differ between `call/kept/journal.ts` and `contract/journal/`. */
type EntriesThatDiffer = {
  [Type in JournalEntry['type']]: Same<CoreEntry<Type>, ContractEntryOf<Type>> extends true ? never : Type;
}[JournalEntry['type']];

export type EntriesHold = Holds<
  [
    SameList<JournalEntry['type'], ContractEntry['type']>,
    [EntriesThatDiffer] extends [never]
      ? true
      : { readonly 'entries whose fields differ': EntriesThatDiffer },
  ]
>;
