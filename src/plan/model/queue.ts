/** Queues: who takes their calls, in which order, and where callers go whom they do not take. */
import type { Duration } from '../../shared/time.ts';
import type { Expression } from '../rules/expression.ts';
import type { Announcements } from './announcements.ts';
import type { CallbackTerms } from './callback.ts';
import type { Etiquette } from './etiquette.ts';
import type {
  AgentName,
  FlowId,
  Language,
  QueueName,
  ResultName,
  ScheduleName,
  SkillName,
  TeamName,
} from './names.ts';
import type { StrategyName } from './strategy.ts';

export interface Queue {
  readonly name: QueueName;
  readonly title: string;
  readonly strategy: StrategyName;
  /** In the order of the plan, which is the order of the strategy `ordered`. */
  readonly members: readonly AgentName[];
  readonly needs: Expression;
  readonly ringFor: Duration;
  readonly wrapUpFor: Duration;
  /** A call should be answered within this wait, and so many percent should be: for displays only. */
  readonly answerWithin?: Duration;
  readonly answerGoal?: number;
  /** What its agents choose from in wrap-up; if omitted: nothing. */
  readonly results?: readonly ResultName[];
  /** A result is required, and wrap-up lasts so long at most without one; if omitted: it is not. */
  readonly resultWithin?: Duration;
  /** The first sentence of an agent. */
  readonly script?: Readonly<Record<Language, string>>;
  /** Goes before that of the plan, reminder by reminder. */
  readonly etiquette?: Etiquette;
  /** How long an agent who did not take a call is left alone by that call. */
  readonly tryAgainAfter: Duration;
  /** Points that its callers have in advance of others, whichever queue they wait in. */
  readonly priority: number;
  /** Music-on-hold class of Asterisk; one of the sound library is named by `rules/music.ts`. */
  readonly music: string;
  /** A hold by an agent that lasts so long is journalled; if omitted: no hold is. */
  readonly holdReminder?: Duration;
  /** New callers are taken only while this is open. */
  readonly open?: ScheduleName;
  /** More do not wait at once. */
  readonly mostCallers?: number;
  readonly exits?: QueueExits;
  /** Ways out for those who wait. */
  readonly keys?: Readonly<Record<string, FlowId>>;
  /** Strategy `progressive`: one more phone rings each time so long has passed. */
  readonly moreAfter?: Duration;
  /** Who else may take a call that has waited so long, the shortest wait first; each says the whole. */
  readonly widen?: readonly Widening[];
  readonly prefer?: Preference;
  /** How many agents of a team may be on calls of this queue at once. */
  readonly atMost?: Readonly<Record<TeamName, number>>;
  /** What waiting callers are told; if omitted: nothing. */
  readonly announce?: Announcements;
  /** Callers may be called back, and keep their place; if omitted: they may not. */
  readonly callback?: CallbackTerms;
}

/** Where callers go whom a queue does not take, or keep. */
export interface QueueExits {
  readonly closed?: FlowId;
  readonly full?: FlowId;
  readonly nobodyLoggedIn?: FlowId;
  readonly nobodyReady?: FlowId;
}

/** Who may take a call that has waited so long, and what they must be able to do. */
export interface Widening {
  /** At the latest. */
  readonly after: Duration;
  /** Before that, as soon as so long a wait is to be expected; if omitted: not before. */
  readonly fromWait?: Duration;
  /** All of them; those of the queue first. */
  readonly members: readonly AgentName[];
  /** Of the queue; the call's own needs stand beside it. */
  readonly needs: Expression;
  /** Levels that are lowered to this, in the queue's needs and in the call's own; 0: not needed any more. */
  readonly lower: Readonly<Record<SkillName, number>>;
  /** No one needs anything any more. */
  readonly anyone: boolean;
  /** What this step changes, in words. */
  readonly title: string;
}

/** Whom a caller is kept for, for a while: their own agent, or the one they talked with last. */
export interface Preference {
  readonly for: Duration;
  /** The last agent counts if they talked within so long; if omitted: only the contact's own. */
  readonly lastWithin?: Duration;
}
