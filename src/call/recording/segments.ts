/**
 * Segments of a recording follow the talk: one is open while the talk goes on, no one has paused the recording, and
 * no one holds. It is looked at once at the end of each turn, for the calls that the turn has changed, so that whatever
 * changes a talk need not think of recording.
 *
 * ```
 *             the talk begins                paused, or held by an agent
 *  (nothing) ─────────────────► open segment ◄─────────────────────────► none
 *                                    │             goes on
 *              the talk is over      │ ended by itself: the disk is full
 *  (nothing) ◄───────────────────────┴──────────────────────────────────► failed
 * ```
 *
 * What an agent's microphone picks up while they hold would be in a recording, although the caller does not hear it.
 */
import { type CallId, type RecordingId, recordingId } from '../../shared/ids.ts';
import type { Duration } from '../../shared/time.ts';
import { nameOf } from '../actions/offers.ts';
import { type Call, type CallIn, inTalk } from '../kept/call.ts';
import type { CommandOf } from '../kept/commands.ts';
import { type Conversation, hasRoom, legsInRoom, noticedIn, othersIn, servingIn } from '../kept/parties.ts';
import type { SegmentEnd, TalkRecording } from '../kept/recording.ts';
import type { Turn } from '../turn/turn.ts';
import { recordingOf } from './deciding.ts';
import { pauseGoesOn } from './keeping-pause.ts';

export function recordingsFollow(turn: Turn): void {
  for (const id of turn.changedCalls()) follow(turn, turn.world.calls.get(id), turn.call(id));
}

function follow(turn: Turn, before: Call | undefined, call: Call | undefined): void {
  const was = conversationOf(before);
  const talk = inTalk(call);
  const isNew = was === undefined || was.since !== talk?.phase.conversation.since;
  const left = was?.recording?.segment;
  if (isNew && before && left !== undefined) stop(turn, before.id, left, 'the talk is over');
  if (!talk) return;
  // A segment listens at the caller's leg.
  const segment = talk.phase.conversation.recording?.segment;
  if (segment !== undefined && segment === left && before?.leg !== talk.leg) {
    stop(turn, talk.id, segment, 'another party counts as the caller now');
    const { segment: _, ...rest } = talk.phase.conversation.recording ?? {};
    return turn.put(adjusted(turn, talk, rest as TalkRecording));
  }
  // What an agent asks a colleague is no talk with a caller.
  const isTold = noticedIn(talk.phase.conversation) === undefined;
  const begins = isTold && (isNew || (was !== undefined && noticedIn(was) !== undefined));
  const { recording } = talk.phase.conversation;
  if (recording) return turn.put(adjusted(turn, talk, recording));
  const begun = begins && !talk.aside ? recordingOf(turn, talk) : undefined;
  if (!begun) return;
  const goesOn = pauseGoesOn(turn, talk, begun);
  turn.put(adjusted(turn, goesOn.call, goesOn.recording));
}

function adjusted(turn: Turn, call: CallIn<'talking'>, recording: TalkRecording): Call {
  const { conversation } = call.phase;
  const whyNot = whySilent(conversation, recording);
  const { segment, ...rest } = recording;
  if (whyNot === undefined && segment === undefined) {
    const idsUsed = call.idsUsed + 1;
    const opened = { ...rest, segment: recordingId(call.id, idsUsed) };
    const begun = withRecording({ ...call, idsUsed }, opened);
    start(turn, begun, opened);
    return begun;
  }
  if (whyNot === undefined || segment === undefined) return withRecording(call, recording);
  if (!recording.failed) stop(turn, call.id, segment, whyNot);
  return withRecording(call, rest);
}

/** Why nothing is recorded at this moment; undefined: it is. */
export function whySilent(conversation: Conversation, recording: TalkRecording): string | undefined {
  if (recording.failed) return 'the recording had failed before';
  if (recording.paused) return 'paused';
  const holder = othersIn(conversation).find(({ role, holds }) => holds && role !== 'supervising');
  if (holder) return `held by ${nameOf(holder.who)}`;
  return hasRoom(conversation) ? undefined : 'no other party is with the caller';
}

function start(turn: Turn, call: CallIn<'talking'>, { rule, sides, segment }: Opened): void {
  const { search, conversation } = call.phase;
  turn.command(recordTalk(call, { sides, segment }));
  turn.journal({
    type: 'recordingStarted',
    call: call.id,
    recording: segment,
    rule,
    sides,
    ...(search.for === 'queue' ? { queue: search.queue } : {}),
    with: nameOf(servingIn(conversation).who),
    keepFor: turn.planOf(call).recording?.[rule]?.keepFor ?? 0,
  });
}

type Opened = TalkRecording & { readonly segment: RecordingId };

export const recordTalk = (
  { id, leg, phase }: CallIn<'talking'>,
  { sides, segment }: Pick<Opened, 'sides' | 'segment'>,
): CommandOf<'recordTalk'> => ({
  do: 'recordTalk',
  call: id,
  recording: segment,
  leg,
  legs: legsInRoom(phase.conversation),
  sides,
});

function stop(turn: Turn, call: CallId, recording: RecordingId, because: string): void {
  turn.command({ do: 'stopTalkRecording', call, recording });
  turn.journal({ type: 'recordingStopped', call, recording, because });
}

/** Also long after the call has ended: its number is in the segment's. */
export function segmentEnds(
  turn: Turn,
  id: CallId,
  recording: RecordingId,
  lasted: Duration,
  end: SegmentEnd,
): void {
  turn.journal({ type: 'recordingClosed', call: id, recording, lasted, end });
  // Of one that has ended with the leg the end of the call is on its way.
  if (end !== 'leg_ended') recordingFails(turn, id, recording, 'Asterisk ended it: the disk may be full');
}

/** Means nothing for a segment that was to end. */
export function recordingFails(turn: Turn, id: CallId, recording: RecordingId, because: string): void {
  const call = inTalk(turn.call(id));
  const open = call?.phase.conversation.recording;
  if (!call || open?.segment !== recording) return;
  // It may have been begun all the same, or one of its sides may go on.
  turn.command({ do: 'stopTalkRecording', call: id, recording });
  turn.journal({ type: 'recordingFailed', call: id, recording, code: 'recording_failed', because });
  turn.journal({
    type: 'alarmRaised',
    code: 'recording_failed',
    call: id,
    what: `the recording of call ${id} failed: ${because}`,
    about: 'recordings',
  });
  const { segment: _, paused: __, ...rest } = open;
  turn.put(withRecording(call, { ...rest, failed: true }));
}

export function withRecording(call: CallIn<'talking'>, recording: TalkRecording): CallIn<'talking'> {
  if (call.phase.conversation.recording === recording) return call;
  return { ...call, phase: { ...call.phase, conversation: { ...call.phase.conversation, recording } } };
}

const conversationOf = (call: Call | undefined): Conversation | undefined =>
  call?.phase.name === 'talking' ? call.phase.conversation : undefined;
