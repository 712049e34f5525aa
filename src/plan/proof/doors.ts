/** Doors: numbers that stand in each other's way, and side doors to people whose own number is guarded. */
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { CountryCode } from 'libphonenumber-js';
import type { Problem } from '../check/problem.ts';
import { live } from '../check/ways.ts';
import type { AgentName, FlowId, Plan } from '../model.ts';
import { exampleOf, type Route, routesIn } from './example.ts';

const anyTime = { open: new Set<string>() };

/** Two ways to write one number lead to two places: which one is taken is up to the provider. */
export function shadowedNumbers(plan: Plan): readonly Problem[] {
  const first = new Map<string, string>();
  return Object.keys(plan.numbers).flatMap((number): Problem[] => {
    const whole = wholeNumber(number, plan.country);
    const before = first.get(whole);
    if (before === undefined) {
      first.set(whole, number);
      return [];
    }
    return [
      {
        severity: 'warning',
        about: `flow ${plan.numbers[number]}`,
        message: `'${number}' and '${before}' are one number: which of them is dialled is up to who brings the call`,
        hint: 'keep the one that the provider sends',
        example: `cordboard try --dial ${number}`,
      },
    ];
  });
}

function wholeNumber(number: string, country: string): string {
  const parsed = parsePhoneNumberFromString(number, country as CountryCode);
  return parsed?.isValid() ? parsed.number : number.replace(/^\+/, '');
}

/**
 * Whoever is rung behind a guarded number, and not by the way that everybody is sent, is meant to be guarded: no other
 * number may lead to them.
 */
export function sideDoors(plan: Plan): readonly Problem[] {
  return Object.values(plan.guarded ?? {}).flatMap(({ numbers, to }) => {
    const allowed = rungFrom(plan, [to]);
    const own = numbers.flatMap((number) => plan.numbers[number] ?? []);
    const guarded = [...rungFrom(plan, own)].filter((agent) => !allowed.has(agent));
    return Object.keys(plan.numbers).flatMap((dial): Problem[] => {
      if (isGuarded(plan, dial)) return [];
      const routes = routesIn(plan, anyTime, dial);
      return guarded.flatMap((agent): Problem[] => {
        const found = [...routes].find(([id]) => rings(plan, id, agent));
        return found ? [problem(plan, agent, numbers, found)] : [];
      });
    });
  });
}

const isGuarded = (plan: Plan, number: string): boolean =>
  Object.values(plan.guarded ?? {}).some(({ numbers }) => numbers.includes(number));

/** Agents that steps ring, or whose queue steps come to, from these flows on; keys not pressed. */
function rungFrom(plan: Plan, starts: readonly FlowId[]): ReadonlySet<AgentName> {
  const flows = new Set(starts);
  for (const id of flows) {
    const flow = plan.flows[id];
    for (const step of flow ? live(flow) : []) {
      if (step.do === 'go') flows.add(step.to);
      if (step.do === 'ring') for (const exit of Object.values(step.on)) flows.add(exit as FlowId);
    }
  }
  return new Set(Object.keys(plan.agents).filter((agent) => [...flows].some((id) => rings(plan, id, agent))));
}

function rings(plan: Plan, id: FlowId, agent: AgentName): boolean {
  const flow = plan.flows[id];
  return (flow ? live(flow) : []).some((step) => {
    if (step.do === 'queue') return plan.queues[step.queue]?.members.includes(agent) === true;
    if (step.do !== 'ring') return false;
    if (step.who.kind === 'agent') return step.who.agent === agent;
    return step.who.kind === 'team' && plan.teams[step.who.team]?.includes(agent) === true;
  });
}

function problem(
  plan: Plan,
  agent: AgentName,
  numbers: readonly string[],
  [id, route]: readonly [FlowId, Route],
): Problem {
  const title = plan.flows[id]?.title ?? id;
  return {
    severity: 'warning',
    about: `agent ${agent}`,
    message: `'${agent}', whose number ${numbers.join(', ')} is guarded, can be reached by ${title}`,
    hint: 'guard that number too, or lead it past them',
    example: exampleOf(plan, route),
  };
}
