/** A menu asks the caller for a key: during its prompt, or for a time after it, as often as it has tries. */
import type { Menu, Prompt } from '../../plan/model.ts';
import { flowInWords } from '../../plan/words/in-words.ts';
import { moveTo } from '../actions/move.ts';
import { joined, silence, speak, stopPrompt } from '../actions/sound.ts';
import type { Call, CallIn } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';

export function choose(turn: Turn, call: Call, menu: Menu): void {
  const [key, ...rest] = call.typedAhead;
  if (key !== undefined && menu.keys[key] !== undefined) {
    takeKey(turn, { ...silence(turn, call), typedAhead: rest.join('') }, menu, key);
    return;
  }
  ask(turn, { ...call, typedAhead: '' }, menu, menu.prompt, 1);
}

export const choosing = {
  digitPressed(turn: Turn, call: CallIn<'choosing'>, digit: string): void {
    const menu = menuOf(turn, call);
    if (menu.keys[digit] !== undefined) {
      takeKey(turn, stopPrompt(turn, call), menu, digit);
      return;
    }
    turn.journal({ type: 'keyPressed', call: call.id, menu: menu.name, key: digit, leadsTo: null });
    askAgain(turn, call, menu, joined(turn.planOf(call).spoken['wrong key'], menu.prompt));
  },

  promptEnded(turn: Turn, call: CallIn<'choosing'>): void {
    const menu = menuOf(turn, call);
    const { playback: _, ...phase } = call.phase;
    turn.put(turn.timer({ ...call, phase }, { what: 'keyWaitRanOut', at: turn.now + menu.waitFor }));
  },

  keyWaitRanOut(turn: Turn, call: CallIn<'choosing'>): void {
    const menu = menuOf(turn, call);
    turn.journal({ type: 'noKeyPressed', call: call.id, menu: menu.name, attempt: call.phase.attempt });
    askAgain(turn, call, menu, menu.prompt);
  },
};

function askAgain(turn: Turn, call: CallIn<'choosing'>, menu: Menu, prompt: Prompt): void {
  const attempt = call.phase.attempt + 1;
  const quiet = stopPrompt(turn, call);
  if (attempt > menu.tries) turn.goTo(quiet, { flow: menu.otherwise, step: 0 });
  else ask(turn, quiet, menu, prompt, attempt);
}

function ask(turn: Turn, call: Call, menu: Menu, prompt: Prompt, attempt: number): void {
  const { call: spokenTo, playback } = speak(turn, call, prompt);
  const because =
    attempt === 1 ? `menu ${menu.name}` : `menu ${menu.name}, attempt ${attempt} of ${menu.tries}`;
  moveTo(turn, spokenTo, { name: 'choosing', menu: menu.name, attempt, playback }, because);
}

function takeKey(turn: Turn, call: Call, menu: Menu, key: string): void {
  const flow = menu.keys[key] as string;
  const leadsTo = flowInWords(turn.planOf(call), flow);
  turn.journal({ type: 'keyPressed', call: call.id, menu: menu.name, key, leadsTo });
  turn.goTo(call, { flow, step: 0 });
}

function menuOf(turn: Turn, call: CallIn<'choosing'>): Menu {
  const menu = turn.planOf(call).menus[call.phase.menu];
  if (!menu) throw new Error(`menu ${call.phase.menu} is not in plan version ${call.planVersion}`);
  return menu;
}
