/** What keys are for that a caller presses while something is said to them. */
import { asksForKeys, type Plan } from '../../plan/model.ts';
import type { CallIn } from '../kept/call.ts';

/**
 * `menus`: for the menus and names to come. `lookup`: for the `ask` step that comes next; they may be a PIN. `nothing`: they
 * might be one, and no one can say yet; they are dropped.
 */
export type KeysAhead = 'menus' | 'lookup' | 'nothing';

/** More steps lead in circles. */
const farthest = 100;

export function keysAheadFor(plan: Plan, call: CallIn<'listening'>): KeysAhead {
  if (plan.lookups === undefined) return 'menus';
  const next = nextThatAsks(plan, call.at);
  if (next === 'ask') return 'lookup';
  // A second key, after the one for the menu, may be the first of a PIN.
  return next === 'directory' || (next === 'menu' && call.typedAhead === '') ? 'menus' : 'nothing';
}

/** The next step that asks for keys, if callers surely come to it. */
function nextThatAsks(plan: Plan, from: CallIn<'listening'>['at']): string | undefined {
  let at = { flow: from.flow, step: from.step + 1 };
  for (let steps = 0; steps < farthest; steps++) {
    const step = plan.flows[at.flow]?.steps[at.step];
    if (step === undefined) return undefined;
    if (asksForKeys[step.do]) return step.do;
    if (step.do === 'go') at = { flow: step.to, step: 0 };
    else if (step.do === 'say' || step.do === 'language' || step.do === 'needs' || step.do === 'priority')
      at = { ...at, step: at.step + 1 };
    else return undefined;
  }
  return undefined;
}
