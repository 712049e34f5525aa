/** A call walks the steps of its flow; what each step means is here, and how it is lived is in `phases/`. */
import type { Flow, Step } from '../plan/model.ts';
import { stepInWords } from '../plan/words.ts';
import type { Call, CallOutcome } from './call.ts';
import { endCall } from './acts/ending.ts';
import { choose } from './phases/choosing.ts';
import { sayGoodbye } from './phases/goodbye.ts';
import { listen } from './phases/listening.ts';
import { takeMessage } from './phases/message.ts';
import { echo, ringSomebody, waitInQueue } from './phases/searching.ts';
import type { Turn } from './turn.ts';

/** So many steps in the same moment, and the plan goes in circles. */
const stepLimit = 100;

/** Takes the step that the call is at. */
export function walk(turn: Turn, call: Call): void {
  const plan = turn.planOf(call);
  const flow = plan.flows[call.at.flow];
  const step = flow?.steps[call.at.step];
  if (!flow) throw new Error(`flow ${call.at.flow} is not in the plan`);
  if (!step) return stepsRunOut(turn, call, flow);
  if (turn.countStep(call) > stepLimit) throw new Error(`the plan goes in circles at ${flow.title}`);
  turn.journal({ type: 'stepReached', call: call.id, flow: flow.title, step: stepInWords(step) });
  take(turn, call, step);
}

function take(turn: Turn, call: Call, step: Step): void {
  const plan = turn.planOf(call);
  switch (step.do) {
    case 'say':
      return listen(turn, call, step.prompt);
    case 'menu':
      return choose(turn, call, named(plan.menus[step.menu], `menu ${step.menu}`));
    case 'language':
      return turn.next({ ...call, language: step.language });
    case 'queue':
      return waitInQueue(turn, call, step);
    case 'ring':
      return ringSomebody(turn, call, step);
    case 'voicemail':
      return takeMessage(turn, call, named(plan.voicemails[step.voicemail], `voicemail ${step.voicemail}`));
    case 'goodbye':
      return goodbye(turn, call, step);
    case 'echo':
      return echo(turn, call);
    case 'go':
      return turn.goTo(call, { flow: step.to, step: 0 });
  }
}

/** The last step could not be had (an echo that did not answer); the plan has nothing to put in its place. */
function stepsRunOut(turn: Turn, call: Call, flow: Flow): void {
  turn.journal({ type: 'alarmRaised', call: call.id, what: `${flow.title} has no step left` });
  sayGoodbye(turn, call, turn.planOf(call).spoken['sorry, something went wrong'], 'failed');
}

function goodbye(turn: Turn, call: Call, step: Extract<Step, { do: 'goodbye' }>): void {
  const outcome: CallOutcome = call.turnedAway ?? 'goodbye';
  if (step.prompt) sayGoodbye(turn, call, step.prompt, outcome);
  else endCall(turn, call, { outcome, by: 'plan', gone: 'nobody', cause: 'normal' });
}

function named<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`${what} is not in the plan`);
  return found;
}
