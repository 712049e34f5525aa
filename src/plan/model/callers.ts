/** What certain callers get: by the tags of their contact, and at guarded numbers. */
import type { Expression } from '../rules/expression.ts';
import type { AgentName, FlowId, MenuName, QueueName, TagName } from './names.ts';

/** What a tag of a contact changes for their calls. */
export interface Tag {
  /** Points in the order of those who wait; of several tags the highest counts. */
  readonly priority: number;
  /** On top of what else the call needs. */
  readonly needs: Expression;
  /** Dialled number -> flow, instead of the one in `numbers`. */
  readonly numbers: Readonly<Record<string, FlowId>>;
  /** Each of these instead of the other, wherever a step leads there. */
  readonly menus: Readonly<Record<MenuName, MenuName>>;
  readonly queues: Readonly<Record<QueueName, QueueName>>;
  readonly chains: Readonly<Record<FlowId, FlowId>>;
}

/** Callers who dial one of the numbers go to `to`, except those listed. */
export interface Guard {
  readonly numbers: readonly string[];
  readonly to: FlowId;
  readonly butFor: {
    readonly tags: readonly TagName[];
    /** E.164. */
    readonly callers: readonly string[];
    readonly agents: readonly AgentName[];
  };
}
