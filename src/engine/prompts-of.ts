import type { Plan, Prompt } from '../plan/model.ts';
import { promptsOneByOne } from '../plan/rules/prompts.ts';

/** Everything that a plan may ever say. */
export function* promptsOf(plan: Plan): Generator<Prompt> {
  for (const { prompt } of promptsOneByOne(plan)) yield prompt;
}
