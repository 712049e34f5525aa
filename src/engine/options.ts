/** What the engine needs of the outside; all of it comes through ports. */
import type { CallArrived, Caller, Event } from '../call/kept/events.ts';
import type { World } from '../call/turn/world.ts';
import type { Plan } from '../plan/model.ts';
import type { PlanTaken } from '../plan/parse.ts';
import type { PlanRead } from '../plan/read.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { LookUp } from '../ports/lookups.ts';
import type { Prompts } from '../ports/prompts.ts';
import type { Store } from '../ports/store.ts';
import type { Telephony } from '../ports/telephony.ts';
import type { Duration } from '../shared/time.ts';

export interface EngineOptions {
  readonly telephony: Telephony;
  readonly store: Store;
  readonly prompts: Prompts;
  readonly clock: Clock;
  readonly log: Log;
  readonly parsePlan: (text: string) => PlanRead;
  /** For plans that come while calls are up. Default: `parsePlan`, which holds calls up. */
  readonly readPlan?: (text: string) => Promise<PlanTaken>;
  /** Whether there is a secret of that name on this machine. Default: there is. */
  readonly isSet?: (variable: string) => boolean;
  /** Who calls, by what the store knows. */
  readonly recognise: (arrival: CallArrived, plan: Plan) => Promise<Caller>;
  /** Whether what callers key in is right. Never rejects, and answers in time. Default: no one can say. */
  readonly lookUp?: LookUp;
  /** How late this process is, averaged over a second; if omitted: never. */
  readonly late?: () => Duration;
  /** Another engine has taken the exchange over: this one must not go on. */
  readonly replaced: () => void;
  /** What each turn is told is recorded, for a replay. Default: it is not. */
  readonly record?: {
    /** Which code takes the turns. */
    readonly build: string;
    readonly keepFor: Duration;
  };
  /** Told after each turn, before it is stored. */
  readonly turnTaken?: (world: World, event: Event) => void;
}
