/** What agents and their phones do beside calls. */
import type { AgentName, QueueName, RefusalCode } from '../../../plan/model.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { Duration, Instant } from '../../../shared/time.ts';

/** `rang`: until its time was over, and no one refused. */
export type PhoneTroubleEnd = 'answered' | 'rang' | 'registered' | 'resumed' | 'logged_in' | 'logged_out';

/** Why an agent is back in a queue, although no one has put them back. */
export type QueueServiceEnd = 'logged_out';

export type AgentEntry = { readonly agent: AgentName } & (
  | {
      readonly type: 'agentChanged';
      readonly to:
        | 'logged_in'
        | 'logged_out'
        | 'pause_booked'
        | 'pause_cancelled'
        | 'paused'
        | 'resumed'
        | 'added'
        | 'removed';
      readonly by: string;
      readonly because?: string;
      /** Of a pause: what the plan says of its reason. If omitted: any length; no work. */
      readonly longest?: Duration;
      readonly countsAsWork?: boolean;
    }
  /** The agent was taken out of the queue for now, or gets its calls again. */
  | {
      readonly type: 'queueServiceSet';
      readonly queue: QueueName;
      readonly serves: boolean;
      /** Of who is put back: so long they were out. If omitted: also in entries of earlier versions. */
      readonly outFor?: Duration;
      readonly by: string;
      /** If omitted: somebody wanted it. */
      readonly because?: QueueServiceEnd;
    }
  | { readonly type: 'phoneChanged'; readonly reachable: boolean; readonly busy: boolean }
  /** Their phone has refused so many calls in a row that other agents are asked first. */
  | {
      readonly type: 'phoneTroubleStarted';
      /** The last that it refused. */
      readonly call: CallId;
      readonly code: RefusalCode;
      readonly refusals: number;
    }
  | { readonly type: 'phoneTroubleEnded'; readonly because: PhoneTroubleEnd }
  | { readonly type: 'wrapUpStarted'; readonly call: CallId; readonly until: Instant }
  | { readonly type: 'wrapUpExtended'; readonly until: Instant; readonly by: string }
  | { readonly type: 'wrapUpEnded'; readonly by: string }
);
