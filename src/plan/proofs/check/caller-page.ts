/**
 * No call from the caller page leads to a call outside: strangers could make us pay for it. Neither by a step, nor by the own
 * outside number of an agent, nor by a callback to a number that they key in.
 */
import { phrase, type SaidValue } from '../../../shared/findings/said.ts';
import type { AgentName, Plan, Step } from '../../model.ts';
import { peopleOf } from '../../rules/on-call.ts';
import type { Problem } from './problem.ts';
import { live, reachable, variants } from './ways.ts';

const hint = phrase('leave_out_of_page');

export function outsideFromPage(plan: Plan): readonly Problem[] {
  return Object.keys(plan.callerPage?.numbers ?? {}).flatMap((number): Problem[] => {
    const flow = plan.numbers[number];
    const flows = flow === undefined ? [] : [...reachable(plan, [flow])];
    const steps = flows.flatMap((id) => {
      const one = plan.flows[id];
      return one ? live(one).flatMap((step) => variants(plan, step)) : [];
    });
    const ways = steps.flatMap((step) => outsideBy(plan, step));
    const each = new Map(ways.map((way) => [JSON.stringify(way), way]));
    return [...each.values()].map((way) => ({
      severity: 'error',
      about: 'caller page',
      message: phrase('page_can_call_outside', { number, way }),
      hint,
    }));
  });
}

function outsideBy(plan: Plan, step: Step): readonly SaidValue[] {
  if (step.do === 'queue') {
    const queue = plan.queues[step.queue];
    const callsBack = queue?.callback ? [phrase('callbacks_of_queue', { queue: step.queue })] : [];
    return [...callsBack, ...ownNumbers(plan, queue?.members ?? [])];
  }
  if (step.do !== 'ring') return [];
  if (step.who.kind === 'outside') return [step.who.number];
  if (step.who.kind === 'agent') return ownNumbers(plan, [step.who.agent]);
  if (step.who.kind === 'team') return ownNumbers(plan, plan.teams[step.who.team] ?? []);
  const rota = plan.onCall?.[step.who.rota];
  return rota ? ownNumbers(plan, peopleOf(rota)) : [];
}

const ownNumbers = (plan: Plan, agents: readonly AgentName[]): readonly SaidValue[] =>
  agents
    .filter((agent) => plan.agents[agent]?.outside)
    .map((agent) => phrase('own_number_of_agent', { agent }));
