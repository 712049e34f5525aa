/** Which rule for recording a call comes under, and whether chance has picked it. */
import type { CallDirection, Plan, QueueName, RecordingRule } from '../../plan/model.ts';
import { isEmergency } from '../../plan/rules/emergency.ts';
import { recordingRule } from '../../plan/rules/recording.ts';
import { randomFrom } from '../../routing/seeded-random.ts';
import type { Call } from '../kept/call.ts';

/** Undefined: no rule of the plan fits. `outside`: somebody outside is brought in by us. */
export function ruleFor(
  plan: Plan,
  call: Call,
  queue: QueueName | undefined,
  outside: boolean,
): RecordingRule | undefined {
  if (plan.recording === undefined || isEmergency(plan, call.dialled)) return undefined;
  const { dialled, caller } = call;
  return recordingRule(plan, { queue, dialled, direction: directionOf(call, outside), tags: caller.tags });
}

/** A callback is a call that its caller has made. */
function directionOf({ via, over }: Call, outside: boolean): CallDirection {
  if (via.kind !== 'phone') return 'in';
  return outside || over !== undefined ? 'out' : 'internal';
}

/** By the call's number alone, so that it comes out the same in a replay. */
export const isInShare = ({ id }: Call, { name, share }: RecordingRule): boolean =>
  randomFrom('recording', name, id) * 100 < share;
