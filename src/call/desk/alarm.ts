/**
 * Somebody is called because of an alarm: they hear what is wrong, and press 1 to confirm. A mailbox presses nothing, and the
 * next person is called. Who calls whom and when is decided outside of the core (`engine/alarm-keeper.ts`).
 */
import type { AlarmPerson, Plan, Prompt } from '../../plan/model.ts';
import type { AlarmDialled } from '../../plan/rules/alarm-dialled.ts';
import { type FailureCode, failures } from '../../shared/failures/table.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import { moveTo } from '../actions/move.ts';
import { speak, stopPrompt, together } from '../actions/sound.ts';
import type { Call, CallIn } from '../kept/call.ts';
import { sayGoodbye } from '../self-service/goodbye.ts';
import type { Turn } from '../turn/turn.ts';

type Hearing = CallIn<'hearing_alarm'>;

const waitForKey: Duration = seconds(8);
const tries = 3;

export const personInWords = (person: AlarmPerson): string =>
  person.kind === 'agent' ? person.agent : person.number;

export function reportAlarm(turn: Turn, call: Call, alarm: AlarmDialled): void {
  const person = turn.plan.alarms?.people[alarm.person];
  const to = person ? personInWords(person) : call.via.name;
  say(turn, call, { name: 'hearing_alarm', to, count: alarm.count, code: alarm.code, attempt: 1 });
}

export const hearingAlarm = {
  digitPressed(turn: Turn, call: Hearing, digit: string): void {
    const quiet = stopPrompt(turn, call);
    if (digit !== '1') return again(turn, quiet);
    turn.journal({ type: 'alarmConfirmed', by: call.phase.to, call: call.id });
    sayGoodbye(turn, quiet, turn.planOf(call).spoken['alarm confirmed'], 'served');
  },

  promptEnded(turn: Turn, call: Hearing): void {
    const { playback: _, ...phase } = call.phase;
    const silent = { ...call, phase, timers: [] };
    turn.put(turn.timer(silent, { what: 'keyWaitRanOut', at: turn.now + waitForKey }));
  },

  keyWaitRanOut(turn: Turn, call: Hearing): void {
    again(turn, call);
  },
};

function again(turn: Turn, call: Hearing): void {
  const attempt = call.phase.attempt + 1;
  if (attempt > tries) sayGoodbye(turn, call, turn.planOf(call).spoken.goodbye, 'served');
  else say(turn, call, { ...call.phase, attempt });
}

function say(turn: Turn, call: Call, phase: Hearing['phase']): void {
  const { call: spokenTo, playback } = speak(turn, call, words(turn.planOf(call), phase));
  const because =
    phase.attempt === 1 ? `alarm ${phase.code}` : `alarm ${phase.code}, attempt ${phase.attempt} of ${tries}`;
  moveTo(turn, spokenTo, { ...phase, playback }, because);
}

/** "Alarm from Office. Trunk ... Press 1 to confirm." */
function words({ spoken, company }: Plan, { count, code }: Hearing['phase']): Prompt {
  const known = code in failures ? failures[code as FailureCode].sentence : code.replaceAll('_', ' ');
  const more = count > 1 ? [spoken['number of alarms'], { kind: 'number', number: count } as const] : [];
  return together(
    spoken['an alarm from'],
    { kind: 'text', text: company },
    { kind: 'text', text: known },
    ...more,
    spoken['press 1 to confirm'],
  );
}
