/**
 * A survey: the agent has ended the talk, the caller is still there, and is asked how it was. Each question is answered with a
 * key from 1 to 5; after the last one they may say something that is recorded.
 *
 * ```
 *            agent hangs up            1-5                  none left                  said
 *   talking ────────────────► a question ────► the next one ─────────► a comment ────────────► thanks ──► ended
 *                                  └──────── no key, as often as there are tries ────────────────┘
 * ```
 *
 * The agent wraps up meanwhile. The caller may hang up at any time, which ends the call as it would have ended without a survey.
 * Whoever drops out has not answered what is left; that they were asked is in the journal before the first question, so an agent
 * cannot keep a caller from being counted by hanging up first.
 */
import type { Prompt, Survey } from '../../plan/model.ts';
import { surveyOf } from '../../plan/rules/surveys.ts';
import { greetingOf } from '../../plan/rules/voicemails.ts';
import { randomFrom } from '../../routing/seeded-random.ts';
import { type CallId, type LegId, recordingId } from '../../shared/ids.ts';
import type { Duration } from '../../shared/time.ts';
import { type EndsCallersLeg, endCall } from '../actions/ending.ts';
import { partyLeaves } from '../actions/leaving.ts';
import { moveTo } from '../actions/move.ts';
import { noteTalkOutside } from '../actions/outside.ts';
import { joined, speak, stopPrompt } from '../actions/sound.ts';
import { type CallIn, hasLeg } from '../kept/call.ts';
import { type OtherParty, othersIn, talkTime } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { exchangeMayTake, shortestMessage } from './message.ts';

type Asked = CallIn<'answering_survey'>;

/** What the journal calls the spoken comment. */
const comment = 'comment';

/**
 * The talk is over for the agent who serves the caller. Whether the caller is asked how it was; if not, nothing has been done.
 * `gone`: their leg, if it has ended already.
 */
export function survey(turn: Turn, call: CallIn<'talking'>, party: OtherParty, gone?: LegId): boolean {
  const wanted = surveyFor(turn, call, party);
  if (!wanted || party.who.kind !== 'agent') return false;
  const { conversation, search } = call.phase;
  const { agent } = party.who;
  const talked = talkTime(conversation, turn.now);
  const queue = search.for === 'queue' ? { queue: search.queue } : {};
  noteTalkOutside(turn, call);
  for (const each of othersIn(conversation)) partyLeaves(turn, call, each, each.leg === gone);
  moveTo(
    turn,
    call,
    {
      name: 'answering_survey',
      survey: wanted.name,
      asks: 'mark',
      question: 0,
      attempt: 1,
      agent,
      talked,
      ...queue,
    },
    `survey ${wanted.name}`,
  );
  turn.journal({
    type: 'surveyOffered',
    call: call.id,
    survey: wanted.name,
    agent,
    ...queue,
    language: call.language,
    waited: conversation.since - search.since,
    talked,
  });
  const asked = askedIn(turn, call.id);
  if (asked) askQuestion(turn, asked, wanted, 0);
  return true;
}

/** Calls from outside in which the caller is on the line. What agents dial themselves is nothing that callers rate. */
function surveyFor(turn: Turn, call: CallIn<'talking'>, { who }: OtherParty): Survey | undefined {
  const plan = turn.planOf(call);
  if (plan.surveys === undefined || who.kind !== 'agent') return undefined;
  const isFromOutside = call.via.kind !== 'phone' && call.calledBy === undefined && call.aside === undefined;
  if (!isFromOutside || !hasLeg(call)) return undefined;
  const { search } = call.phase;
  const queue = search.for === 'queue' ? search.queue : undefined;
  const found = surveyOf(plan, { queue, agent: who.agent, language: call.language });
  return found && !found.onlyByEmail && isInShare(call.id, found) ? found : undefined;
}

/** By the call's number alone, so that it comes out the same in a replay. */
export const isInShare = (call: CallId, { name, share }: Survey): boolean =>
  randomFrom('survey', name, call) * 100 < share;

export const answeringSurvey = {
  digitPressed(turn: Turn, call: Asked, digit: string): void {
    const asked = surveyIn(turn, call);
    const { asks, question, attempt } = call.phase;
    const { name, prompt } = asked.questions[question] ?? {};
    if (asks !== 'mark' || name === undefined || prompt === undefined) return;
    if (!/^[1-5]$/.test(digit)) {
      const again = joined(turn.planOf(call).spoken['wrong key'], prompt);
      return askAgain(turn, stopPrompt(turn, call), asked, again, attempt + 1);
    }
    const mark = Number(digit);
    const isLow = mark <= asked.low;
    turn.journal({
      type: 'surveyAnswered',
      call: call.id,
      survey: asked.name,
      question: name,
      mark,
      low: isLow,
      ...servedBy(call),
      ...(isLow
        ? { followUpAfter: asked.followUpAfter, followUpBy: asked.followUpBy ?? call.phase.agent }
        : {}),
    });
    goOn(turn, stopPrompt(turn, call), asked, question + 1);
  },

  promptEnded(turn: Turn, call: Asked): void {
    const { playback: _, ...phase } = call.phase;
    const heard = { ...call, phase };
    const asked = surveyIn(turn, call);
    if (phase.asks === 'nothing')
      return endCall(turn, heard, { outcome: 'answered', by: 'plan', cause: 'normal' });
    if (phase.asks === 'mark')
      return turn.put(turn.timer(heard, { what: 'keyWaitRanOut', at: turn.now + asked.waitFor }));
    const idsUsed = call.idsUsed + 1;
    const recording = recordingId(call.id, idsUsed);
    const atMost = turn.planOf(call).voicemails[asked.comment ?? '']?.longest ?? 0;
    turn.command({ do: 'record', call: call.id, leg: call.leg, recording, atMost });
    turn.put({ ...heard, idsUsed, phase: { ...phase, recording } });
  },

  keyWaitRanOut(turn: Turn, call: Asked): void {
    const asked = surveyIn(turn, call);
    const prompt = asked.questions[call.phase.question]?.prompt;
    if (prompt) askAgain(turn, call, asked, prompt, call.phase.attempt + 1);
    else thank(turn, call, asked);
  },

  recordingEnded(turn: Turn, call: Asked, lasted: Duration): void {
    const asked = surveyIn(turn, call);
    const { recording: said, callerGone, cutOff, ...phase } = call.phase;
    if (said !== undefined && asked.comment !== undefined && lasted >= shortestMessage) {
      turn.journal({ type: 'messageLeft', call: call.id, voicemail: asked.comment, recording: said, lasted });
      turn.journal({
        type: 'surveyAnswered',
        call: call.id,
        survey: asked.name,
        question: comment,
        recording: said,
        low: false,
        ...servedBy(call),
      });
    }
    if (callerGone) hasLeft(turn, call, cutOff ? 'exchange' : 'caller');
    else thank(turn, { ...call, phase }, asked);
  },

  /** How long the comment is the exchange tells only at its end. */
  callerHungUp(turn: Turn, call: Asked, by: EndsCallersLeg): void {
    if (call.phase.recording === undefined) return hasLeft(turn, call, by);
    const cutOff = by === 'exchange' ? { cutOff: true as const } : {};
    const waiting = { ...call, phase: { ...call.phase, callerGone: true as const, ...cutOff } };
    turn.put(turn.timer(waiting, { what: 'recordingShouldBeOver', at: turn.now + exchangeMayTake }));
  },

  recordingShouldBeOver(turn: Turn, call: Asked): void {
    turn.journal({
      type: 'alarmRaised',
      code: 'recording_end_unknown',
      call: call.id,
      what: 'Asterisk did not report how a recording ended',
    });
    hasLeft(turn, call, call.phase.cutOff ? 'exchange' : 'caller');
  },
};

/** They have talked, so the call is answered even if the exchange cut them off. */
const hasLeft = (turn: Turn, call: Asked, by: EndsCallersLeg): void =>
  endCall(turn, call, { outcome: 'answered', by, gone: call.leg, cause: 'normal' });

const servedBy = ({ phase: { agent, queue } }: Asked) => ({
  agent,
  ...(queue === undefined ? {} : { queue }),
});

function goOn(turn: Turn, call: Asked, asked: Survey, next: number): void {
  if (next < asked.questions.length) return askQuestion(turn, call, asked, next);
  const voicemail = turn.planOf(call).voicemails[asked.comment ?? ''];
  if (voicemail) {
    const greeting = greetingOf(voicemail, call.language);
    say(turn, { ...call, phase: { ...call.phase, asks: 'comment', question: next } }, greeting);
  } else thank(turn, call, asked);
}

function askQuestion(turn: Turn, call: Asked, { questions }: Survey, question: number): void {
  const prompt = questions[question]?.prompt ?? {};
  say(turn, { ...call, phase: { ...call.phase, asks: 'mark', question, attempt: 1 } }, prompt);
}

function askAgain(turn: Turn, call: Asked, asked: Survey, prompt: Prompt, attempt: number): void {
  if (attempt > asked.tries) thank(turn, call, asked);
  else say(turn, { ...call, phase: { ...call.phase, attempt } }, prompt);
}

const thank = (turn: Turn, call: Asked, { thanks }: Survey): void =>
  say(turn, { ...call, phase: { ...call.phase, asks: 'nothing' } }, thanks);

/** What they were waited for ends with it: it is asked anew, or something else is. */
function say(turn: Turn, call: Asked, prompt: Prompt): void {
  const { call: spokenTo, playback } = speak(turn, call, prompt);
  turn.put({ ...spokenTo, timers: [], phase: { ...call.phase, playback } });
}

function surveyIn(turn: Turn, call: Asked): Survey {
  const found = turn.planOf(call).surveys?.[call.phase.survey];
  if (!found) throw new Error(`survey ${call.phase.survey} is not in plan version ${call.planVersion}`);
  return found;
}

function askedIn(turn: Turn, id: Asked['id']): Asked | undefined {
  const call = turn.call(id);
  return call?.phase.name === 'answering_survey' ? { ...call, phase: call.phase } : undefined;
}
