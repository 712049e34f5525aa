/** Agents with guarded numbers: a directory lists them only for callers that a guard lets through. */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Flow, FlowId, Guard, Plan, Queue, Step } from '../model.ts';
import { live, waysFrom } from '../proofs/check/ways.ts';
import { peopleOf } from '../rules/on-call.ts';
import { table } from '../source/report.ts';

/** Whom a step rings: an agent, or a number outside. */
export type Door = string;

/** Anyone who is rung behind a guarded number, and not by the way that everybody is sent. */
export function guardedDoors(plan: Plan, { numbers, to }: Guard): ReadonlySet<Door> {
  const own = numbers.flatMap((number) => plan.numbers[number] ?? []);
  const allowed = doorsFrom(plan, [to]);
  return new Set([...doorsFrom(plan, own)].filter((door) => !allowed.has(door)));
}

/** Whom calls come to from these flows on if no key is pressed, and no queue has widened. */
export function doorsFrom(plan: Plan, starts: readonly FlowId[]): ReadonlySet<Door> {
  const flows = new Set(starts);
  for (const id of flows) for (const { to, byKey } of waysFrom(plan, id)) if (!byKey) flows.add(to);
  const steps = [...flows].flatMap((id) => (plan.flows[id] ? live(plan.flows[id]) : []));
  return new Set(steps.flatMap((step) => doorsOf(plan, step, membersOf)));
}

type CrewOf = (queue: Queue) => readonly Door[];
const membersOf: CrewOf = ({ members }) => members;
const everybodyOf: CrewOf = ({ members, widen = [] }) => [...members, ...(widen.at(-1)?.members ?? [])];

export function doorsOf(plan: Plan, step: Step, crewOf: CrewOf = everybodyOf): readonly Door[] {
  if (step.do === 'queue') {
    const queue = plan.queues[step.queue];
    return queue ? crewOf(queue) : [];
  }
  if (step.do !== 'ring') return [];
  switch (step.who.kind) {
    case 'agent':
      return [step.who.agent];
    case 'on call': {
      const rota = plan.onCall?.[step.who.rota];
      return rota ? peopleOf(rota) : [];
    }
    case 'team':
      return plan.teams[step.who.team] ?? [];
    case 'outside':
      return [ownerOf(plan, step.who.number) ?? step.who.number];
  }
}

/** The agent whose own number outside it is. */
function ownerOf(plan: Plan, number: string): Door | undefined {
  const whole = wholeNumber(number, plan.country);
  return Object.values(plan.agents).find(
    ({ outside }) => outside && wholeNumber(outside.number, plan.country) === whole,
  )?.name;
}

/** As it is called from anywhere, if it can be read so. */
export function wholeNumber(number: string, country: string): string {
  const parsed = parsePhoneNumberFromString(number, country as CountryCode);
  return parsed?.isValid() ? parsed.number : number.replace(/^\+/, '');
}

/** Each entry of a directory knows the guards of its agent. */
export function withGuards(plan: Plan): Plan {
  const guards = Object.entries(plan.guarded ?? {}).map(
    ([name, guard]) => [name, guardedDoors(plan, guard)] as const,
  );
  const guardsOf = (agent: Door): readonly string[] =>
    guards.flatMap(([name, behind]) => (behind.has(agent) ? [name] : []));
  if (guards.length === 0) return plan;
  const flows = Object.values(plan.flows).map((flow): [FlowId, Flow] => [
    flow.id,
    { ...flow, steps: flow.steps.map((step) => withGuardsOf(step, guardsOf)) },
  ]);
  return { ...plan, flows: table(flows) };
}

function withGuardsOf(step: Step, guardsOf: (agent: Door) => readonly string[]): Step {
  if (step.do !== 'directory') return step;
  const entries = step.entries.map((entry) => {
    const guards = entry.agent === undefined ? [] : guardsOf(entry.agent);
    return guards.length > 0 ? { ...entry, guards } : entry;
  });
  return { ...step, entries };
}
