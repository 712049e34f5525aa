/**
 * Calls that agents make: who picks up hears, or is asked, whether they may be recorded, before the two are connected. An
 * agent who calls a colleague has heard it before the phone rang (`telling.ts`); one who calls outside need not.
 *
 * ```
 *   answered ──► hears the notice, apart; the agent hears music ──► connected, and recorded
 *                         │ is asked, and says no ─────────────────► connected, and not recorded
 * ```
 */
import type { RecordingRule } from '../../plan/model.ts';
import { playbackId } from '../../shared/ids.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import { remind } from '../actions/remind.ts';
import { rearrange } from '../actions/room.ts';
import { together } from '../actions/sound.ts';
import type { Call, CallIn, Search } from '../kept/call.ts';
import { type Conversation, noticedIn, type OfferedTo, withParty } from '../kept/parties.ts';
import type { RecordingTold } from '../kept/recording.ts';
import type { Turn } from '../turn/turn.ts';
import { isInShare, ruleFor } from './rule.ts';

const keyWaitFor: Duration = seconds(5);

/** The recording rule that the person who has picked up must hear of; undefined: there is none. */
export function ruleToTell(turn: Turn, call: Call, search: Search, to: OfferedTo): RecordingRule | undefined {
  const plan = turn.planOf(call);
  if (plan.recording === undefined || call.via.kind !== 'phone' || call.aside) return undefined;
  if (to.kind === 'place' && to.place.kind === 'echo') return undefined;
  const outside = to.kind === 'place' && to.place.kind === 'outside';
  const rule = ruleFor(plan, call, search.for === 'queue' ? search.queue : undefined, outside);
  const isTold = rule?.tells.how === 'nothing' || call.recordingTold?.state === 'refused';
  return !rule || isTold || !isInShare(call, rule) ? undefined : rule;
}

/** They hear it on that leg, apart from the others. */
export function tellCalled<C extends CallIn<'talking'>>(turn: Turn, call: C, rule: RecordingRule): C {
  const { spoken } = turn.planOf(call);
  const { conversation } = call.phase;
  const { leg } = conversation.parties[1];
  const idsUsed = call.idsUsed + 1;
  const playback = playbackId(call.id, idsUsed);
  const { tells } = rule;
  const prompt =
    tells.how === 'consent'
      ? together(spoken['recording consent'], { kind: 'digits', digits: tells.key })
      : spoken['recording notice'];
  turn.command({ do: 'play', call: call.id, leg, playback, prompt, language: call.language });
  const recordingTold: RecordingTold = {
    rule: rule.name,
    state: tells.how === 'consent' ? 'asking' : 'telling',
  };
  return {
    ...call,
    idsUsed,
    saidLast: playback,
    said: { ...call.said, [leg]: playback },
    recordingTold,
    phase: { ...call.phase, playback, conversation: withParty(conversation, leg, { notice: true }) },
  };
}

/** The prompt has ended. False: it was another one. */
export function calledHasHeard(turn: Turn, call: CallIn<'talking'>): boolean {
  if (!noticedIn(call.phase.conversation)) return false;
  const { playback: _, ...phase } = call.phase;
  const silent = { ...call, phase };
  const { recordingTold } = call;
  if (recordingTold?.state === 'asking') {
    turn.put(silent);
    remind(turn, silent, 'keyWaitRanOut', turn.now + keyWaitFor);
  } else {
    if (recordingTold?.state === 'telling') {
      turn.journal({ type: 'recordingTold', call: call.id, rule: recordingTold.rule });
      connect(turn, { ...silent, recordingTold: { ...recordingTold, state: 'told' } });
    } else connect(turn, silent);
  }
  return true;
}

/** They have pressed a key, or none for so long. */
export function calledAnswers(turn: Turn, call: CallIn<'talking'>, digit: string | undefined): void {
  const { recordingTold } = call;
  if (!noticedIn(call.phase.conversation) || recordingTold?.state !== 'asking') return;
  const rule = turn.planOf(call).recording?.[recordingTold.rule];
  const given = rule?.tells.how === 'consent' && rule.tells.key === digit;
  turn.journal({ type: 'recordingConsent', call: call.id, rule: recordingTold.rule, given });
  const told: CallIn<'talking'> = {
    ...call,
    recordingTold: { ...recordingTold, state: given ? 'agreed' : 'refused' },
  };
  turn.put(told);
  const { playback, ...phase } = told.phase;
  if (playback) turn.command({ do: 'stopPlaying', call: call.id, playback });
  connect(turn, remind(turn, { ...told, phase }, 'keyWaitRanOut', undefined));
}

function connect(turn: Turn, call: CallIn<'talking'>): void {
  const { conversation } = call.phase;
  const party = noticedIn(conversation);
  if (!party) return turn.put(call);
  const heard: Conversation = withParty(conversation, party.leg, { notice: undefined });
  turn.put(call);
  rearrange(turn, call, heard);
}
