/** A call walks the steps of its flow; what each step means is here, and how it is lived is in `phases/`. */

import type { Condition, Flow, Step } from '../../plan/model.ts';
import { flowFor } from '../../plan/rules/dialled.ts';
import { both } from '../../plan/rules/expression.ts';
import { conditionInWords, stepInWords } from '../../plan/words/in-words.ts';
import { exhausted } from '../../shared/exhausted.ts';
import type { Instant } from '../../shared/time.ts';
import { announces } from '../actions/announcing.ts';
import { stepFor } from '../actions/caller-rules.ts';
import { endCall } from '../actions/ending.ts';
import { opennessOf } from '../actions/schedules.ts';
import { asideReachesNobody } from '../conversation/aside.ts';
import { type Call, type CallOutcome, hasLeg, nowhere } from '../kept/call.ts';
import { tellsOfRecording } from '../recording/telling.ts';
import { ask } from '../self-service/asking.ts';
import { choose } from '../self-service/choosing.ts';
import { sayGoodbye } from '../self-service/goodbye.ts';
import { listen } from '../self-service/listening.ts';
import { takeMessage } from '../self-service/message.ts';
import { spell } from '../self-service/spelling.ts';
import type { Turn } from '../turn/turn.ts';
import { echo, ringSomebody, waitInQueue } from '../waiting/start-search.ts';

/** So many steps in the same moment, and the plan goes in circles. */
const stepLimit = 100;

/** Takes the step that the call is at. */
export function walk(turn: Turn, call: Call): void {
  const plan = turn.planOf(call);
  const flow = plan.flows[call.at.flow];
  const written = flow?.steps[call.at.step];
  const step = written && stepFor(plan, call.caller, written);
  const isOver = call.at.flow === nowhere || (call.aside !== undefined && !step);
  if (isOver || (!hasLeg(call) && step && needsEar[step.do])) return asideReachesNobody(turn, call);
  if (!flow) throw new Error(`flow ${call.at.flow} is not in the plan`);
  if (!step) return stepsRunOut(turn, call, flow);
  if (turn.countStep(call) > stepLimit) throw new Error(`the plan goes in circles at ${flow.title}`);
  if (announces(turn, call, step) || tellsOfRecording(turn, call, step)) return;
  turn.journal({ type: 'stepReached', call: call.id, flow: flow.title, step: stepInWords(step) });
  take(turn, call, step);
}

/** What can be done only with somebody who listens: not with the one whom an agent fetches while they talk. */
const needsEar: Readonly<Record<Step['do'], boolean>> = {
  say: true,
  menu: true,
  ask: true,
  directory: true,
  voicemail: true,
  goodbye: true,
  echo: true,
  language: false,
  needs: false,
  priority: false,
  queue: false,
  ring: false,
  when: false,
  go: false,
};

function take(turn: Turn, call: Call, step: Step): void {
  const plan = turn.planOf(call);
  switch (step.do) {
    case 'say':
      return listen(turn, call, step.prompt);
    case 'menu':
      return choose(turn, call, named(plan.menus[step.menu], `menu ${step.menu}`));
    case 'ask':
      return ask(turn, call);
    case 'directory':
      return spell(turn, call, step);
    case 'language':
      return speakFromNowOn(turn, call, step);
    case 'needs':
      return turn.next({ ...call, needs: both([call.needs, step.needs]) });
    case 'priority':
      return turn.next({ ...call, priority: step.priority });
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
    case 'when':
      return fork(turn, call, step);
    case 'go':
      return turn.goTo(call, { flow: step.to, step: 0 });
    default:
      exhausted(step);
  }
}

function speakFromNowOn(turn: Turn, call: Call, step: Extract<Step, { do: 'language' }>): void {
  const { language } = step;
  const { contact } = call.caller;
  if (step.remember && contact !== undefined && call.caller.language !== language) {
    turn.journal({ type: 'languageChosen', call: call.id, contact, language });
  }
  turn.next({ ...call, language });
}

function fork(turn: Turn, call: Call, { condition, so, otherwise }: Extract<Step, { do: 'when' }>): void {
  const asked = holds(turn, call, condition);
  turn.journal({ type: 'conditionAsked', call: call.id, condition: conditionInWords(condition), ...asked });
  if (asked.holds) turn.goTo(call, { flow: so, step: 0 });
  else if (otherwise === undefined) turn.next(call);
  else turn.goTo(call, { flow: otherwise, step: 0 });
}

interface Asked {
  readonly holds: boolean;
  readonly because: string;
  readonly until?: Instant;
}

function holds(turn: Turn, call: Call, condition: Condition): Asked {
  switch (condition.on) {
    case 'schedule': {
      const { open, set, until } = opennessOf(turn, condition.schedule, call);
      const because = `${open ? 'open' : 'closed'} ${set ? `by hand (${set.by})` : 'by its hours'}`;
      return {
        holds: open === (condition.is === 'open'),
        because,
        ...(until === undefined ? {} : { until }),
      };
    }
    case 'language':
      return { holds: call.language === condition.language, because: `speaks ${call.language}` };
    case 'tag': {
      const { tags } = call.caller;
      return { holds: tags.includes(condition.tag), because: tags.join(', ') || 'no tags' };
    }
    case 'number': {
      const flow = turn.planOf(call).numbers[condition.number];
      return {
        holds: flow !== undefined && flowFor(turn.planOf(call), call.dialled) === flow,
        because: call.via.kind === 'phone' ? 'dialled at a phone' : `dialled ${call.dialled}`,
      };
    }
  }
}

/** The last step could not be had (an echo that did not answer); the plan has nothing to put in its place. */
function stepsRunOut(turn: Turn, call: Call, flow: Flow): void {
  turn.journal({
    type: 'alarmRaised',
    code: 'flow_ran_out',
    call: call.id,
    what: `${flow.title} has no step left`,
  });
  sayGoodbye(turn, call, turn.planOf(call).spoken['sorry, something went wrong'], 'failed');
}

function goodbye(turn: Turn, call: Call, step: Extract<Step, { do: 'goodbye' }>): void {
  const outcome: CallOutcome = call.turnedAway ?? 'goodbye';
  if (step.prompt) sayGoodbye(turn, call, step.prompt, outcome);
  else endCall(turn, call, { outcome, by: 'plan', cause: 'normal' });
}

function named<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`${what} is not in the plan`);
  return found;
}
