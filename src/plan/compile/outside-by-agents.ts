/** What an agent hears whose call to an outside number does not come about, and whom they have called if nobody else is reached. */
import type { PlanSource } from '../language.ts';
import type { Flow, FlowId, SystemPrompt } from '../model.ts';
import { calledIsOver, outsideCallExits, outsideCallFlow } from '../rules/outside-by-agents.ts';
import type { PromptCompiler } from './prompt.ts';

export function addOutsideCallFlows(
  { 'outside calls': outside }: Pick<PlanSource, 'outside calls'>,
  prompts: PromptCompiler,
  flows: Map<FlowId, Flow>,
): void {
  const say = (id: FlowId, words: SystemPrompt): void => {
    const prompt = prompts.builtIn(words);
    flows.set(id, { id, title: id, steps: [{ do: 'goodbye', prompt }] });
  };
  say(calledIsOver.outside, 'goodbye');
  say(calledIsOver.colleague, 'nobody was reached');
  if (!outside?.['by agents']) return;
  say(outsideCallFlow, 'outside call not possible');
  say(outsideCallExits.unreachable, 'outside call not possible');
  say(outsideCallExits.busy, 'outside number busy');
  say(outsideCallExits.noAnswer, 'outside number does not answer');
}
