/** Escalation chains: flows of their own, to which steps and transfers lead. */
import type { PlanSource } from '../language.ts';
import { chainFlow } from '../rules/named-flows.ts';
import type { FlowCompiler } from './flow.ts';
import { collect } from './section.ts';

export function addChains({ chains }: Pick<PlanSource, 'chains'>, flow: FlowCompiler): void {
  collect(chains, (name, steps, at) => flow.add(chainFlow(name), `chain ${name}`, steps, at));
}
