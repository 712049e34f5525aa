/** Operators pause the recording of a talk, or let it go on: refused if there is none. */
import { inTalk } from '../call/kept/call.ts';
import type { Event } from '../call/kept/events.ts';
import { keepsPause } from '../call/recording/keeping-pause.ts';
import type { World } from '../call/turn/world.ts';
import type { ChangeResult } from '../ports/operations.ts';
import type { CallId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';

export interface TalkRecordingNeeds {
  readonly world: Pick<World, 'calls'>;
  readonly now: () => Instant;
  readonly take: (event: Event) => Promise<void>;
}

/** What is paused already stays so, and what goes on goes on: asking twice is done. */
export async function askRecording(
  { world, now, take }: TalkRecordingNeeds,
  id: CallId,
  to: 'pause' | 'resume',
  by: string,
): Promise<ChangeResult> {
  const call = world.calls.get(id);
  if (!call) return { done: false, code: 'no_such_call', because: `call ${id} is not in progress` };
  const recording = inTalk(call)?.phase.conversation.recording;
  if (!recording && !keepsPause(call, now()))
    return { done: false, code: 'not_recorded', because: `call ${id} is not being recorded` };
  if (recording?.failed)
    return { done: false, code: 'not_recorded', because: `the recording of call ${id} has failed` };
  await take({ type: 'recordingAsked', at: now(), call: id, to, by });
  return { done: true };
}
