/** Which rule for recording a call comes under. */
import type { CallDirection, Plan, QueueName, RecordingRule } from '../model.ts';
import { numberOf } from './dialled.ts';

export interface Recordable {
  /** If omitted: the talk came from no queue. */
  readonly queue?: QueueName | undefined;
  readonly dialled: string;
  readonly direction: CallDirection;
  readonly tags: readonly string[];
}

/** The first that fits. Its share has not been looked at. */
export function recordingRule(plan: Plan, call: Recordable): RecordingRule | undefined {
  return Object.values(plan.recording ?? {}).find((rule) => fits(plan, rule, call));
}

function fits(plan: Plan, rule: RecordingRule, { queue, dialled, direction, tags }: Recordable): boolean {
  const { queues, numbers, directions, tags: wanted, notTags = [] } = rule;
  return (
    directions.includes(direction) &&
    (queues === undefined || (queue !== undefined && queues.includes(queue))) &&
    (numbers === undefined || numbers.includes(numberOf(plan, dialled) ?? dialled)) &&
    (wanted === undefined || wanted.some((tag) => tags.includes(tag))) &&
    !notTags.some((tag) => tags.includes(tag))
  );
}
