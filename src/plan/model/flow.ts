/** Flows and their steps: what a call is led through. */
import type { Duration } from '../../shared/time.ts';
import type { Expression } from '../rules/expression.ts';
import type { DirectoryEntry } from './directory.ts';
import type {
  AgentName,
  FlowId,
  Language,
  LookupName,
  MenuName,
  QueueName,
  RotaName,
  ScheduleName,
  TeamName,
  VoicemailName,
} from './names.ts';
import type { WayOut } from './outside.ts';
import type { Prompt } from './prompt.ts';
import type { StrategyName } from './strategy.ts';

export interface Flow {
  readonly id: FlowId;
  /** How a person would name it: `number 100`, `menu main, key 1`, `chain accounts`. */
  readonly title: string;
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly do: 'say'; readonly prompt: Prompt }
  | { readonly do: 'menu'; readonly menu: MenuName }
  /** The caller keys something in, which is checked. After a right entry, unless the answer names a target: the next step. */
  | {
      readonly do: 'ask';
      readonly lookup: LookupName;
      /** Where a right entry leads, by what the answer calls it. */
      readonly targets: Readonly<Record<string, FlowId>>;
      readonly on: AskExits;
    }
  /** `remember`: the caller has chosen it by a key, and hears it the next time too. */
  | { readonly do: 'language'; readonly language: Language; readonly remember?: boolean }
  /** From now on the agent who takes the call must have these skills, too. */
  | { readonly do: 'needs'; readonly needs: Expression }
  /** Add priority points on the waiting list from now on. */
  | { readonly do: 'priority'; readonly priority: number }
  /** Wait among others for an agent of the queue; after `for` the next step. No `for`: until the end. */
  | {
      readonly do: 'queue';
      readonly queue: QueueName;
      readonly for?: Duration;
      /** On top of what the queue needs. */
      readonly needs?: Expression;
    }
  /** Ring somebody in particular; never waits for somebody who is not free. */
  | { readonly do: 'ring'; readonly who: RingTarget; readonly for: Duration; readonly on: RingExits }
  | { readonly do: 'voicemail'; readonly voicemail: VoicemailName }
  | { readonly do: 'goodbye'; readonly prompt?: Prompt }
  | { readonly do: 'echo' }
  /** One way or the other, by what holds in that moment. No `otherwise`: the next step. */
  | {
      readonly do: 'when';
      readonly condition: Condition;
      /** If it holds. */
      readonly so: FlowId;
      readonly otherwise?: FlowId;
    }
  /** The caller spells a name on the keypad. Without a match, or on request, the next step follows. */
  | {
      readonly do: 'directory';
      /** As written: `agents`, `topics`, teams, ... */
      readonly lists: readonly string[];
      readonly prompt: Prompt;
      readonly entries: readonly DirectoryEntry[];
      /** How long agents are rung. */
      readonly for: Duration;
      /** How long to wait for a key. */
      readonly waitFor: Duration;
      readonly tries: number;
    }
  | { readonly do: 'go'; readonly to: FlowId };

export type Condition =
  | { readonly on: 'schedule'; readonly schedule: ScheduleName; readonly is: 'open' | 'closed' }
  /** What the caller hears now: known of the contact, or chosen in the call. */
  | { readonly on: 'language'; readonly language: Language }
  /** Of the caller's contact. */
  | { readonly on: 'tag'; readonly tag: string }
  | { readonly on: 'number'; readonly number: string };

export type RingTarget =
  | { readonly kind: 'agent'; readonly agent: AgentName }
  /** Whoever is on call in that moment. */
  | { readonly kind: 'on call'; readonly rota: RotaName }
  | {
      readonly kind: 'team';
      readonly team: TeamName;
      readonly strategy: StrategyName;
      readonly moreAfter?: Duration;
    }
  | ({
      readonly kind: 'outside';
      readonly number: string;
      /** Who picks up has to press a key first: a mailbox does not. */
      readonly confirm?: true;
    } & WayOut);

/** Where a `ring` step goes instead of to the next step. */
export interface RingExits {
  readonly noAnswer?: FlowId;
  readonly busy?: FlowId;
  readonly unreachable?: FlowId;
}

/** Where an `ask` step goes instead of to the next step. */
export interface AskExits {
  /** Nothing that was keyed in was right. */
  readonly wrong?: FlowId;
  /** Too many wrong entries before. If omitted: as `wrong`. */
  readonly locked?: FlowId;
  /** No one could say. If omitted: as `wrong`. */
  readonly noAnswer?: FlowId;
}

/** Whether the caller is asked for keys at once: who knows what comes may press them before. */
export const asksForKeys: Readonly<Record<Step['do'], boolean>> = {
  say: false,
  menu: true,
  ask: true,
  language: false,
  needs: false,
  priority: false,
  queue: false,
  ring: false,
  voicemail: false,
  goodbye: false,
  echo: false,
  when: false,
  directory: true,
  go: false,
};

/** A step behind which nothing of the same flow is ever reached. */
export function isLast(step: Step): boolean {
  switch (step.do) {
    case 'menu':
    case 'voicemail':
    case 'goodbye':
    case 'echo':
    case 'go':
      return true;
    case 'queue':
      return step.for === undefined;
    case 'when':
      return step.otherwise !== undefined;
    case 'say':
    case 'language':
    case 'needs':
    case 'priority':
    case 'ring':
    case 'directory':
    case 'ask':
      return false;
  }
}
