/**
 * What a turn has decided about somebody's number: whether it may be called. It is recorded beside the event (`recorded/`),
 * because the number may be erased later, and a replay has to come to the same end without it.
 */
import type { NotCalled } from '../../plan/rules/outside-number.ts';
import type { CallId } from '../../shared/ids.ts';

export interface Judgement {
  readonly call: CallId;
  /** As it is called; if omitted: it is not, or it was written so already. */
  readonly number?: string;
  readonly refused?: NotCalled & {
    /** What was keyed in. */
    readonly typed?: string;
  };
}
