/**
 * No call from the caller page leads to a call outside: strangers could make us pay for it. Neither by a step, nor by the own
 * outside number of an agent, nor by a callback to a number that they key in.
 */
import type { AgentName, Plan, Step } from '../../model.ts';
import { peopleOf } from '../../rules/on-call.ts';
import type { Problem } from './problem.ts';
import { live, reachable, variants } from './ways.ts';

const hint = 'leave the number out of the caller page, or add a number of its own that rings phones only';

export function outsideFromPage(plan: Plan): readonly Problem[] {
  return Object.keys(plan.callerPage?.numbers ?? {}).flatMap((number): Problem[] => {
    const flow = plan.numbers[number];
    const flows = flow === undefined ? [] : [...reachable(plan, [flow])];
    const steps = flows.flatMap((id) => {
      const one = plan.flows[id];
      return one ? live(one).flatMap((step) => variants(plan, step)) : [];
    });
    const ways = new Set(steps.flatMap((step) => outsideBy(plan, step)));
    return [...ways].map((way) => ({
      severity: 'error',
      about: 'caller page',
      message: `visitors who call '${number}' from the browser can cause a call to an outside number: ${way}`,
      hint,
    }));
  });
}

function outsideBy(plan: Plan, step: Step): readonly string[] {
  if (step.do === 'queue') {
    const queue = plan.queues[step.queue];
    const callsBack = queue?.callback ? [`callbacks of queue ${step.queue}`] : [];
    return [...callsBack, ...ownNumbers(plan, queue?.members ?? [])];
  }
  if (step.do !== 'ring') return [];
  if (step.who.kind === 'outside') return [step.who.number];
  if (step.who.kind === 'agent') return ownNumbers(plan, [step.who.agent]);
  if (step.who.kind === 'team') return ownNumbers(plan, plan.teams[step.who.team] ?? []);
  const rota = plan.onCall?.[step.who.rota];
  return rota ? ownNumbers(plan, peopleOf(rota)) : [];
}

const ownNumbers = (plan: Plan, agents: readonly AgentName[]): readonly string[] =>
  agents.filter((agent) => plan.agents[agent]?.outside).map((agent) => `the own number of agent ${agent}`);
