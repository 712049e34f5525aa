import type { Plan, Prompt } from '../plan/model.ts';
import { promptsIn } from '../plan/rules/prompts.ts';

/** Everything that a plan may ever say. */
export const promptsOf = (plan: Plan): Prompt[] => promptsIn(plan).map(({ prompt }) => prompt);
