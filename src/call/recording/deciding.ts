/** Whether a talk that has just begun is recorded. */
import type { RecordingRule } from '../../plan/model.ts';
import type { Call, CallIn } from '../kept/call.ts';
import { servingIn } from '../kept/parties.ts';
import type { RecordingTold, TalkRecording } from '../kept/recording.ts';
import type { Turn } from '../turn/turn.ts';
import { isInShare, ruleFor } from './rule.ts';

/** Undefined: it is not recorded. If a rule fits all the same, the journal says why. */
export function recordingOf(turn: Turn, call: CallIn<'talking'>): TalkRecording | undefined {
  const { conversation, search } = call.phase;
  const { who } = servingIn(conversation);
  if (who.kind === 'place' && who.place.kind === 'echo') return undefined;
  const queue = search.for === 'queue' ? search.queue : undefined;
  const outside = who.kind === 'place' && who.place.kind === 'outside';
  const rule = ruleFor(turn.planOf(call), call, queue, outside);
  if (!rule) return undefined;
  const whyNot = whyLeftOut(call, rule);
  if (whyNot === undefined) return { rule: rule.name, sides: rule.sides, pauseFor: rule.pauseFor };
  turn.journal({ type: 'recordingLeftOut', call: call.id, rule: rule.name, because: whyNot });
  return undefined;
}

function whyLeftOut(call: Call, rule: RecordingRule): string | undefined {
  if (!isInShare(call, rule)) return `the call is not among the ${rule.share} % that chance has picked`;
  return whyNotTold(call.recordingTold, rule);
}

/** A caller who has refused is not recorded in this call, whatever other rules say. */
export function whyNotTold(told: RecordingTold | undefined, { tells }: RecordingRule): string | undefined {
  if (told?.state === 'refused') return 'the caller did not agree';
  if (tells.how === 'nothing' || told?.state === 'agreed') return undefined;
  if (tells.how === 'consent') return 'the caller was not asked';
  return told?.state === 'told' ? undefined : 'the caller heard no recording notice';
}
