/**
 * What callers are told of recording, before they are put through: they hear that they may be recorded, or are asked
 * whether they may, and say so by a key. It is done once for each call, at the first step that a rule of the plan fits.
 *
 * Who was not told, or did not agree, is not recorded (`deciding.ts`).
 */
import type { Prompt, RecordingRule, Step } from '../../plan/model.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import { moveTo } from '../actions/move.ts';
import { speak, stopPrompt, together } from '../actions/sound.ts';
import type { Call, CallIn } from '../kept/call.ts';
import type { RecordingTold } from '../kept/recording.ts';
import type { Turn } from '../turn/turn.ts';
import { isInShare, ruleFor } from './rule.ts';

const keyWaitFor: Duration = seconds(5);

/** Whether the caller has something to hear before the step is taken, which is then taken after it. */
export function tellsOfRecording(turn: Turn, call: Call, step: Step): boolean {
  const plan = turn.planOf(call);
  if (step.do !== 'queue' && step.do !== 'ring') return false;
  if (tellsOfSupervision(turn, call)) return true;
  if (plan.recording === undefined) return false;
  const outside = step.do === 'ring' && step.who.kind === 'outside';
  const rule = ruleFor(plan, call, step.do === 'queue' ? step.queue : undefined, outside);
  if (!rule || !isInShare(call, rule) || hasHeard(call.recordingTold, rule)) return false;
  // Whoever is called there is told when they pick up; an agent who calls is told by their employer.
  if (call.via.kind === 'phone' && outside) return false;
  if (rule.tells.how === 'announcement') tell(turn, call, rule, plan.spoken['recording notice']);
  else if (rule.tells.how === 'consent') ask(turn, call, rule, rule.tells.key);
  return rule.tells.how !== 'nothing';
}

/** Emergency services are nobody's business, and agents who call are told by their employer. */
function tellsOfSupervision(turn: Turn, call: Call): boolean {
  const plan = turn.planOf(call);
  const isWanted = plan.supervision?.tellCallers === true && call.via.kind !== 'phone';
  if (!isWanted || call.supervisionTold !== undefined) return false;
  const { call: spokenTo, playback } = speak(turn, call, plan.spoken['supervision notice']);
  moveTo(
    turn,
    { ...spokenTo, supervisionTold: 'telling' },
    { name: 'listening', playback, notice: true },
    'the caller hears that a supervisor may listen',
  );
  return true;
}

function hasHeard(told: RecordingTold | undefined, { tells }: RecordingRule): boolean {
  if (told === undefined) return tells.how === 'nothing';
  return tells.how !== 'consent' || told.state !== 'told';
}

function tell(turn: Turn, call: Call, { name }: RecordingRule, words: Prompt): void {
  const { call: spokenTo, playback } = speak(turn, call, words);
  const recordingTold = { rule: name, state: 'telling' } as const;
  moveTo(
    turn,
    { ...spokenTo, recordingTold },
    { name: 'listening', playback, notice: true },
    `recording rule ${name} tells the caller`,
  );
}

function ask(turn: Turn, call: Call, { name }: RecordingRule, key: string): void {
  const words = together(turn.planOf(call).spoken['recording consent'], { kind: 'digits', digits: key });
  const { call: spokenTo, playback } = speak(turn, call, words);
  const recordingTold = { rule: name, state: 'asking' } as const;
  moveTo(
    turn,
    { ...spokenTo, recordingTold },
    { name: 'consenting', playback },
    `recording rule ${name} asks the caller`,
  );
}

/** The caller has heard that they may be recorded, and goes on. */
export function noticeIsOver(turn: Turn, call: CallIn<'listening'>): void {
  if (call.supervisionTold === 'telling') {
    turn.journal({ type: 'supervisionTold', call: call.id });
    return turn.goTo({ ...call, supervisionTold: 'told' }, call.at);
  }
  const { recordingTold } = call;
  if (recordingTold?.state !== 'telling') return turn.goTo(call, call.at);
  const { rule } = recordingTold;
  turn.journal({ type: 'recordingTold', call: call.id, rule });
  turn.goTo({ ...call, recordingTold: { rule, state: 'told' } }, call.at);
}

/** A notice that could not be played does not count. */
export function noticeUnheard<C extends Call>(turn: Turn, call: C): C {
  if (call.supervisionTold === 'telling') return { ...call, supervisionTold: 'unheard' };
  const { recordingTold } = call;
  if (recordingTold?.state !== 'telling' && recordingTold?.state !== 'asking') return call;
  const { rule } = recordingTold;
  turn.journal({
    type: 'recordingLeftOut',
    call: call.id,
    rule,
    because: 'the recording notice could not be played',
  });
  return { ...call, recordingTold: { rule, state: 'refused' } };
}

export const consenting = {
  digitPressed(turn: Turn, call: CallIn<'consenting'>, digit: string): void {
    const rule = turn.planOf(call).recording?.[call.recordingTold?.rule ?? ''];
    settle(turn, call, rule?.tells.how === 'consent' && rule.tells.key === digit);
  },

  promptEnded(turn: Turn, call: CallIn<'consenting'>): void {
    const { playback: _, ...phase } = call.phase;
    const asked = { ...call, phase };
    if (call.recordingTold?.state === 'refused') return turn.goTo(asked, call.at);
    turn.put(turn.timer(asked, { what: 'keyWaitRanOut', at: turn.now + keyWaitFor }));
  },

  /** Who says nothing has not agreed. */
  keyWaitRanOut(turn: Turn, call: CallIn<'consenting'>): void {
    settle(turn, call, false);
  },
};

function settle(turn: Turn, call: CallIn<'consenting'>, given: boolean): void {
  const { rule } = call.recordingTold ?? {};
  if (rule === undefined) return;
  turn.journal({ type: 'recordingConsent', call: call.id, rule, given });
  const recordingTold = { rule, state: given ? 'agreed' : 'refused' } as const;
  turn.goTo({ ...stopPrompt(turn, call), recordingTold }, call.at);
}
